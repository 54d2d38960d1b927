"""Read the form of a document: which national form it is, and every one of its cells.

The form is decided by what the tables print, never by the year or the notice that the text cites.
Every cell of the decided form comes back, also those that the document lacks: they are marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.accounts import Entry
from parsers.document import Document, Place, Table
from parsers.forms.boxes import table_entries
from parsers.forms.cells import absent_cell, read_cell
from parsers.forms.continued import printed_tables
from parsers.forms.form import Form, FormTable, forms
from parsers.forms.index import label_index
from parsers.forms.match import match_table
from parsers.forms.matched import MatchedCell, TableMatch
from parsers.forms.outline import match_by_outline
from parsers.forms.pictures import picture_of
from parsers.forms.recognised import tell_recognised
from parsers.grid import Grid
from parsers.report import Cell, Certainty, HeaderFact, Mark, OtherTable, Problem, ProblemKind, Section

_PLAIN = 4  # labels known word for word that make plain which table is printed
_DOUBTS = {
    Certainty.MISPRINT: (ProblemKind.LABEL_MISPRINT, "matched through a misprinted label"),
    Certainty.PARTIAL: (ProblemKind.CELL_DOUBTFUL, "matched by less than its full path of labels"),
}


@dataclass(frozen=True, slots=True)
class FormReading:
    """The form of a document and what its tables hold; tables that no form knows are kept whole."""

    form: str | None
    cells: tuple[Cell, ...]
    headers: tuple[HeaderFact, ...]
    others: tuple[OtherTable, ...]
    problems: tuple[Problem, ...]
    entries: tuple[Entry, ...] = ()  # the account of every filled box


def read_form(document: Document, sections: Sequence[Section]) -> FormReading:
    """Decide the form of a document and read its cells."""
    printed = printed_tables(document.blocks, _worth)
    candidates = {form.id: [_best_match(grid, form) for _, grid in printed] for form in forms().values()}
    form, is_tied = _decide(candidates)
    if form is None:
        others = tuple(OtherTable(grid.texts(), table.place) for table, grid in printed)
        entries = (entry for table, grid in printed for entry in table_entries(table, grid, None))
        return FormReading(None, (), (), others, (_no_form(document),), tuple(entries))
    matches = candidates[form.id]
    problems: list[Problem] = []
    if is_tied:
        message = f"the tables fit another form as well as {form.id}: what tells them apart is not printed"
        problems.append(Problem(ProblemKind.FORM_UNDECIDED, message))
    cells: list[Cell] = []
    headers: list[HeaderFact] = []
    for table in form.tables:
        found = [match for match in matches if match is not None and match.table.key == table.key]
        found.sort(key=lambda match: match.is_recognised)  # what is printed as text comes before OCR
        picture = None if found else picture_of(document, sections, table.section)
        cells += _cells_of(table, found, picture, problems)
        headers.append(_header_of(table, found, is_picture=picture is not None))
    others = tuple(
        OtherTable(grid.texts(), table.place)
        for (table, grid), match in zip(printed, matches, strict=True)
        if match is None
    )
    problems += [problem for match in matches if match is not None for problem in match.problems]
    entries = (
        entry
        for (table, grid), match in zip(printed, matches, strict=True)
        for entry in table_entries(table, grid, match)
    )
    return FormReading(form.id, tuple(cells), tuple(headers), others, tuple(problems), tuple(entries))


def _worth(grid: Grid) -> int:
    """Count the cells that a form has for sure in a table."""
    matches = (_best_match(grid, form) for form in forms().values())
    return max(match.sure_cells if match else 0 for match in matches)


def _best_match(grid: Grid, form: Form) -> TableMatch | None:
    """Match a printed table to the form's table it fits best; only the likely one, where it is plain."""
    texts = {cell.text for row in range(grid.height) for cell in grid.owners(row)}
    known = {table.key: sum(map(label_index(form.id, table.key).knows, texts)) for table in form.tables}
    likely = [table for table in form.tables if known[table.key] == max(known.values()) >= _PLAIN]
    matches = (match_table(grid, form.id, table) for table in (likely if len(likely) == 1 else form.tables))
    best = max(matches, key=lambda match: match.sure_cells)
    if best.sure_cells:
        return best
    outlined = (match_by_outline(grid, form.id, table) for table in form.tables)
    return next((match for match in outlined if match is not None), None)


