"""What a reading of a report is worth beside its truth: cells right, wrong, and wrong without a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from demo.corpus import CorpusCell
from parsers.report import Cell, Mark, ParsedReport, ProblemKind

_STAND_IN = "outcome.other@"
_WHOLE = frozenset({ProblemKind.FORM_NOT_FOUND, ProblemKind.FORM_UNDECIDED, ProblemKind.UNREADABLE_DOCUMENT})


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A cell that is not as the truth has it; ``is_told`` says that a problem names it."""

    key: str
    expected: str
    got: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """How many cells a report has, and which of them were read wrongly."""

    count: int
    wrong: tuple[WrongCell, ...]

    @property
    def silent(self) -> tuple[WrongCell, ...]:
        """The wrong cells that no problem names: of these there must be none."""
        return tuple(cell for cell in self.wrong if not cell.is_told)


def judge(truth: Iterable[CorpusCell], report: ParsedReport) -> Judgement:
    """Compare text, value, unit and mark of every cell; a cell that nobody printed is wrong too."""
    expected = {cell.key: cell for cell in truth}
    got = {cell.key: cell for cell in report.cells}
    told = {key for problem in report.problems for key in problem.keys}
    told |= {key for key in expected if set() < _leaves(key, got) <= told}
    is_all_told = any(problem.kind in _WHOLE for problem in report.problems)
    wrong = [
        WrongCell(key, _shown(cell), _shown(got.get(key)), key in told or (key not in got and is_all_told))
        for key, cell in expected.items()
        if _facts(cell) != _facts(got.get(key))
    ]
    wrong += [
        WrongCell(key, "no such cell", _shown(cell), key in told)
        for key, cell in got.items()
        if key not in expected and cell.mark is not Mark.ABSENT
    ]
    return Judgement(len(expected), tuple(wrong))


def _leaves(key: str, got: dict[str, Cell]) -> set[str]:
    """Return the cells that are there instead of one that stands in for them."""
    if not key.startswith(_STAND_IN):
        return set()
    column = key.removeprefix(_STAND_IN)
    return {other for other in got if other.startswith("outcome.other.") and other.endswith(f"@{column}")}


def _facts(cell: CorpusCell | Cell | None) -> tuple[str | None, Decimal | None, str | None, str] | None:
    if cell is None:
        return None
    value = None if cell.value is None else Decimal(cell.value)
    return cell.text, value, cell.unit, str(cell.mark)


def _shown(cell: CorpusCell | Cell | None) -> str:
    if cell is None:
        return "nothing"
    return f"{cell.text!r} = {cell.value} {cell.unit or ''} [{cell.mark!s}]"
