"""The rows of divisions as one text, asked without reading all of them: ``data/divisions.csv.gz``.

The text is sorted by code, so that the townships of a county follow its own rows. Of the 57 thousand
rows of the country only those above townships are made into objects, the others when they are asked for.
"""

import gzip
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

_DATA: Final = Path(__file__).parent / "data"
_ABOVE: Final = re.compile(r"^(\d{6}),([^,]*),(\d+),(\d+)\n", re.MULTILINE)
_SHORTENED: Final = (
    "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗", "地区",
    "市", "区", "县", "旗", "盟", "省",
)  # fmt: skip


class Level(StrEnum):
    """How high a division stands; told by the length of its code."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Division:
    """A division over the snapshots from ``first`` to ``last`` (years, both included)."""

    code: str
    name: str
    first: int
    last: int

    @property
    def level(self) -> Level:
        """Six digits end in 0000 for a province, in 00 for a prefecture; townships have nine."""
        if len(self.code) > 6:
            return Level.TOWNSHIP
        if self.code.endswith("0000"):
            return Level.PROVINCE
        return Level.PREFECTURE if self.code.endswith("00") else Level.COUNTY

    @property
    def parent_code(self) -> str | None:
        """The code one level up; None for a province."""
        parents = {
            Level.PROVINCE: None,
            Level.PREFECTURE: self.code[:2] + "0000",
            Level.COUNTY: self.code[:4] + "00",
            Level.TOWNSHIP: self.code[:6],
        }
        return parents[self.level]

    @property
    def short_name(self) -> str:
        """临安 of 临安区; a name that would be left with one character is kept (市中区, 郊区 stay whole)."""
        for suffix in _SHORTENED:
            if self.name.endswith(suffix) and len(self.name) - len(suffix) > 1:
                return self.name[: -len(suffix)]
        return self.name


@dataclass(frozen=True)
class DivisionTable:
    """Rows of divisions. ``years`` are those of the snapshots: of others nothing is known at first hand."""

    text: str
    years: tuple[int, ...]
    above: tuple[Division, ...] = field(init=False)
    _spans: dict[str, tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        """Read the rows above townships, and find where the townships of each stand."""
        found = list(_ABOVE.finditer(self.text))
        ends = [row.start() for row in found[1:]] + [len(self.text)]
        # Of several rows of one code the townships follow the last.
        spans = {row[1]: (row.end(), end) for row, end in zip(found, ends, strict=True)}
        object.__setattr__(self, "above", tuple(_division(*row.groups()) for row in found))
        object.__setattr__(self, "_spans", spans)

    @classmethod
    def of(cls, rows: Iterable[Division]) -> Self:
        """Make a table of rows; a county without a row of its own gives its townships none."""
        ordered = sorted(rows, key=lambda row: (row.code, row.first))
        text = "".join(f"{row.code},{row.name},{row.first},{row.last}\n" for row in ordered)
        return cls(text, tuple(sorted({year for row in ordered for year in (row.first, row.last)})))

    @classmethod
    def shipped(cls) -> Self:
        """Read the table of the whole country."""
        text = gzip.decompress((_DATA / "divisions.csv.gz").read_bytes()).decode()
        record = tomllib.loads((_DATA / "divisions.toml").read_text(encoding="utf-8"))
        return cls(text, tuple(snapshot["year"] for snapshot in record["snapshots"]))

    def townships(self, county_code: str) -> tuple[Division, ...]:
        """Give the townships that a county has in any snapshot."""
        start, end = self._spans.get(county_code, (0, 0))
        return tuple(_division(*line.split(",")) for line in self.text[start:end].splitlines())

    def counties_with(self, township_name: str) -> set[str]:
        """Give the codes of the counties that have a township of this name in any snapshot."""
        wanted, found = f",{township_name},", set()
        place = self.text.find(wanted)
        while place >= 0:
            code = self.text[self.text.rfind("\n", 0, place) + 1 : place]
            found |= {code[:6]} if len(code) > 6 else set()
            place = self.text.find(wanted, place + 1)
        return found


def _division(code: str, name: str, first: str, last: str) -> Division:
    return Division(code, name, int(first), int(last))
