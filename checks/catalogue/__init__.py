"""What a check is, in words: id, name, severity, formula and messages, read from one file per group."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from checks.outcome import Severity

CATALOGUE = Path(__file__).parent
# The order of the groups, and so of the checks, wherever they are told.
GROUPS = (
    "requests", "review_litigation", "proactive", "structure", "pipeline", "narrative", "identity",
    "cross_year", "cross_publisher", "version",
)  # fmt: skip
# The checks that look at other reports and visits: those of these groups, and some of other groups.
COMPARING_GROUPS = frozenset({"cross_year", "cross_publisher", "version"})
COMPARING = frozenset({"L02", "P11"})


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

    @property
    def is_comparing(self) -> bool:
        """Whether the check looks at more than the report itself, so that a new neighbour may change it."""
        return self.group in COMPARING_GROUPS or self.id in COMPARING


class _Catalogue(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    checks: tuple[Check, ...]


@cache
def catalogue() -> Mapping[str, Check]:
    """Return every check by its id, in the order in which they are told."""
    files = (path for group in GROUPS if (path := CATALOGUE / f"{group}.toml").exists())
    read = (_Catalogue.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))) for path in files)
    return MappingProxyType({check.id: check for group in read for check in group.checks})


def is_comparing(check: str) -> bool:
    """Whether a check of this id is known and looks at more than the report itself."""
    known = catalogue().get(check)
    return known is not None and known.is_comparing
