"""Kinds of authorities and their names once the division is taken off: ``data/publishers.toml``."""

import re
import tomllib
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict


class PublisherType(BaseModel):
    """A kind of publisher with the duties that follow from it; see the comments of the data file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    zh: str
    levels: tuple[str, ...]
    words: str
    government: bool = False
    rules: bool = False
    deadline: str | None = None


class _Suffixes(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    township: tuple[str, ...]
    government: tuple[str, ...]
    office: tuple[str, ...]
    leading: tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    types: tuple[PublisherType, ...]
    suffixes: _Suffixes
    departments: dict[str, str]


_FILE: Final = _File.model_validate(
    tomllib.loads((Path(__file__).parent / "data" / "publishers.toml").read_text(encoding="utf-8"))
)
PUBLISHER_TYPES: Final = {kind.key: kind for kind in _FILE.types}
SUFFIXES: Final = _FILE.suffixes


def type_of(organ: str, level: str) -> str | None:
    """Give the key of the type of an organ of a division of that level, None if no type fits."""
    fitting = (kind.key for kind in _FILE.types if level in kind.levels and re.search(kind.words, organ))
    return next(fitting, None)


def official_organ(organ: str) -> str:
    """Give the official form of what is left of a name: 政府办公室, 市场监管局, nothing at all."""
    if not organ or organ in SUFFIXES.government:
        return "人民政府"
    if organ in SUFFIXES.office:
        return "人民政府办公厅" if organ.endswith("厅") else "人民政府办公室"
    organ = re.sub(r"^(?:人民政府|行政公署|行署)(?=.{3})", "", organ)  # 兴安盟行署外事办公室
    bare = re.sub(r"（[^）]*）$", "", organ)
    for short, full in _FILE.departments.items():
        if bare.endswith(short) and not bare.endswith(full):
            return bare[: -len(short)] + full
    return bare


def township_name(organ: str) -> str:
    """Give the bare name of a town or subdistrict: 昌化镇 of 昌化镇人民政府, 锦北街道 of 人民政府锦北街道办事处."""
    bare = organ
    for government in SUFFIXES.government:
        if bare.startswith(government) and bare.endswith("办事处"):
            bare = bare.removeprefix(government)
    for suffix in SUFFIXES.township:
        if bare.endswith(suffix) and len(bare) > len(suffix) + 1:
            return bare[: -len(suffix)]
    return bare
