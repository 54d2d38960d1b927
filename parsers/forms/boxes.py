"""What became of every filled box of a printed table: a cell, a label, unread, or part of a table kept whole."""

from collections.abc import Iterator

from parsers.accounts import Account, Entry
from parsers.document import Table
from parsers.forms.matched import TableMatch
from parsers.grid import Grid


def table_entries(table: Table, grid: Grid, match: TableMatch | None) -> Iterator[Entry]:
    """Yield the account of every filled box of a table."""
    if match is None:
        yield from (Entry(Account.TABLE, cell.text, cell.place) for cell in table.cells if cell.text.strip())
        return
    boxes = {(cell.box.row, cell.box.column) for cell in match.cells.values()} | match.repeated
    for row in range(grid.height):
        for cell in grid.owners(row):
            if cell.row != row or not cell.text.strip():
                continue
            at = (cell.row, cell.column)
            account = Account.CELL if at in boxes else Account.LABEL if at in match.labels else Account.UNREAD
            yield Entry(account, cell.text, cell.place)
