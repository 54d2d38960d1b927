"""Two reports side by side: of one publisher in two years, or of two publishers. Cells by the crosswalk, text by clauses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from parsers.crosswalk import Comparability, stand_ins, ways
from parsers.document import Place
from parsers.forms.form import forms
from parsers.report import Section
from query.answers import ReportAnswer
from query.diff import ClauseChange, clause_pieces, sections_by_name
from query.form_view import label_zh, money_keys, table_keys
from query.moments import Moment
from query.whole_report import read_report

Cell = Mapping[str, Any]  # the object of `gongkai parse`
Cells = Mapping[str, Cell]
Reason = tuple[str, str]  # Chinese and English


@dataclass(frozen=True, slots=True)
class Side:
    """The boxes of one report in a row: keys, and the cell of each; None where the document has no such box."""

    keys: tuple[str, ...]
    cells: tuple[Cell | None, ...]

    def amount(self) -> tuple[Decimal, bool] | None:
        """Return what the boxes sum up to, and whether in yuan; None unless each has a number."""
        is_yuan = not money_keys().isdisjoint(self.keys)
        name = "amount_yuan" if is_yuan else "value"  # money without a unit can mean either: it has no amount
        told = [cell[name] for cell in self.cells if cell is not None and cell[name] is not None]
        if not self.cells or len(told) < len(self.cells):
            return None
        return sum(map(Decimal, told), Decimal(0)), is_yuan

    def printed(self) -> tuple[tuple[object, ...], ...]:
        """Return text, mark and unit of each box."""
        return tuple(
            (cell["text"], cell["mark"], cell["unit"]) if cell else (None, "absent", None)
            for cell in self.cells
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A figure in both reports. Where ``level`` is none they do not compare, and one side may be empty."""

    label_zh: str
    left: Side
    right: Side
    level: Comparability
    reasons: tuple[Reason, ...]

    @property
    def is_different(self) -> bool:
        """Whether the two print otherwise; of what does not compare nothing is said."""
        if self.level is Comparability.NONE:
            return False
        if len(self.left.keys) == len(self.right.keys) == 1:
            return self.left.printed() != self.right.printed()
        left, right = self.left.amount(), self.right.amount()
        return left is None or left != right

    @property
    def difference(self) -> Decimal | None:
        """The right figure less the left one, where both have a number of one kind."""
        left, right = self.left.amount(), self.right.amount()
        if self.level is Comparability.NONE or left is None or right is None or left[1] != right[1]:
            return None
        return right[0] - left[0]


@dataclass(frozen=True, slots=True)
class PairedTable:
    """The rows of one table of the forms."""

    zh: str
    en: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PairedSection:
    """A part of the narrative in both reports; a heading is None where it is missing."""

    key: str | None
    left_heading: str | None
    right_heading: str | None
    pieces: tuple[ClauseChange, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two reports and what they say, row by row and clause by clause."""

    left: ReportAnswer
    right: ReportAnswer
    tables: tuple[PairedTable, ...]
    sections: tuple[PairedSection, ...]


def side_by_side(
    connection: Connection, left: tuple[str, int], right: tuple[str, int], as_of: Moment | None = None
) -> SideBySide:
    """Put two reports, each a publisher and a year, side by side as they are shown."""
    one, other = (read_report(connection, *asked, as_of) for asked in (left, right))
    return SideBySide(one, other, tuple(_tables(one, other)), tuple(_sections(one, other)))


def _tables(left: ReportAnswer, right: ReportAnswer) -> Iterator[PairedTable]:
    here, there = ((one.document or {}).get("form") for one in (left, right))
    if here is None or there is None:
        return
    rows: dict[str, list[Row]] = {}
    owners = {**table_keys(there), **table_keys(here)}
    tables = {table.key: table for form in (there, here) for table in forms()[form].tables}
    for row in _rows(here, there, _cells(left), _cells(right)):
        rows.setdefault(owners[(*row.left.keys, *row.right.keys)[0]], []).append(row)
    for key, found in rows.items():
        yield PairedTable(tables[key].zh, tables[key].en, tuple(found))


def _rows(here: str, there: str, left: Cells, right: Cells) -> Iterator[Row]:
    """Yield the cells of the left form in printed order, each with what compares; then those only the right has."""
    # In the same form each box compares with itself, whether or not it stands for others.
    ours, theirs = ({}, {}) if here == there else (_printed_as_one(here, left), _printed_as_one(there, right))
    told = {key: ways((key,), here)[there] for key in _keys(here, left) if key not in ours.values()}
    back = {key: ways((key,), there)[here] for key in _keys(there, right) if key not in theirs.values()}
    reached = {key for way in told.values() for key in way.keys}
    # Several boxes of the left that make one of the right stand in one row, where the first of them stands.
    sums = {way.keys: key for key, way in back.items() if key not in reached and way.keys}
    parts = {key: keys for keys in sums for key in keys}
    for key, way in told.items():
        if way.keys or key not in parts:
            sides = _side((key,), left), _side(_one_for(way.keys, theirs), right)
            yield Row(label_zh(key, here), *sides, way.level, way.reasons)
        elif key == parts[key][0]:
            whole = sums[parts[key]]
            sides = _side(_one_for(parts[key], ours), left), _side((whole,), right)
            yield Row(label_zh(whole, there), *sides, back[whole].level, back[whole].reasons)
    for key, way in back.items():
        if key not in reached and not way.keys:
            sides = _side((), left), _side((key,), right)
            yield Row(label_zh(key, there), *sides, way.level, way.reasons)


def _printed_as_one(form: str, cells: Cells) -> dict[frozenset[str], str]:
    """Return the boxes that a report prints in place of several others, by these."""
    return {
        frozenset(parts): key
        for key, parts in stand_ins(form).items()
        if key in cells and cells.keys().isdisjoint(parts)
    }


def _one_for(keys: tuple[str, ...], printed: Mapping[frozenset[str], str]) -> tuple[str, ...]:
    one = printed.get(frozenset(keys))
    return keys if one is None else (one,)


def _side(keys: tuple[str, ...], cells: Cells) -> Side:
    return Side(keys, tuple(cells.get(key) for key in keys))


def _keys(form: str, cells: Cells) -> tuple[str, ...]:
    """Return the cells of a form in printed order, then what a report prints in place of some of them."""
    official = (key for table in forms()[form].tables for key, _, _ in table.cells())
    return tuple(dict.fromkeys((*official, *cells)))


def _cells(found: ReportAnswer) -> Cells:
    return {cell["key"]: cell for cell in (found.document or {}).get("cells", ())}


def _sections(left: ReportAnswer, right: ReportAnswer) -> Iterator[PairedSection]:
    before, after = (_sections_of(one) for one in (left, right))
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name), after.get(name)
        some = one or other
        pieces = clause_pieces(one.text if one else "", other.text if other else "")
        headings = one.heading if one else None, other.heading if other else None
        yield PairedSection(some.key if some else None, *headings, tuple(pieces))


def _sections_of(found: ReportAnswer) -> Mapping[tuple[str, int], Section]:
    parts = (found.document or {}).get("sections", ())
    return sections_by_name(
        [Section(one["key"], one["heading"], one["text"], Place(**one["place"])) for one in parts]
    )
