"""The labels of one table of a form, ready to be looked up as they are printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from parsers.forms.form import FormBlock, FormColumn, FormRow, FormTable, forms
from parsers.forms.labels import misprint_of, pattern, wordings
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

    rows: Mapping[str, tuple[RowAt, ...]]
    columns: Mapping[str, tuple[ColumnAt, ...]]
    headings: frozenset[str]  # of blocks, of groups of rows and columns; captions
    official: frozenset[str]
    unlabelled: RowAt | None

    def row(self, text: str) -> Reading | None:
        """Recognise a label of a row, or of a group of rows."""
        return self._read(text, self.rows)

    def column(self, text: str) -> Reading | None:
        """Recognise a heading of a column."""
        return self._read(text, self.columns)

    def heading(self, text: str) -> Reading | None:
        """Recognise a heading of a block or a group, or a caption."""
        return self._read(text, self.headings)

    def _read(self, text: str, known: Iterable[str] | Mapping[str, object]) -> Reading | None:
        for wording in wordings(text):
            if wording in known:
                return Reading(wording, Certainty.FULL if wording in self.official else Certainty.ALIAS)
        if guess := misprint_of(text, known):
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
    headings = frozenset(map(pattern, _headings(table)))
    return LabelIndex(
        {wording: tuple(found) for wording, found in rows.items()},
        {wording: tuple(found) for wording, found in columns.items()},
        headings,
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
