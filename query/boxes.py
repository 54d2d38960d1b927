"""The boxes behind a figure, report by report: what each prints, and what it adds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from parsers.crosswalk import Comparability, stand_ins_among
from query.answers import PublisherAnswer
from query.form_view import money_keys
from query.moments import Moment
from query.publisher_choice import PUBLISHER_COLUMNS
from query.series import Step, parts_of
from query.shown import ReportKey, in_division, shown_results
from storage.models import cell, form_cell, publisher, result


@dataclass(frozen=True, slots=True)
class BoxSearch:
    """Which figure, in whose reports. A report is listed where its form tells the figure.

    Publishers are those of every one of ``division_codes``.
    """

    figure: str
    division_codes: tuple[str, ...] = ()
    publisher_id: str | None = None
    years: tuple[int, int] | None = None
    as_of: Moment | None = None
    after: ReportKey | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """One box as printed. ``number`` is what it counts for, money in yuan; None where it has none.

    ``is_less`` boxes are taken away; ``is_among`` boxes make the denominator of a rate.
    """

    key: str
    text: str | None
    mark: str
    number: Decimal | None
    is_less: bool = False
    is_among: bool = False


@dataclass(frozen=True, slots=True)
class ReportBoxes:
    """The boxes of one report. ``total`` and ``among`` add up those with a number.

    They are None where none has, or only what would be taken away.
    """

    publisher: PublisherAnswer
    year: int
    form: str
    level: Comparability
    boxes: tuple[Box, ...]

    @property
    def total(self) -> Decimal | None:
        """What the report adds to the figure, of a rate to its numerator."""
        return _sum(box for box in self.boxes if not box.is_among)

    @property
    def among(self) -> Decimal | None:
        """What the report adds to the denominator."""
        return _sum(box for box in self.boxes if box.is_among)


@dataclass(frozen=True, slots=True)
class BoxPage:
    """Some reports with their boxes, by publisher and year. ``after`` asks for the next; None: there is none."""

    reports: tuple[ReportBoxes, ...]
    after: ReportKey | None


def page_of_boxes(connection: Connection, search: BoxSearch, limit: int) -> BoxPage:
    """List the boxes behind a figure, of at most ``limit`` reports. Raises `query.series.FigureUnknown`."""
    _, of, among = parts_of(search.figure)
    told = {step.form: [step] for step in of if step.level is not Comparability.NONE}
    for step in among:
        if step.form in told and step.level is not Comparability.NONE:
            told[step.form].append(step)
    rows = connection.execute(_reports(search, told).limit(limit + 1)).all()
    printed = _printed(connection, [row.result_id for row in rows[:limit]], told.values())
    found = tuple(_boxes(row, told[row.form], printed[row.result_id]) for row in rows[:limit])
    return BoxPage(found, (rows[limit - 1].id, rows[limit - 1].year) if len(rows) > limit else None)


def _reports(search: BoxSearch, told: Iterable[str]) -> Select[Any]:
    shown = shown_results(search.as_of)
    conditions: list[ColumnElement[bool]] = [in_division(code) for code in search.division_codes]
    if search.publisher_id:
        conditions.append(publisher.c.id == search.publisher_id)
    if search.years:
        conditions.append(shown.c.year.between(*search.years))
    if search.after:
        last, year = search.after
        conditions += [publisher.c.id >= last, (publisher.c.id > last) | (shown.c.year > year)]
    # In the order of publishers: a division is found among them, not among all reports.
    return (
        select(*PUBLISHER_COLUMNS, shown.c.year, shown.c.result_id, result.c.form)
        .join(shown, shown.c.publisher_id == publisher.c.id)
        .join(result, result.c.id == shown.c.result_id)
        .where(result.c.form.in_(list(told)), *conditions)
        .order_by(publisher.c.id, shown.c.year)
    )


def _printed(
    connection: Connection, result_ids: Sequence[int], told: Iterable[Sequence[Step]]
) -> Mapping[int, Mapping[str, Row[Any]]]:
    keys = {key for steps in told for step in steps for key in (*step.added, *step.less)}
    ids = connection.execute(
        select(form_cell.c.id, form_cell.c.key).where(form_cell.c.key.in_(sorted(keys)))
    ).all()
    names = {row.id: row.key for row in ids}
    query: Select[Any] = select(
        cell.c.result_id, cell.c.cell_id, cell.c.text, cell.c.mark, cell.c.num, cell.c.amount_yuan
    ).where(cell.c.result_id.in_(result_ids), cell.c.cell_id.in_(names))
    printed: dict[int, dict[str, Row[Any]]] = defaultdict(dict)
    for row in connection.execute(query):
        printed[row.result_id][names[row.cell_id]] = row
    return printed


def _boxes(row: Row[Any], steps: Sequence[Step], printed: Mapping[str, Row[Any]]) -> ReportBoxes:
    boxes = tuple(
        _box(key, printed[key], is_less=key in step.less, is_among=place > 0)
        for place, step in enumerate(steps)
        for key in (*_counted(step.added, printed), *step.less)
        if key in printed
    )
    level = max((step.level for step in steps), key=tuple(Comparability).index)
    return ReportBoxes(PublisherAnswer(*row[: len(PUBLISHER_COLUMNS)]), row.year, row.form, level, boxes)


def _counted(keys: Sequence[str], printed: Mapping[str, Row[Any]]) -> Iterator[str]:
    """Yield the cells that count: not one beside a number that stands for it."""
    standing = stand_ins_among([key for key in keys if key in printed])
    replaced = {part for key, parts in standing.items() if printed[key].num is not None for part in parts}
    return (key for key in keys if key not in replaced)


def _box(key: str, row: Row[Any], *, is_less: bool, is_among: bool) -> Box:
    number = row.amount_yuan if key in money_keys() else row.num
    return Box(key, row.text, row.mark, number, is_less, is_among)


def _sum(boxes: Iterable[Box]) -> Decimal | None:
    told = [(box.number, box.is_less) for box in boxes if box.number is not None]
    if all(is_less for _, is_less in told):  # from no number nothing can be taken
        return None
    return sum((-number if is_less else number for number, is_less in told), Decimal(0))
