"""A recognised box read as a cell: its number, its mark, its unit, and the doubt it leaves."""

import re
from decimal import Decimal

from parsers.document import Place
from parsers.forms.matched import MatchedCell
from parsers.numbers import YUAN, Figure, amount_in_yuan, read_figure
from parsers.report import Cell, Certainty, Mark, Problem, ProblemKind

# 本年收费金额（单位：万元）: the unit counts only where the heading really prints it.
_HEADING_UNIT = re.compile(
    rf"[（(](?:单位[:：])?\s*({'|'.join(sorted(YUAN, key=len, reverse=True))})\s*[)）]"
)


def absent_cell(key: str, mark: Mark, place: Place) -> Cell:
    """Return a cell whose box the document does not have, or shows only as a picture."""
    return Cell(key, None, None, None, None, mark, place, certainty=Certainty.NONE)


def read_cell(matched: MatchedCell, problems: list[Problem]) -> Cell:
    """Read a box; what it prints and we cannot read is told as a problem."""
    box, column = matched.box, matched.column
    if box.has_picture and not box.text.strip():
        message = "the figure is printed as a picture"
        problems.append(Problem(ProblemKind.CELL_UNREADABLE, message, (matched.key,), box.place))
        return Cell(
            matched.key, "", box.text, None, None, Mark.PICTURE, box.place, certainty=matched.certainty
        )
    figure = read_figure(box.text)
    _tell_doubt(matched, figure, problems)
    is_money = column.is_money or matched.row.is_money
    unit, source = _unit(figure, matched, is_money=is_money)
    return Cell(
        key=matched.key,
        text=box.text.strip(),
        raw=box.text,
        value=figure.value,
        unit=unit,
        mark=figure.mark,
        place=box.place,
        amount_yuan=_amount(figure.value, unit) if is_money else None,
        unit_source=source,
        annotation=figure.annotation,
        certainty=matched.certainty,
    )


def _unit(figure: Figure, matched: MatchedCell, *, is_money: bool) -> tuple[str | None, str | None]:
    """Return the unit and where it is printed; only money without one lacks something."""
    if figure.value is None:
        return None, None
    if figure.unit is not None:
        return figure.unit, "cell"
    if not is_money:
        return None, None
    if in_heading := _HEADING_UNIT.search(matched.heading):
        return in_heading[1], "column_header"
    if matched.aside in YUAN:
        return matched.aside, "unit_column"
    return None, "missing"


def _amount(value: Decimal | None, unit: str | None) -> Decimal | None:
    return None if value is None else amount_in_yuan(value, unit)


def _tell_doubt(matched: MatchedCell, figure: Figure, problems: list[Problem]) -> None:
    printed = matched.box.text.strip()
    if figure.mark is Mark.UNREADABLE:
        message = f"no number and no known mark: {printed!r}"
        problems.append(Problem(ProblemKind.CELL_UNREADABLE, message, (matched.key,), matched.box.place))
    elif figure.is_approximate:
        message = f"an approximate number: {printed!r}"
        problems.append(Problem(ProblemKind.CELL_DOUBTFUL, message, (matched.key,), matched.box.place))
    elif figure.unit in YUAN and not (matched.column.is_money or matched.row.is_money):
        message = f"an amount of money, or ten thousands, where things are counted: {printed!r}"
        problems.append(Problem(ProblemKind.CELL_DOUBTFUL, message, (matched.key,), matched.box.place))
