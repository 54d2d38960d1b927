"""The labels of one table of a form, ready to be looked up as they are printed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from parsers.forms.form import FormBlock, FormColumn, FormRow, FormTable, forms
from parsers.forms.labels import is_numbered, misprint_of, normalise, pattern, wordings
from parsers.report import Certainty

RowAt = tuple[FormBlock, FormRow]
ColumnAt = tuple[FormBlock, FormColumn]


@dataclass(frozen=True, slots=True)
class Reading:
    """A printed label recognised: the wording of the form that it is, and how surely."""

    pattern: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class LabelIndex:
    """Rows, columns and everything else that a table of a form prints, by normalised wording."""

    form_id: str
    table_key: str
    rows: Mapping[str, tuple[RowAt, ...]]
    columns: Mapping[str, tuple[ColumnAt, ...]]
    headings: frozenset[str]  # of blocks, of groups of rows and columns; captions; asides
    asides: frozenset[str]
    official: frozenset[str]
    unlabelled: RowAt | None

    def row(self, text: str) -> Reading | None:
        """Recognise a label of a row, or of a group of rows."""
        return _read(self.form_id, self.table_key, "rows", text)

    def column(self, text: str) -> Reading | None:
        """Recognise a heading of a column."""
        return _read(self.form_id, self.table_key, "columns", text)

    def heading(self, text: str) -> Reading | None:
        """Recognise a heading of a block or a group, or a caption."""
        return _read(self.form_id, self.table_key, "headings", text)

    def knows(self, text: str) -> bool:
        """Whether a text is, word for word, a label of a row or a column."""
        wording = normalise(text)
        return wording in self.rows or wording in self.columns


@lru_cache(maxsize=16384)
def names_row(text: str) -> bool:
    """Whether a text is, word for word, the label of a row of a form, and heads no column.

    No form numbers its columns: （七）总计 and 3.其他 are rows, 总计 and 其他 by themselves may be either.
    """
    is_row = any(way in index.rows for index in _indexes() for way in wordings(text))
    return is_row and (is_numbered(text) or not heads_column(text))


@lru_cache(maxsize=16384)
def heads_column(text: str) -> bool:
    """Whether a text is, word for word, the heading of a column of a form."""
    return any(way in index.columns for index in _indexes() for way in wordings(text))


@cache
def _indexes() -> tuple[LabelIndex, ...]:
    return tuple(label_index(form.id, table.key) for form in forms().values() for table in form.tables)


@lru_cache(maxsize=32768)  # the same labels come in every report
def _read(form_id: str, table_key: str, part: str, text: str) -> Reading | None:
    index = label_index(form_id, table_key)
    known: Collection[str] = getattr(index, part)
    for wording in wordings(text):
        if wording in known:
            return Reading(wording, Certainty.FULL if wording in index.official else Certainty.ALIAS)
    meaning = known.__getitem__ if isinstance(known, Mapping) else str  # two wordings may name one row
    if guess := misprint_of(text, known, meaning):
        return Reading(guess, Certainty.MISPRINT)
    return None


@cache
def label_index(form_id: str, table_key: str) -> LabelIndex:
    """Return the index of one table of one form."""
    table = forms()[form_id].table(table_key)
    rows: dict[str, list[RowAt]] = {}
    columns: dict[str, list[ColumnAt]] = {}
    official: set[str] = set()
    unlabelled: RowAt | None = None
    for block in table.blocks:
        for row in (*block.rows, *block.stand_ins):
            if not row.label:
                unlabelled = (block, row)
                continue
            official.add(pattern(row.label))
            for wording in dict.fromkeys(map(pattern, (row.label, *row.also))):
                rows.setdefault(wording, []).append((block, row))
        for column in block.columns:
            official.add(pattern(column.label))
            for wording in dict.fromkeys(map(pattern, (column.label, *column.also))):
                columns.setdefault(wording, []).append((block, column))
    asides = frozenset(map(pattern, table.asides))
    headings = frozenset(map(pattern, _headings(table))) | asides
    return LabelIndex(
        form_id,
        table_key,
        {wording: tuple(found) for wording, found in rows.items()},
        {wording: tuple(found) for wording, found in columns.items()},
        headings,
        asides,
        frozenset(official) | headings,
        unlabelled,
    )


def _headings(table: FormTable) -> Iterable[str]:
    yield from table.captions
    for block in table.blocks:
        if block.heading:
            yield block.heading
        for row in (*block.rows, *block.stand_ins):
            yield from row.under
        for column in block.columns:
            yield from column.under
