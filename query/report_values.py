"""The value that each report gives a figure, added up from its cells by the database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
)

from parsers.crosswalk import Comparability
from query.group_names import Group
from query.indicators import DIGITS, IndicatorSearch, conditions, is_counted, number_in
from query.series import Step
from query.shown import shown_results
from storage.models import cell, form_cell, publisher, result

NO_STEP: Final = Step("", (), (), Comparability.EXACT, ())


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the reports of one form tell a figure; ``among`` is `NO_STEP` of what is no rate."""

    form: str
    level: Comparability
    of: Step
    among: Step = NO_STEP

    @property
    def sides(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the cells that are added and taken away, above and below."""
        return {
            "of_plus": self.of.added,
            "of_less": self.of.less,
            "among_plus": self.among.added,
            "among_less": self.among.less,
        }

    @property
    def is_rate(self) -> bool:
        """Whether there is a denominator."""
        return self.among is not NO_STEP


@dataclass(frozen=True, slots=True)
class ReportValue:
    """What one report says. ``value`` is None where no box has a number, or there is nothing to divide by."""

    form: str
    value: float | None
    has_numbers: bool  # of a rate: above and below
    is_partial: bool  # some box has no number


def report_values(
    connection: Connection, search: IndicatorSearch, recipes: Sequence[Recipe]
) -> Iterator[tuple[Group, int, ReportValue]]:
    """Yield group, year and value of each report that has a box that is added, of a rate above.

    A report with none but what is taken away, or divided by, has no value to speak of. ``search.keys`` are not looked at.
    """
    if not recipes:
        return
    ids: dict[str, int] = {row.key: row.id for row in connection.execute(select(form_cell))}
    query = _query(search, recipes, ids)
    for row in connection.execute(query.where(*conditions(connection, search, shown_results(search.as_of)))):
        yield row.place, row.year, _value(row, is_rate=recipes[0].is_rate)


def _value(row: Row[Any], *, is_rate: bool) -> ReportValue:
    has_numbers = row.of_plus_count > 0 and (row.among_plus_count > 0 or not is_rate)
    value = float(row.of_plus or 0) - float(row.of_less or 0) if has_numbers else None
    if is_rate and value is not None:
        divisor = float(row.among_plus or 0) - float(row.among_less or 0)
        value = value / divisor if divisor > 0 else None
    return ReportValue(row.form, value, has_numbers, row.number_count < row.box_count)


def _query(search: IndicatorSearch, recipes: Sequence[Recipe], ids: Mapping[str, int]) -> Select[Any]:
    """Return the question for the sums of the sides of each report, and how many numbers they stand on."""
    shown = shown_results(search.as_of)
    number = number_in(cell, {number: key for key, number in ids.items()})
    sides = {name: _is_of(recipes, name, ids) for name in recipes[0].sides}
    # Not integers: of those SQLite breaks off beyond 2**63.
    sums = [
        (
            func.sum(case((which, number * literal_column("1.0"))), type_=cell.c.num.type).label(name),
            func.count(case((which, number))).label(f"{name}_count"),
        )
        for name, which in sides.items()
    ]
    digits = next((DIGITS[by] for by in search.by if by in DIGITS), None)
    place = func.substr(publisher.c.division_code, 1, digits) if digits else null()
    return (
        select(
            func.max(place).label("place"),
            func.max(shown.c.year).label("year"),
            func.max(result.c.form).label("form"),
            *chain.from_iterable(sums),
            sum((func.count(case((which, number))) for which in sides.values()), literal_column("0")).label(
                "number_count"
            ),
            sum((func.count(case((which, 1))) for which in sides.values()), literal_column("0")).label(
                "box_count"
            ),
        )
        .select_from(shown)
        .join(publisher, publisher.c.id == shown.c.publisher_id)
        .join(result, result.c.id == shown.c.result_id)
        .join(cell, cell.c.result_id == shown.c.result_id)
        .where(or_(*sides.values()))
        .group_by(shown.c.result_id)
        .having(func.count(case((sides["of_plus"], 1))) > 0)
    )


def _is_of(recipes: Sequence[Recipe], side: str, ids: Mapping[str, int]) -> ColumnElement[bool]:
    """Tell whether a cell is of a side, as the form of its report has it."""
    return or_(
        false(),
        *(
            and_(result.c.form == one.form, cell.c.cell_id.in_(keys), is_counted(keys))
            for one in recipes
            if (keys := {ids[key]: key for key in one.sides[side] if key in ids})
        ),
    )
