"""What the labels of the national forms tell about a part of a table: which table, which columns."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from parsers.forms.form import forms
from parsers.forms.index import LabelIndex, label_index
from parsers.forms.labels import normalise
from parsers.numbers import is_figure
from parsers.ruled.fragment import Cell, Fragment
from parsers.ruled.lines import solid


@cache
def indexes() -> tuple[LabelIndex, ...]:
    """Return the labels of every table of every form."""
    return tuple(label_index(form.id, table.key) for form in forms().values() for table in form.tables)


def is_label(text: str) -> bool:
    """Whether a text is a label, a heading or a caption of a form, word for word or a near misprint."""
    return any(index.row(text) or index.column(text) or index.heading(text) for index in indexes())


def is_exact_label(text: str) -> bool:
    """Whether a text is, word for word, a label of a row or a column."""
    return any(index.knows(text) for index in indexes())


def table_of(cells: Iterable[Cell]) -> str | None:
    """Return the key of the table of a form whose labels the cells print, None when that is not plain."""
    texts = {cell.text for cell in cells if cell.text.strip() and not is_figure(cell.text)}
    tally = Counter[str]()
    for index in indexes():
        found = sum(index.knows(text) or normalise(text) in index.headings for text in texts)
        tally[index.table_key] = max(tally[index.table_key], found)
    ranked = tally.most_common(2)
    if not ranked or not ranked[0][1] or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def first_value_column(*fragments: Fragment) -> int:
    """Return the leftmost column that holds figures; of a blank form, one under a known heading."""
    cells = [cell for fragment in fragments for cell in fragment.cells]
    figures = [cell.column for cell in cells if is_figure(cell.text)]
    return min(figures or (cell.column for cell in cells if _is_column_heading(cell.text)), default=0)


def _is_column_heading(text: str) -> bool:
    """Whether a text is a heading of a column; a number before it makes it a row (3.其他)."""
    return bool(text.strip()) and any(solid(text) in index.columns for index in indexes())
