"""Match a table that OCR read without any label, by the outline of its headings.

A picture may show a table whose headings no machine can read. The table of reconsideration and litigation
has one row of figures and groups of columns like no other; where box for box of a picture is the same, each
figure is taken for that of its column, with the certainty `partial`: a problem names it.
"""

from itertools import groupby

from parsers.forms.form import FormTable
from parsers.forms.matched import MatchedCell, TableMatch
from parsers.grid import Grid
from parsers.numbers import is_figure
from parsers.report import Certainty


def match_by_outline(grid: Grid, form_id: str, table: FormTable) -> TableMatch | None:
    """Match a table read by OCR whose every heading is blank, None where its outline is not the form's."""
    if len(table.blocks) != 1 or len(table.blocks[0].rows) != 1 or grid.height < 2:
        return None
    block = table.blocks[0]
    values = grid.owners(grid.height - 1)
    if grid.width != len(block.columns) or len(values) != grid.width or grid.positions[-1][0] is None:
        return None
    headings = [cell for row in range(grid.height - 1) for cell in grid.owners(row)]
    is_bare = all(cell.recognition is not None and not cell.text.strip() for cell in headings)
    if not is_bare or not all(is_figure(cell.text) or not cell.text.strip() for cell in values):
        return None
    groups = [
        len(list(columns)) for _, columns in groupby(block.columns, key=lambda column: column.under[:1])
    ]
    if [cell.column_span for cell in grid.owners(0)] != groups or not any(
        cell.text.strip() for cell in values
    ):
        return None
    match = TableMatch(form_id, table)
    row = block.rows[0]
    for column, box in zip(block.columns, values, strict=True):
        key = table.key_of(row, column)
        match.cells[key] = MatchedCell(key, row, column, box, "", Certainty.PARTIAL)
    return match
