"""What the labels of the national forms tell about a part of a table: which table, which columns."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from parsers.forms.form import forms
from parsers.forms.index import LabelIndex, label_index
from parsers.forms.labels import normalise, pattern, wordings
from parsers.numbers import is_value
from parsers.ruled.fragment import Cell, Fragment
from parsers.ruled.lines import solid

_LONGEST = 60  # letters; the longest label of a form has 40
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")


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
    texts = {cell.text for cell in cells if cell.text.strip() and not is_value(cell.text)}
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
    figures = [cell.column for cell in cells if is_value(cell.text)]
    return min(figures or (cell.column for cell in cells if _is_column_heading(cell.text)), default=0)


def _is_column_heading(text: str) -> bool:
    """Whether a text is a heading of a column; a number before it makes it a row (3.其他)."""
    return bool(text.strip()) and any(solid(text) in index.columns for index in indexes())


def is_wording(text: str) -> bool:
    """Whether a text is a label, a heading or a caption of a form in a known wording, misprints aside."""
    if len(text) > _LONGEST:
        return False
    ways = wordings(text)
    return any(
        way in index.rows or way in index.columns or way in index.headings
        for index in indexes()
        for way in ways
    )


def is_misprint(text: str) -> bool:
    """Whether a text is a misprint of a label of a row or a column."""
    return len(text) <= _LONGEST and any(index.row(text) or index.column(text) for index in indexes())


def row_of(index: LabelIndex, text: str) -> str | None:
    """Return the wording of the row that a text labels in a table, by a misprint too; None when it labels none."""
    reading = index.row(text)
    return None if reading is None else reading.pattern


def likely_indexes(texts: Sequence[str]) -> list[LabelIndex]:
    """Return the labels of every table, those of the form that knows most of the texts first."""
    tally = Counter[str]()
    for index in indexes():
        tally[index.form_id] += sum(map(index.knows, texts))
    return sorted(indexes(), key=lambda index: -tally[index.form_id])


def column_of(index: LabelIndex, text: str) -> str | None:
    """Return the wording of the column that a text heads in a table, by a misprint too; None when it heads none.

    No form numbers its columns: （七）总计 and 3.其他 are rows.
    """
    if _NUMBERED.match(text):
        return None
    reading = index.column(text)
    return None if reading is None else reading.pattern


def is_same(text: str, label: str) -> bool:
    """Whether a printed text is a label of a form, numbers and spaces aside."""
    return pattern(label) in wordings(text)


def groups_over(index: LabelIndex, text: str) -> tuple[tuple[str, ...], ...]:
    """Return the labels of the groups that a form puts over a row, once for every row of that label."""
    found = row_of(index, text)
    return tuple(row.under for _, row in index.rows.get(found, ())) if found is not None else ()


def is_group(index: LabelIndex, text: str) -> bool:
    """Whether a text is the label of a group of rows of a table."""
    return any(is_same(text, group) for rows in index.rows.values() for _, row in rows for group in row.under)
