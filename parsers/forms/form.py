"""The definition of a national form, read from the TOML file of its notice."""

import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

FORMS_FOLDER = Path(__file__).parent


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FormColumn(_Data):
    """A column: its key, its official label, other wordings met, and the headings above it."""

    key: str
    label: str
    also: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    en: str = ""
    unit: str | None = None  # what the column counts: 件, 项
    is_money: bool = False
    heading_unit: str | None = None  # the unit that the official heading prints
    is_signed: bool = False


class FormRow(_Data):
    """A row, found by its path of labels (``under`` and ``label``), never by position.

    An empty ``label`` is the one row of figures of a table that labels only its columns.
    ``article`` is the article of the Regulation (国务院令第711号) that the ground rests on.
    """

    key: str
    label: str
    also: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    en: str = ""
    article: str | None = None
    unit: str | None = None  # where each row counts its own thing (statistics of 2014)
    is_money: bool = False
    replaces: tuple[str, ...] = ()  # keys of the rows that this one, when printed, stands for


class FormBlock(_Data):
    """Rows and columns that belong together under one heading of a table."""

    key: str
    heading: str | None = None
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    stand_ins: tuple[FormRow, ...] = ()


class Relation(_Data):
    """勾稽关系: the sum of ``left`` equals the sum of ``right``, in every column, row or group."""

    check: str
    holds_in: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    quote: str


class FormTable(_Data):
    """One table of a form. ``cell_key`` makes a cell's public key of its row and column."""

    key: str
    section: str
    zh: str
    en: str
    cell_key: str
    captions: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()  # headings of columns between a label and its figures: 单位
    blocks: tuple[FormBlock, ...]
    relations: tuple[Relation, ...] = ()

    def key_of(self, row: FormRow, column: FormColumn) -> str:
        """Return the public key of the cell at this row and column."""
        return self.cell_key.format(row=row.key, column=column.key)

    def cells(self) -> tuple[tuple[str, FormRow, FormColumn], ...]:
        """Return key, row and column of every cell, in printed order."""
        return self._cells

    @cached_property
    def row_keys(self) -> tuple[str, ...]:
        """What stands before the @ of the cells, in printed order."""
        return tuple(dict.fromkeys(key.partition("@")[0] for key, _, _ in self._cells))

    @cached_property
    def column_keys(self) -> tuple[str, ...]:
        """What stands behind the @ of the cells that have one, in printed order."""
        return tuple(dict.fromkeys(key.partition("@")[2] for key, _, _ in self._cells if "@" in key))

    @cached_property
    def _cells(self) -> tuple[tuple[str, FormRow, FormColumn], ...]:
        return tuple(
            (self.key_of(row, column), row, column)
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        )


class FormSection(_Data):
    """One of the six numbered parts: its official headings, number and all, and other wordings."""

    key: str
    number: int
    official: tuple[str, ...]
    also: tuple[str, ...] = ()


class ReportYears(_Data):
    """The report years that a form is due for; open-ended when ``to`` is absent."""

    from_year: int = Field(alias="from")
    to_year: int | None = Field(default=None, alias="to")


class Form(_Data):
    """A national form of the annual report, as its notice prescribes it."""

    id: str
    notice: str
    title: str
    issued: str
    report_years: ReportYears
    data_cells: int
    sections: tuple[FormSection, ...] = ()
    tables: tuple[FormTable, ...]

    def is_due_for(self, year: int) -> bool:
        """Whether the notice prescribes this form for the reports of that year."""
        last = self.report_years.to_year
        return self.report_years.from_year <= year and (last is None or year <= last)

    def table(self, key: str) -> FormTable:
        """Return the table with that key; ``KeyError`` when the form has none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)


@cache
def forms() -> Mapping[str, Form]:
    """Return every national form by its id, in the order of their years."""
    read = (
        Form.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in FORMS_FOLDER.glob("*.toml")
    )
    in_time = sorted(read, key=lambda form: form.report_years.from_year)
    return MappingProxyType({form.id: form for form in in_time})


def form_due_for(year: int) -> Form | None:
    """Return the form that is due for the reports of ``year``, None before the first."""
    return next((form for form in forms().values() if form.is_due_for(year)), None)
