"""Tables that go on over a page break put together again, by their edges and by the labels of the forms.

A part goes on where nothing but page furniture stands between it and the part before, its outer edges
are the same, and its labels do not belong to another table. A row that the break cut in two becomes one
row again; where that is not sure it is told.
"""

from parsers.numbers import is_value
from parsers.ruled import known
from parsers.ruled.fragment import Cell, Fragment
from parsers.ruled.lattice import SNAP, cluster, nearest
from parsers.ruled.lines import solid

_SLACK = 12.0  # points that outer edges may differ where the labels say that the table goes on
_NEXT_TO = 24.0  # points between two parts on one page


def goes_on(above: Fragment, below: Fragment) -> bool:
    """Whether a part of a table goes on where the one before it ends, nothing standing between them."""
    if below.page == above.last_page:
        if below.box[1] - above.bottom > _NEXT_TO:
            return False
    elif below.page != above.last_page + 1:
        return False
    shift = max(abs(above.xs[0] - below.xs[0]), abs(above.xs[-1] - below.xs[-1]))
    tables = known.table_of(above.cells), known.table_of(below.cells)
    if None not in tables:
        return tables[0] == tables[1] and shift <= _SLACK
    return shift <= SNAP


def join(above: Fragment, below: Fragment) -> None:
    """Put a part under the table that it goes on, whose cells and edges change."""
    shift = max(abs(above.xs[0] - below.xs[0]), abs(above.xs[-1] - below.xs[-1]))
    edges = cluster([*above.xs, *below.xs], max(SNAP, shift))
    _express(above, edges)
    _express(below, edges)
    _drop_repeated_rows(above, below)
    if below.height:
        _Seam(above, below).close()
    above.doubts += below.doubts
    above.last_page, above.bottom, above.open_below = below.last_page, below.bottom, below.open_below


def _express(fragment: Fragment, edges: list[float]) -> None:
    """Express the columns of a part in other, finer edges."""
    moved = [nearest(edges, x) for x in fragment.xs]
    for cell in fragment.cells:
        start, end = moved[cell.column], moved[cell.column + cell.column_span]
        cell.column, cell.column_span = start, max(end - start, 1)
    fragment.xs = list(edges)


def _drop_repeated_rows(above: Fragment, below: Fragment) -> None:
    """Drop the heading rows that are printed again on every page."""
    repeated = 0
    while repeated < min(above.height, below.height):
        mine = [(cell.column, solid(cell.text)) for cell in below.row(repeated)]
        if not any(text for _, text in mine) or any(is_value(text) for _, text in mine):
            break
        if mine != [(cell.column, solid(cell.text)) for cell in above.row(repeated)]:
            break
        repeated += 1
    below.cells = [cell for cell in below.cells if cell.row >= repeated]
    for cell in below.cells:
        cell.row -= repeated
    below.height -= repeated
    if repeated:
        below.open_above = False


class _Seam:
    """The last row of one part against the first row of the next."""

    def __init__(self, above: Fragment, below: Fragment) -> None:
        self.above = above
        self.below = below
        self.first_value = known.first_value_column(above, below)
        self.is_open = above.open_below and below.open_above
        last = [cell for cell in above.cells if cell.row + cell.row_span == above.height]
        self.over = {(cell.column, cell.column_span): cell for cell in last}
        self.pairs = [
            (self.over[cell.column, cell.column_span], cell)
            for cell in below.row(0)
            if (cell.column, cell.column_span) in self.over
        ]

    def close(self) -> None:
        """Move the lower cells under the upper ones; cells that the break cut become one."""
        is_cut = self._is_row_cut()
        shift = self.above.height - is_cut
        held = {id(lower) for upper, lower in self.pairs if self._is_one(upper, lower, is_cut=is_cut)}
        for upper, lower in self.pairs:
            if id(lower) in held:
                _unite(upper, lower, lower.row_span - is_cut)
        for cell in self.below.cells:
            cell.row += shift
        self.above.cells += [cell for cell in self.below.cells if id(cell) not in held]
        self.above.height += self.below.height - is_cut

    def _is_row_cut(self) -> bool:
        """Whether the first row below is the rest of the last row above."""
        lowest = self.below.row(0)
        if not len(self.over) == len(self.pairs) == len(lowest):
            return False  # a row that is cut has the same boxes on both sides
        if not any(upper.row_span == lower.row_span == 1 for upper, lower in self.pairs):
            return False
        if not all(_can_be_one(upper, lower) for upper, lower in self.pairs):
            return False
        if self.is_open or all(upper.is_blank for upper, _ in self.pairs):
            return True
        if all(lower.is_blank for _, lower in self.pairs):
            return self.first_value > 0 or self._has_labels(1)
        if not any(_is_label_together(upper, lower) for upper, lower in self.pairs):
            self._doubt("a row at a page break may be the rest of the row before it")
        return True

    def _has_labels(self, row: int) -> bool:
        """Whether a row of the part below prints labels, so that one of blanks before it is no row of values."""
        return any(known.is_exact_label(cell.text) for cell in self.below.row(row) if cell.text.strip())

    def _is_one(self, upper: Cell, lower: Cell, *, is_cut: bool) -> bool:
        """Whether two boxes over and under the break are one: all are where it cut a row."""
        if is_cut:
            return True
        if _is_label_together(upper, lower):
            return True  # a heading over two rows, parted between them
        return upper.column < self.first_value and (upper.is_blank or lower.is_blank)

    def _doubt(self, what: str) -> None:
        below = self.below
        self.above.doubts.append((what, below.page, below.row(0)[0].box if below.row(0) else below.box))


def _can_be_one(upper: Cell, lower: Cell) -> bool:
    """Whether two texts may be one that was cut: never two figures, never two labels of a form."""
    if upper.is_blank or lower.is_blank:
        return True
    if is_value(upper.text) or is_value(lower.text):
        return False
    return _is_label_together(upper, lower) or not known.is_exact_label(lower.text)


def _is_label_together(upper: Cell, lower: Cell) -> bool:
    """Whether two texts make a label of a form together and are not two labels by themselves."""
    if upper.is_blank or lower.is_blank:
        return False
    parts = known.is_exact_label(upper.text) + known.is_exact_label(lower.text)
    if parts == 2:
        return False
    return (known.is_exact_label if parts else known.is_label)(upper.text + lower.text)


def _unite(upper: Cell, lower: Cell, more_rows: int) -> None:
    if upper.is_blank:
        upper.page, upper.box = lower.page, lower.box
    upper.text += lower.text
    upper.has_picture = upper.has_picture or lower.has_picture
    upper.row_span += more_rows
