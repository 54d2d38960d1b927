"""P09: words beside the number in a data cell, such as 4（项目采购）."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, passed


def annotated_number(case: Case) -> Iterator[Judgement]:
    """Name the cells that print a number and words beside it."""
    found = [cell for cell in case.cells.values() if cell.value is not None and cell.annotation]
    if found:
        yield failed((cell.key for cell in found), (cell.text or "" for cell in found))
    else:
        yield passed()
