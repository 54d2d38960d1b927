"""What a check is, in words: id, name, severity, formula and messages, read from ``catalogue.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from checks.outcome import Severity

CATALOGUE = Path(__file__).parent / "catalogue.toml"


class Check(BaseModel):
    """One entry of the catalogue. Ids are stable; ``forms`` are those that the rule concerns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    group: str
    severity: Severity
    forms: frozenset[str]
    zh: str
    en: str
    formula: str
    failed_zh: str
    failed_en: str


class _Catalogue(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    checks: tuple[Check, ...]


@cache
def catalogue() -> Mapping[str, Check]:
    """Return every check by its id, in the order in which they are told."""
    read = _Catalogue.model_validate(tomllib.loads(CATALOGUE.read_text(encoding="utf-8")))
    return MappingProxyType({check.id: check for check in read.checks})
