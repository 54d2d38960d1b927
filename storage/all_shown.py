"""All reports that fit, a few at a time: a large archive has more of them than are to be held in memory."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import ColumnElement, Connection, Engine, func, select

from storage.models import publisher, report
from storage.shown import FEW, Shown, shown_of, shown_reports
from storage.unit_of_work import read

_COUNTY = func.substr(publisher.c.division_code, 1, 6)  # as `Shown.county`
Conditions = tuple[ColumnElement[bool], ...]


def count_shown(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    """Return how many reports fit and have something to show."""
    query = select(func.count()).select_from(shown_reports(*conditions).order_by(None).subquery())
    return connection.scalars(query).one()


def shown_in_parts(engine: Engine, *conditions: ColumnElement[bool]) -> Iterator[list[Shown]]:
    """Yield the reports that fit in order of their ids, each part in a transaction of its own."""
    after = 0
    while some := read(engine, partial(_part, conditions=conditions, after=after)):
        yield some
        after = some[-1].report_id


def shown_by_county(engine: Engine, *conditions: ColumnElement[bool]) -> Iterator[list[Shown]]:
    """Yield the reports that fit, those of a county together; those of none in parts, as above."""
    yield from shown_in_parts(engine, publisher.c.division_code.is_(None), *conditions)
    for county in read(engine, partial(_counties, conditions=conditions)):
        yield read(engine, partial(_of_county, county=county, conditions=conditions))


def _part(connection: Connection, conditions: Conditions, after: int) -> list[Shown]:
    query = shown_reports(report.c.id > after, *conditions).limit(FEW)
    return [Shown(*row) for row in connection.execute(query)]


def _counties(connection: Connection, conditions: Conditions) -> list[str]:
    """Return the counties where a report fits: some three thousand, however many reports there are."""
    query = shown_reports(*conditions).with_only_columns(_COUNTY).order_by(None).distinct()
    return sorted(connection.scalars(query.where(publisher.c.division_code.is_not(None))))


def _of_county(connection: Connection, county: str, conditions: Conditions) -> list[Shown]:
    """Return the reports of a county: by ids of its publishers, or a planner may look at all reports for each county."""
    ids = connection.scalars(select(publisher.c.id).where(_COUNTY.in_([county]))).all()
    parts = (ids[start : start + FEW] for start in range(0, len(ids), FEW))
    return [
        one for part in parts for one in shown_of(connection, report.c.publisher_id.in_(part), *conditions)
    ]
