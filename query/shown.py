"""The result that each report shows, now or then: the subquery that every question about reports stands on."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Subquery, exists, select, true

from query.answers import PublisherAnswer
from query.moments import Moment, end_of
from query.publisher_choice import PUBLISHER_COLUMNS
from storage.models import publisher, report, selection

FEW = 500  # values in one IN (...): databases limit them
YEARS = range(1, 10_000)  # of the calendar: more digits than that no database takes for a number
ReportKey = tuple[str, int]  # publisher and year: the order in which reports are told


def in_parts(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Row[Any]]]:
    """Yield the rows of a query, `FEW` at a time: no more of them are held, here or by the driver."""
    with connection.execute(query.execution_options(yield_per=FEW)) as found:
        yield from found.partitions()


class ReportUnknown(LookupError):
    """The archive has no such report of this publisher; ``years`` are those that it has."""

    def __init__(self, name: str, year: int, years: tuple[int, ...]) -> None:
        super().__init__(f"no report of {name} for {year} in this archive")
        self.years = years


def known(recorded_at: Column[Any] | ColumnElement[Any], as_of: Moment | None) -> ColumnElement[bool]:
    """Tell whether something was recorded until a moment; without one everything was."""
    return true() if as_of is None else recorded_at <= end_of(as_of)


def division_prefix(code: str) -> str:
    """Return what the codes of a division and of those below it begin with: 330000 and 33 are the same province."""
    pairs = code if len(code) > 6 else f"{code:0<6}"
    while len(pairs) <= 6 and pairs.endswith("00"):
        pairs = pairs[:-2]
    return pairs


def in_division(code: str) -> ColumnElement[bool]:
    """Tell whether a publisher is of a division or of one below it."""
    return publisher.c.division_code.startswith(division_prefix(code), autoescape=True)


@lru_cache(maxsize=32)  # building it takes longer than answering it for one report
def shown_results(as_of: Moment | None = None) -> Subquery:
    """Return report_id, publisher_id, year and result_id of each report.

    ``result_id`` is NULL where no publication is left, or none was ever read. As of a moment these are
    what the archive showed then, and reports that it did not know yet are left out.
    """
    of_report = report.c.publisher_id, report.c.year
    if as_of is None:
        return select(report.c.id.label("report_id"), *of_report, report.c.result_id).subquery("shown")
    later = selection.alias("later")
    is_later = (later.c.seq > selection.c.seq) & known(later.c.recorded_at, as_of)
    superseded = exists().where(later.c.report_id == selection.c.report_id, is_later)
    return (
        select(selection.c.report_id, *of_report, selection.c.result_id)
        # An outer join, though every selection has its report: who asks nothing of that is spared the join.
        .outerjoin(report, report.c.id == selection.c.report_id)
        .where(known(selection.c.recorded_at, as_of), ~superseded)
        .subquery("shown")
    )


def publishers_by_id(
    connection: Connection, publisher_id: str | None = None
) -> Mapping[str, PublisherAnswer]:
    """Return every publisher by its id, or only one."""
    query = select(*PUBLISHER_COLUMNS)
    if publisher_id is not None:
        query = query.where(publisher.c.id == publisher_id)
    return {row[0]: PublisherAnswer(*row) for row in connection.execute(query)}


def publishers_of(connection: Connection, ids: Collection[str]) -> Mapping[str, PublisherAnswer]:
    """Return these publishers by their ids."""
    if len(ids) > FEW:
        return publishers_by_id(connection)
    query = select(*PUBLISHER_COLUMNS).where(publisher.c.id.in_(sorted(ids)))
    return {row[0]: PublisherAnswer(*row) for row in connection.execute(query)}


def is_after(shown: Subquery, key: ReportKey) -> ColumnElement[bool]:
    """Tell whether a report comes after another one, by publisher and year."""
    last, year = key
    # Not (a, b) > (c, d): the first condition alone is what both databases find a place in an index by.
    return (shown.c.publisher_id >= last) & ((shown.c.publisher_id > last) | (shown.c.year > year))


def shown_report(
    connection: Connection, owner: PublisherAnswer, year: int, as_of: Moment | None = None
) -> Row[Any]:
    """Return report_id, result_id, reason and recorded_at of what one report shows. Raises `ReportUnknown`."""
    is_known = (selection.c.report_id == report.c.id) & known(selection.c.recorded_at, as_of)
    query: Select[Any] = (
        select(
            report.c.id.label("report_id"), selection.c.result_id, selection.c.reason, selection.c.recorded_at
        )
        .join(selection, is_known, isouter=as_of is None)
        .where(report.c.publisher_id == owner.id, report.c.year == year)
        .order_by(selection.c.seq.desc())
        .limit(1)
    )
    found = connection.execute(query).one_or_none() if year in YEARS else None
    if found is None:
        held = select(report.c.year).where(report.c.publisher_id == owner.id).order_by(report.c.year)
        raise ReportUnknown(owner.name, year, tuple(connection.scalars(held)))
    return found