def _decide(candidates: dict[str, list[TableMatch | None]]) -> tuple[Form | None, bool]:
    """Choose the form whose official headings most columns print; of equals, the one with most cells.

    Whether another form fits as well is said too: the tables of reconsideration are the same in all.
    """
    scores = {
        form_id: (
            sum(match.official_headings for match in matches if match is not None),
            sum(match.score for match in matches if match is not None),
        )
        for form_id, matches in candidates.items()
    }
    best = max(scores.values())
    if not any(best):  # all that there may be is a picture without labels
        pictured = [form_id for form_id, matches in candidates.items() if any(matches)]
        return (forms()[pictured[0]], len(pictured) > 1) if pictured else (None, False)
    chosen = next(form_id for form_id, score in scores.items() if score == best)
    fits = {form_id: (scores[form_id][0], _sure(matches)) for form_id, matches in candidates.items()}
    return forms()[chosen], sum(fit >= fits[chosen] for fit in fits.values()) > 1


def _sure(matches: Sequence[TableMatch | None]) -> int:
    """Count the cells that are sure, with the rows that stand in for others: a form of 2021 may print such."""
    return sum(match.sure_cells for match in matches if match is not None)


def _no_form(document: Document) -> Problem:
    tables = sum(isinstance(block, Table) for block in document.blocks)
    return Problem(ProblemKind.FORM_NOT_FOUND, f"none of the {tables} tables is one of a national form")


def _cells_of(
    table: FormTable, found: list[TableMatch], picture: Place | None, problems: list[Problem]
) -> list[Cell]:
    if not found:
        mark, kind, what = (
            (Mark.PICTURE, ProblemKind.TABLE_IS_PICTURE, "is a picture")
            if picture
            else (Mark.ABSENT, ProblemKind.TABLE_MISSING, "is not in the document")
        )
        cells = [absent_cell(key, mark, picture or Place()) for key, _, _ in table.cells()]
        keys = tuple(cell.key for cell in cells)
        problems.append(Problem(kind, f"the table {table.zh} {what}", keys, picture or Place()))
        return cells
    matched = _merge(found, problems)
    _drop_blank_groups(matched)
    replaced = {key for cell in matched.values() for key in cell.row.replaces}
    cells = []
    absent = []
    for key, row, _ in table.cells():
        if key in matched:
            cells.append(read_cell(matched[key], problems))
        elif row.key not in replaced:
            absent.append(key)
            cells.append(absent_cell(key, Mark.ABSENT, Place()))
    cells += [read_cell(cell, problems) for cell in matched.values() if cell.row.replaces]
    if absent:
        message = f"{len(absent)} cells of the table {table.zh} are not in the document"
        problems.append(Problem(ProblemKind.CELLS_ABSENT, message, tuple(absent)))
    _tell_doubts(matched, problems)
    tell_recognised(table, matched, problems)
    return cells


def _merge(found: list[TableMatch], problems: list[Problem]) -> dict[str, MatchedCell]:
    """Join the parts of a table that is printed in several; what is printed twice stays as first read."""
    merged: dict[str, MatchedCell] = {}
    for match in found:
        for key, cell in match.cells.items():
            known = merged.setdefault(key, cell)
            if known.box.text.strip() != cell.box.text.strip():
                message = f"two tables print {key}: {known.box.text.strip()!r} and {cell.box.text.strip()!r}"
                problems.append(Problem(ProblemKind.CELL_DOUBTFUL, message, (key,), cell.box.place))
    return merged


def _drop_blank_groups(matched: dict[str, MatchedCell]) -> None:
    """Drop a row that could stand in for others, where it is but the empty line of their group's label."""
    printed = {cell.row.key for cell in matched.values()}
    stand_ins = {cell.row.key: cell.row for cell in matched.values() if cell.row.replaces}
    for key, row in stand_ins.items():
        boxes = [cell for cell in matched.values() if cell.row.key == key]
        if printed.intersection(row.replaces) and not any(cell.box.text.strip() for cell in boxes):
            for cell in boxes:
                del matched[cell.key]


def _tell_doubts(matched: dict[str, MatchedCell], problems: list[Problem]) -> None:
    for certainty, (kind, why) in _DOUBTS.items():
        doubtful = [cell for cell in matched.values() if cell.certainty is certainty]
        if doubtful:
            keys = tuple(cell.key for cell in doubtful)
            problems.append(Problem(kind, f"{len(keys)} cells were {why}", keys, doubtful[0].box.place))
    unproved = {key: cell.box.place for key, cell in matched.items() if not cell.box.is_proved}
    if unproved:
        message = f"{len(unproved)} cells stand where no line is drawn around boxes: nothing proves them"
        problems.append(
            Problem(ProblemKind.CELL_DOUBTFUL, message, tuple(unproved), next(iter(unproved.values())))
        )


def _header_of(table: FormTable, found: list[TableMatch], *, is_picture: bool) -> HeaderFact:
    return HeaderFact(
        table.key,
        is_present=any(not match.is_recognised for match in found),
        is_picture=is_picture or any(match.is_recognised for match in found),
        labels=tuple(heading for match in found for heading in match.headings.values()),
        extra_rows=tuple(row for match in found for row in match.extra_rows),
    )
