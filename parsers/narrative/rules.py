"""The rules of ``data/narrative.toml``, read and compiled once."""

import re
import tomllib
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from parsers.narrative.figures import FIGURE, GAP

_FORBID: Final = ConfigDict(frozen=True, extra="forbid")


def _compiled(text: str) -> re.Pattern[str]:
    """Compile a rule's expression. Only the first {n} captures: a look-ahead may need another figure."""
    return re.compile(
        text.replace("(?!{gap}{n})", rf"(?!{GAP}\d)").replace("{n}", FIGURE).replace("{gap}", GAP)
    )


class Rule(BaseModel):
    """What a clause must say for its figure (or its lack of one) to count a thing."""

    model_config = _FORBID

    key: str
    clause: str
    value: str | None = None
    unit: str | None = None
    needs: str | None = None
    unless: str | None = None
    topic: str | None = None
    channel: bool = False
    soft: bool = False

    def fits(self, sentence: str, topic: str | None) -> bool:
        """Whether the sentence up to and with the clause allows the rule."""
        if self.topic is not None and self.topic != topic:
            return False
        if self.needs and not re.search(self.needs, sentence):
            return False
        return not (self.unless and re.search(self.unless, sentence))


class ChannelRule(BaseModel):
    """How a channel of publication is called, and the key of what is published there."""

    model_config = _FORBID

    key: str
    noun: str


class ScopeRule(BaseModel):
    """Words that say whose figures a sentence gives."""

    model_config = _FORBID

    head: str
    region: str
    organ: str

    def compiled(self) -> re.Pattern[str]:
        """Give the expression of a clause's subject, with groups ``region`` and ``organ``."""
        return re.compile(rf"(?:^|[，；：,]){self.head}(?:(?P<organ>{self.organ})|(?P<region>{self.region}))")


class _File(BaseModel):
    model_config = _FORBID

    rules: tuple[Rule, ...]
    channels: tuple[ChannelRule, ...]
    scope: ScopeRule


_FILE: Final = _File.model_validate(
    tomllib.loads((Path(__file__).parent.parent / "data" / "narrative.toml").read_text(encoding="utf-8"))
)
Compiled = tuple[Rule, re.Pattern[str]]
_COMPILED: Final = tuple((rule, _compiled(rule.clause)) for rule in _FILE.rules)
HARD: Final = tuple(found for found in _COMPILED if not found[0].soft)
SOFT: Final = tuple(found for found in _COMPILED if found[0].soft)
CHANNELS: Final = tuple((channel.key, channel.noun) for channel in _FILE.channels)
SUBJECT: Final = _FILE.scope.compiled()
