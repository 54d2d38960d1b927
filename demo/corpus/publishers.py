"""Who publishes the made-up reports: governments, offices, bureaus and towns of real counties."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_NAMES = Path(__file__).parent / "names.toml"


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher as its titles print it; ``scale`` is how many requests a usual year brings."""

    printed: str
    short: str
    canonical: str
    division_code: str  # of its county
    type: str
    scale: int
    place: str


@cache
def publishers() -> tuple[Publisher, ...]:
    """Return every publisher of names.toml, county by county."""
    names = tomllib.loads(_NAMES.read_text(encoding="utf-8"))
    found: list[Publisher] = []
    for county in names["counties"]:
        name, code, place = county["name"], county["code"], county["prefecture"]
        whole = f"{place}{name}"
        street = names["streets"][int(code) % len(names["streets"])]
        at = f"{whole}{street}"
        found.append(
            Publisher(
                f"{name}人民政府", "我县" if name[-1] == "县" else f"我{name[-1]}",
                f"{whole}人民政府", code, "county_government", 240, at,
            )
        )  # fmt: skip
        found.append(
            Publisher(
                f"{name}人民政府办公室", "我办", f"{whole}人民政府办公室", code, "government_office", 60, at
            )
        )
        found += [
            Publisher(f"{name}{bureau}", "我局", f"{whole}{bureau}", code, "department", 12, at)
            for bureau in names["bureaus"]
        ]
        found += [_town(name, whole, code, town) for town in county["towns"]]
    return tuple(found)


def _town(county: str, whole: str, code: str, town: str) -> Publisher:
    if town.endswith("街道"):
        return Publisher(
            f"{county}{town}办事处",
            "我街道",
            f"{whole}{town}办事处",
            code,
            "subdistrict_office",
            3,
            whole + town,
        )
    return Publisher(
        f"{county}{town}人民政府", f"我{town[-1]}", f"{whole}{town}人民政府", code, "town_government", 3, whole + town
    )  # fmt: skip
