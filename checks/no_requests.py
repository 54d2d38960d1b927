"""R09: a table without any request: told for readers of series, no fault of the publisher."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed


def no_requests(case: Case) -> Iterator[Judgement]:
    """Look whether any cell of the requests table prints more than 0."""
    assert case.form is not None
    cells = [case.cells[key] for key, _, _ in case.form.table("requests").cells() if key in case.cells]
    if any(cell.value for cell in cells):
        yield passed()
    elif not cells or any(cell.mark.is_unknown for cell in cells):
        yield not_assessable(cell.key for cell in cells if cell.mark.is_unknown)
    else:
        yield failed()
