"""Words of headings, read from ``data/sections.toml``."""

import re
import tomllib
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, RootModel


class SectionWording(BaseModel):
    """How one of the six parts may be called; see the comments of ``data/sections.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    key: str
    official: tuple[str, ...]
    aliases: tuple[str, ...]
    pattern: str

    @property
    def wordings(self) -> tuple[str, ...]:
        """All exact wordings."""
        return (*self.official, *self.aliases)


class Topic(BaseModel):
    """A subject that part 1 must speak of, known by its words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    words: tuple[str, ...]


class _Sections(RootModel[tuple[SectionWording, ...]]):
    """The six parts in official order."""

    def of(self, words: str) -> SectionWording | None:
        """Give the part that is called exactly so."""
        return next((wording for wording in self.root if words in wording.wordings), None)

    def number(self, key: str | None) -> int:
        """Give the official number of a part."""
        return next(wording.number for wording in self.root if wording.key == key)

    def longest_first(self) -> list[str]:
        """Give all wordings, so that the first that begins a text is the longest that does."""
        return sorted((words for wording in self.root for words in wording.wordings), key=len, reverse=True)


class _Topics(RootModel[tuple[Topic, ...]]):
    """The subjects of part 1."""

    def is_bare_sub_heading(self, line: str) -> bool:
        """Whether a line is nothing but a topic's name: 主动公开情况。 of seed 001, its number lost."""
        words = "|".join(re.escape(word) for topic in self.root for word in topic.words)
        name = rf"(?:政府信息|政务信息|信息)?(?:{words})(?:政府信息|机制)?(?:工作)?(?:情况|方面)?"
        return re.fullmatch(rf"{name}(?:[和及与、]{name})?[。：:]?", line.strip()) is not None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sections: _Sections
    topics: _Topics


_FILE: Final = _File.model_validate(
    tomllib.loads((Path(__file__).parent / "data" / "sections.toml").read_text(encoding="utf-8"))
)
SECTIONS: Final = _FILE.sections
TOPICS: Final = _FILE.topics
