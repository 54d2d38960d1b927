"""Match one printed table to one table of a form, by labels: rows by their path, columns by theirs.

Never by position or count alone. Every row of the printed table is accounted for: a row of figures,
a heading, a caption, or an extra row; every box that holds something and is none of the form's cells
is told as a problem.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.document import Place, TableCell
from parsers.forms.form import FormBlock, FormColumn, FormRow, FormTable
from parsers.forms.index import LabelIndex, Reading, RowAt, label_index, names_row
from parsers.forms.labels import normalise
from parsers.forms.matched import MatchedCell, TableMatch
from parsers.grid import Grid, distinct
from parsers.numbers import is_figure, is_value
from parsers.report import Certainty, Problem, ProblemKind

_MOST_FIGURES_IN_HEADING = 1  # a slash in the corner; more of them are a row of figures
_WORSE = {Certainty.FULL: 0, Certainty.ALIAS: 1, Certainty.MISPRINT: 2, Certainty.PARTIAL: 3}


@dataclass(frozen=True, slots=True)
class _Heading:
    """The heading over one grid column: the column of the form, and what is printed."""

    column: FormColumn
    printed: TableCell
    certainty: Certainty


def match_table(grid: Grid, form_id: str, table: FormTable) -> TableMatch:
    """Match a printed table to a table of a form; nothing matched is a match of score 0."""
    return _Matcher(grid, TableMatch(form_id, table), label_index(form_id, table.key)).run()


class _Matcher:
    """Reads the grid from the top: the headings last seen tell the columns of the rows below."""

    def __init__(self, grid: Grid, match: TableMatch, index: LabelIndex) -> None:
        self.grid = grid
        self.match = match
        self.index = index
        self.heads: list[int] = []  # grid rows of the headings in force
        self.leaves: dict[int, list[TableCell]] = {}  # grid column -> its headings, from the top
        self.first_value = 0  # first grid column under a recognised heading
        self.is_heading_open = False
        self.asides: set[int] = set()  # grid columns that are neither labels nor figures
        self.passed: dict[str, int] = {}  # labels seen so far -> the row where last
        self.columns: dict[str, dict[int, _Heading]] = {}  # block key -> grid column -> its heading

    def run(self) -> TableMatch:
        for row in range(self.grid.height):
            owners = self.grid.owners(row)
            if self._read_data(row, owners):
                self.is_heading_open = False
            elif self._is_heading(owners):
                self._open_heading(row)
            else:
                self._leave_out(owners)
        return self.match

    def _is_heading(self, owners: tuple[TableCell, ...]) -> bool:
        # 总计 and 其他 are labels of rows as well as of columns: a row of figures is no heading.
        if sum(is_value(cell.text) for cell in owners) > _MOST_FIGURES_IN_HEADING:
            return False
        texts = [cell.text for cell in owners if cell.text.strip() and not is_value(cell.text)]
        if any(map(names_row, texts)):  # （七）总计 and 3.其他, their boxes blank
            return False
        return any(self.index.column(text) or self.index.heading(text) for text in texts)

    def _open_heading(self, row: int) -> None:
        if not self.is_heading_open:
            self.heads.clear()
        self.heads.append(row)
        self.is_heading_open = True
        self.match.labels.update((cell.row, cell.column) for cell in self.grid.owners(row))
        self.leaves = {column: self._stack(column) for column in range(self.grid.width)}
        self.columns.clear()
        headed = {c: normalise(stack[-1].text) for c, stack in self.leaves.items() if stack}
        self.asides = {column for column, text in headed.items() if text in self.index.asides}
        valued = [c for c, stack in self.leaves.items() if stack and self.index.column(stack[-1].text)]
        self.first_value = min(valued, default=self.grid.width)

    def _stack(self, column: int) -> list[TableCell]:
        cells = distinct(self.grid.positions[row][column] for row in self.heads)
        return [cell for cell in cells if cell.text.strip()]

    def _leave_out(self, owners: tuple[TableCell, ...]) -> None:
        self.is_heading_open = False
        text = " | ".join(cell.text.strip() for cell in owners)
        if owners:
            self.match.extra_rows.append((text.strip(" |"), owners[0].place))
        if any(is_value(cell.text) for cell in owners):
            self._problem(
                ProblemKind.ROW_UNMATCHED, f"a row that the form does not have: {text}", owners[0].place
            )

    def _read_data(self, row: int, owners: tuple[TableCell, ...]) -> bool:
        if not self.heads or self.first_value == self.grid.width:
            return False
        found = self._row_of(row, owners)
        if found is None:
            return False
        (block, form_row), certainty = found
        self.match.labels.update((cell.row, cell.column) for cell in owners if cell.column < self.first_value)
        self._take_values(block, form_row, certainty, owners)
        return True

    def _row_of(self, row: int, owners: tuple[TableCell, ...]) -> tuple[RowAt, Certainty] | None:
        if not any(self.grid.text(row, column).strip() for column in range(self.first_value)):
            return self._unlabelled_row(owners)
        path = list(self._path(row))
        readings = [self.index.row(text) or self.index.heading(text) for text in path]
        if not readings or readings[-1] is None:
            return None
        found = self._choose(readings[-1], {reading.pattern for reading in readings[:-1] if reading})
        self.passed[readings[-1].pattern] = row
        return found

    def _unlabelled_row(self, owners: tuple[TableCell, ...]) -> tuple[RowAt, Certainty] | None:
        if self.index.unlabelled is None or self.match.cells:
            return None
        is_values = all(is_value(cell.text) or not cell.text.strip() for cell in owners)
        return (self.index.unlabelled, Certainty.FULL) if is_values else None

    def _choose(self, leaf: Reading, above: set[str]) -> tuple[RowAt, Certainty] | None:
        """Choose among the rows with this label the one whose groups stand above it."""
        ranked = [
            (sum(normalise(group) in above for group in row.under), (block, row))
            for block, row in self.index.rows.get(leaf.pattern, ())
        ]
        full = [found for seen, found in ranked if seen == len(found[1].under)]
        if len(full) == 1:
            return full[0], leaf.certainty
        if above:
            best = max((seen for seen, _ in ranked), default=0)
            nearest = [found for seen, found in ranked if seen == best]
            return (nearest[0], Certainty.PARTIAL) if len(nearest) == 1 else None
        return self._choose_by_outline([found for _, found in ranked], leaf)

    def _choose_by_outline(self, rows: list[RowAt], leaf: Reading) -> tuple[RowAt, Certainty] | None:
        """Choose the row whose group was passed last, in a table that lists its groups as rows."""
        passed = [(self.passed.get(normalise(at[1].under[-1]), -1), at) for at in rows if at[1].under]
        last = max((row for row, _ in passed), default=-1)
        nearest = [at for row, at in passed if row == last >= 0]
        if len(nearest) == 1:
            return nearest[0], leaf.certainty
        return (rows[0], Certainty.PARTIAL) if len(rows) == 1 else None

    def _path(self, row: int) -> Iterator[str]:
        """Yield the labels of a row, from the outermost; an empty one at the left goes on from above."""
        last: TableCell | None = None
        is_left = True
        for column in range(self.first_value):
            if column in self.asides:
                continue
            cell = self.grid.positions[row][column]
            if is_left and (cell is None or not cell.text.strip()):
                cell = self._above(row, column)
            elif cell is not None and cell.text.strip():
                is_left = False
            if cell is not None and cell is not last and cell.text.strip():
                last = cell
                yield cell.text

    def _above(self, row: int, column: int) -> TableCell | None:
        for above in range(row - 1, self.heads[-1], -1):
            cell = self.grid.positions[above][column]
            if cell is not None and cell.text.strip():
                return cell
        return None

    def _headings_for(self, block: FormBlock) -> dict[int, _Heading]:
        if block.key not in self.columns:
            self.columns[block.key] = dict(self._find_headings(block))
        return self.columns[block.key]

    def _find_headings(self, block: FormBlock) -> Iterator[tuple[int, _Heading]]:
        for at, stack in self.leaves.items():
            reading = self.index.column(stack[-1].text) if stack else None
            if reading is None:
                continue
            columns = [c for b, c in self.index.columns[reading.pattern] if b is block]
            above = {normalise(cell.text) for cell in stack[:-1]}
            if chosen := _choose_column(columns, above):
                column, is_sure = chosen
                yield at, _Heading(column, stack[-1], reading.certainty if is_sure else Certainty.PARTIAL)

    def _take_values(
        self, block: FormBlock, row: FormRow, certainty: Certainty, owners: tuple[TableCell, ...]
    ) -> None:
        headings = self._headings_for(block)
        values = [cell for cell in owners if cell.column >= self.first_value]
        in_order = list({heading.column.key: heading for heading in headings.values()}.values())
        taken: set[str] = set()
        for place, box in enumerate(values):
            heading = _heading_over(box, headings)
            is_doubtful = heading is not None and heading.column.key in taken
            if (heading is None or is_doubtful) and len(values) == len(in_order):
                heading = in_order[place]
            if heading is None or heading.column.key in taken:
                if box.text.strip():
                    message = f"a box under no column of the form, in the row {row.label}: {box.text.strip()}"
                    self._problem(ProblemKind.COLUMN_UNMATCHED, message, box.place)
                continue
            taken.add(heading.column.key)
            self._take(row, heading, box, Certainty.PARTIAL if is_doubtful else certainty)

    def _take(self, row: FormRow, heading: _Heading, box: TableCell, certainty: Certainty) -> None:
        column = heading.column
        aside = "".join(self.grid.text(box.row, at).strip() for at in sorted(self.asides))
        key = self.match.table.key_of(row, column)
        worst = heading.certainty if _WORSE[heading.certainty] > _WORSE[certainty] else certainty
        known = self.match.cells.get(key)
        if known is not None:
            if known.box.text.strip() != box.text.strip():
                message = f"printed twice, as {known.box.text.strip()!r} and {box.text.strip()!r}; the first is kept"
                self._problem(ProblemKind.CELL_DOUBTFUL, message, box.place, key)
            else:
                self.match.repeated.add((box.row, box.column))
            return
        self.match.cells[key] = MatchedCell(key, row, column, box, heading.printed.text, worst, aside)
        if box.row_span > 1 and is_figure(box.text):
            self._tell_shared(box)
        printed = heading.printed
        self.match.headings.setdefault(
            f"{printed.row}.{printed.column}", (printed.text, column.label, printed.place)
        )

    def _tell_shared(self, box: TableCell) -> None:
        """Tell of a figure in one box for several rows: whose it is nobody can say."""
        keys = [cell.key for cell in self.match.cells.values() if cell.box is box]
        if len(keys) > 1:
            message = f"one box for {len(keys)} rows of the form: {box.text.strip()!r}"
            self._problem(ProblemKind.CELL_DOUBTFUL, message, box.place, *keys)

    def _problem(self, kind: ProblemKind, message: str, place: Place, *keys: str) -> None:
        self.match.problems.append(Problem(kind, message, keys, place))


def _choose_column(columns: list[FormColumn], above: set[str]) -> tuple[FormColumn, bool] | None:
    """Choose the column whose nearest group stands above; say whether one did, where one should."""
    if not columns:
        return None
    ranked = [(bool(c.under) and normalise(c.under[-1]) in above, c) for c in columns]
    sure = [c for is_under, c in ranked if is_under or not c.under]
    if len(sure) == 1:
        return sure[0], True
    return (columns[0], False) if len(columns) == 1 else None


def _heading_over(box: TableCell, headings: dict[int, _Heading]) -> _Heading | None:
    """Return the heading that covers most of a box, None where none does or two cover as much."""
    if box.column_span == 1:  # as nearly all are
        return headings.get(box.column)
    over = [headings[c] for c in range(box.column, box.column + box.column_span) if c in headings]
    tally = Counter(heading.column.key for heading in over).most_common(2)
    if not tally or (len(tally) == 2 and tally[0][1] == tally[1][1]):
        return None
    return next(heading for heading in over if heading.column.key == tally[0][0])
