"""S11: the report prints every data cell of its form: 198 in the form of 2019, 200 in that of 2021."""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, not_assessable
from checks.outcome import Verdict
from parsers.report import Cell, Mark, ProblemKind

_LACKING = frozenset({Mark.ABSENT, Mark.PICTURE})
_OURS = frozenset({ProblemKind.ROW_UNMATCHED, ProblemKind.COLUMN_UNMATCHED, ProblemKind.TABLE_UNMATCHED})


def cells_complete(case: Case) -> Iterator[Judgement]:
    """Count the cells; one row 其他处理 stands for its three, and what we could not place may be the rest."""
    assert case.form is not None
    keys = [key for table in case.form.tables for key, _, _ in table.cells()]
    cells = {key: next(iter(case.sum((key,)).cells), None) for key in keys}
    lacking = [key for key, cell in cells.items() if cell is None or cell.mark in _LACKING]
    is_misread = any(problem.kind in _OURS for problem in case.report.problems)
    if lacking and is_misread and not any(_is_picture(cells[key]) for key in lacking):
        yield not_assessable(lacking)
        return
    printed, due = Decimal(len(keys) - len(lacking)), Decimal(case.form.data_cells)
    verdict = Verdict.PASSED if printed == due else Verdict.FAILED
    yield Judgement(verdict, None, printed, due, cells=tuple(lacking))


def _is_picture(cell: Cell | None) -> bool:
    return cell is not None and cell.mark is Mark.PICTURE
