"""The reports that the archive shows, each with its result and its publisher: where comparisons start."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from storage.models import publisher, report

FEW = 500  # values in one IN (...): databases limit them
FIRST = 100  # results looked at before more are: who asks for those most alike takes 50 at most


@dataclass(frozen=True, slots=True)
class Shown:
    """One report with the result that it shows."""

    report_id: int
    result_id: int
    publisher_id: str
    name: str
    type: str | None
    division_code: str | None
    year: int

    @property
    def county(self) -> str | None:
        """The six digits of the county; None for a publisher of no known division."""
        return self.division_code[:6] if self.division_code else None


def shown_reports(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the query for the reports that fit and have something to show, in order of their ids."""
    return (
        select(
            report.c.id,
            report.c.result_id,
            report.c.publisher_id,
            publisher.c.name,
            publisher.c.type,
            publisher.c.division_code,
            report.c.year,
        )
        .select_from(report)
        .join(publisher, publisher.c.id == report.c.publisher_id)
        .where(report.c.result_id.is_not(None), *conditions)
        .order_by(report.c.id)
    )


def shown_of(connection: Connection, *conditions: ColumnElement[bool]) -> list[Shown]:
    """Return the reports that fit and have something to show."""
    return [Shown(*row) for row in connection.execute(shown_reports(*conditions))]


_OF_REPORT = shown_reports(report.c.id == bindparam("report"))


def shown_again(connection: Connection, one: Shown) -> Shown | None:
    """Return a report as it is shown now, None where it has nothing to show any more."""
    row = connection.execute(_OF_REPORT, {"report": one.report_id}).one_or_none()
    return None if row is None else Shown(*row)


_BY_RESULT = shown_reports(
    report.c.result_id.in_(bindparam("results", expanding=True)), report.c.year == bindparam("year")
)


def shown_by_result(connection: Connection, result_ids: Sequence[int], year: int) -> Iterator[Shown]:
    """Yield, in the order of ``result_ids``, the reports of a year that show one of these results."""
    for start in range(0, len(result_ids), FIRST):
        some = result_ids[start : start + FIRST]
        found = connection.execute(_BY_RESULT, {"results": some, "year": year})
        by_result = {row.result_id: Shown(*row) for row in found}
        yield from (by_result[result_id] for result_id in some if result_id in by_result)
