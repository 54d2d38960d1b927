"""R06: what counts things is a whole number, and only a change of items may be negative."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed


def count_is_natural_number(case: Case) -> Iterator[Judgement]:
    """Look at every cell that prints a number and is no amount of money."""
    columns = {
        key: column for table in case.tables() for key, _, column in table.cells() if not column.is_money
    }
    numbers = [cell for key, cell in case.cells.items() if cell.value is not None and columns.get(key)]
    wrong = [
        cell
        for cell in numbers
        if cell.value is not None
        and (
            cell.value != cell.value.to_integral_value()
            or (cell.value < 0 and not columns[cell.key].is_signed)
        )
    ]
    if wrong:
        yield failed((cell.key for cell in wrong), (cell.text or "" for cell in wrong))
    else:
        yield passed() if any(not cell.mark.is_unknown for cell in case.cells.values()) else not_assessable()
