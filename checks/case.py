"""What a check looks at: one report, its figures ready for sums, and its neighbours."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from checks.neighbours import ALONE, Neighbours
from checks.outcome import Severity, Verdict
from checks.prose.own import Own
from checks.prose.sentences import Sentence, sentences
from checks.similarity import Narrative
from parsers.forms.form import Form, FormTable, forms
from parsers.report import Cell, Mark, ParsedReport, Section

_EXPLAINING = frozenset({Mark.BLANK, Mark.SLASH, Mark.DASH})  # 无 says that there is none


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells added up. Null cells count as 0 and are named; unknown ones leave the sum unknown."""

    cells: tuple[Cell, ...]
    missing: tuple[str, ...] = ()

    @property
    def value(self) -> Decimal:
        """The sum of what is printed."""
        return sum([cell.value for cell in self.cells if cell.value is not None], Decimal(0))

    @property
    def is_known(self) -> bool:
        """Whether every operand is in the document and readable."""
        return not self.missing and not any(cell.mark.is_unknown for cell in self.cells)

    @property
    def has_null(self) -> bool:
        """Whether an operand prints no number."""
        return any(cell.mark.is_null for cell in self.cells)

    @property
    def is_all_null(self) -> bool:
        """Whether no operand prints a number."""
        return all(cell.mark.is_null for cell in self.cells)

    @property
    def could_be_more(self) -> bool:
        """Whether a blank operand may stand for more than 0."""
        return any(cell.mark in _EXPLAINING for cell in self.cells)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the operands, those that the document lacks included."""
        return (*(cell.key for cell in self.cells), *self.missing)


@dataclass(frozen=True)
class Case:
    """A report under judgement, with what stands beside it.

    What a case does not hold is unknown: a check that needs it says ``not_assessable``.
    """

    report: ParsedReport
    neighbours: Neighbours = ALONE

    @property
    def previous(self) -> ParsedReport | None:
        """The same publisher's report of the year before."""
        return self.neighbours.previous

    @property
    def earlier(self) -> tuple[ParsedReport, ...]:
        """Its reports of the years before that, as far as they are known."""
        return self.neighbours.earlier

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """The cells of the report by key."""
        return {cell.key: cell for cell in self.report.cells}

    @cached_property
    def form(self) -> Form | None:
        """The national form that the report fills, None when it fills none."""
        return None if self.report.form is None else forms()[self.report.form]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The narrative, sentence by sentence."""
        return tuple(sentences(self.report))

    @cached_property
    def narrative(self) -> Narrative:
        """The narrative, to be compared with others."""
        return Narrative(self.report)

    @cached_property
    def own(self) -> Own:
        """The publisher's own territory."""
        return Own(self.report)

    @cached_property
    def _stand_ins(self) -> Mapping[str, str]:
        """Row keys that another printed row stands for: the three leaves of one single 其他处理."""
        return {
            replaced: row.key
            for table in self.tables()
            for block in table.blocks
            for row in block.stand_ins
            for replaced in row.replaces
        }

    def section(self, key: str) -> Section | None:
        """Return a part of the narrative, None when its heading was not found."""
        return next((section for section in self.report.sections if section.key == key), None)

    def tables(self) -> Iterator[FormTable]:
        """Yield the tables of the report's form."""
        yield from () if self.form is None else self.form.tables

    def sum(self, keys: Iterable[str]) -> Sum:
        """Add up cells; a row that another printed row stands for counts through that row, once."""
        found: dict[str, Cell] = {}
        missing: list[str] = []
        for key in keys:
            cell = self.cells.get(key) or self.cells.get(self._standing(key))
            if cell is None:
                missing.append(key)
            else:
                found[cell.key] = cell
        return Sum(tuple(found.values()), tuple(missing))

    def _standing(self, key: str) -> str:
        row, at, column = key.partition("@")
        return f"{self._stand_ins.get(row, row)}{at}{column}"

    def value(self, key: str) -> Decimal | None:
        """Return the printed value of a cell, None when it prints none or is not there."""
        cell = self.cells.get(key)
        return None if cell is None else cell.value


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check says of one member, before the registry makes an outcome of it."""

    verdict: Verdict
    member: str | None = None
    left: Decimal | str | None = None
    right: Decimal | str | None = None
    cells: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    assumed_zero: bool = False
    severity: Severity | None = field(default=None)  # None: the check's own


Rule = Callable[[Case], Iterator[Judgement]]  # gives at least one judgement; silence is a mistake


def passed(member: str | None = None, **sides: Decimal | str | None) -> Judgement:
    """Return that the rule holds."""
    return Judgement(Verdict.PASSED, member, sides.get("left"), sides.get("right"))


def failed(cells: Iterable[str] = (), quotes: Iterable[str] = (), member: str | None = None) -> Judgement:
    """Return a finding that rests on cells and printed words."""
    return Judgement(Verdict.FAILED, member, cells=tuple(cells), quotes=tuple(quotes))


def not_assessable(cells: Iterable[str] = (), member: str | None = None) -> Judgement:
    """Return that what is needed cannot be known."""
    return Judgement(Verdict.NOT_ASSESSABLE, member, cells=tuple(cells))


def not_applicable() -> Judgement:
    """Return that the rule does not concern this report."""
    return Judgement(Verdict.NOT_APPLICABLE)
