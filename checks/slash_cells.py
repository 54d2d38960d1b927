"""S08: a slash or a dash where a number belongs; none, not applicable and not known look alike."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, passed
from parsers.report import Mark


def slash_cells(case: Case) -> Iterator[Judgement]:
    """Name the cells that print a slash or a dash."""
    found = [cell.key for cell in case.cells.values() if cell.mark in {Mark.SLASH, Mark.DASH}]
    yield failed(found) if found else passed()
