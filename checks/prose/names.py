"""Words and numbers that tell of places: ``names.toml`` with the source of each part."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from parsers.divisions import Division, known_divisions

_FORBID: Final = ConfigDict(frozen=True, extra="forbid")


class Province(BaseModel):
    """A province as it shows in document numbers, postcodes and area codes."""

    model_config = _FORBID

    name: str
    letters: str
    postcodes: tuple[str, ...]
    areas: tuple[str, ...]


class _Words(BaseModel):
    model_config = _FORBID

    endings: str
    pairs: tuple[str, ...]


class _File(BaseModel):
    model_config = _FORBID

    provinces: dict[str, Province]
    words: _Words


_FILE: Final = _File.model_validate(
    tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
)
PROVINCES: Final = _FILE.provinces


def is_word(stem: str) -> bool:
    """Whether what stands before 镇, 区, 市 ... is a common word and no name."""
    return not stem or stem[-1] in _FILE.words.endings or stem.endswith(_FILE.words.pairs)


@lru_cache(maxsize=50_000)
def namesakes(name: str, year: int | None) -> tuple[Division, ...]:
    """Give the divisions of a name; a few thousand names come back in report after report."""
    return known_divisions().homonyms(name, year)
