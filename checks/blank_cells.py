"""S07: a data cell left blank: neither zero nor nothing to report."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, passed
from parsers.report import Mark


def blank_cells(case: Case) -> Iterator[Judgement]:
    """Name the blank cells."""
    found = [cell.key for cell in case.cells.values() if cell.mark is Mark.BLANK]
    yield failed(found) if found else passed()
