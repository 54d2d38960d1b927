"""A result document as values: the object of `gongkai parse`, whether just read or kept in the archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from checks.outcome import Outcome, Verdict
from parsers.report import Cell, Kind, Mention, OtherTable, PrintedPublisher, Problem, Section


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one file, and what the checks said of it."""

    title: str | None
    publisher: PrintedPublisher | None
    year: int | None
    kind: Kind
    form: str | None
    cells: tuple[Cell, ...]
    sections: tuple[Section, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]
    outcomes: tuple[Outcome, ...]
    tables: tuple[OtherTable, ...] = ()  # that no form knows

    @property
    def findings(self) -> tuple[Outcome, ...]:
        """The outcomes that failed, in the order of the checks."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict is Verdict.FAILED)

    @property
    def readable_cell_count(self) -> int:
        """How many cells are printed and were read."""
        return sum(1 for cell in self.cells if not cell.mark.is_unknown)


_READING = TypeAdapter(Reading)
_OUTCOMES = TypeAdapter(tuple[Outcome, ...])


def reading_of(document: Mapping[str, Any]) -> Reading:
    """Turn a result document into values. Keys that we do not know are left aside."""
    return _READING.validate_python(document)


def outcomes_of(document: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """Turn only the outcomes of a result document into values: a fifth of the work."""
    return _OUTCOMES.validate_python(document["outcomes"])
