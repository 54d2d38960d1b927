"""Which checks failed on the reports that the archive shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from checks.outcome import Outcome, Verdict
from query.answers import FindingAnswer
from query.reading import reading_of
from query.shown import publishers_by_id, shown_results
from storage.models import outcome, result
from storage.result_document import side, unpack


@dataclass(frozen=True, slots=True)
class FindingSearch:
    """Which findings to list. Everything that is set must hold."""

    severity: str | None = None
    check: str | None = None
    publisher_id: str | None = None
    years: tuple[int, int] | None = None


def find_findings(connection: Connection, search: FindingSearch) -> Iterator[FindingAnswer]:
    """Yield the findings that fit, by publisher, year and check."""
    shown = shown_results()
    query = (
        select(shown.c.publisher_id, shown.c.year, shown.c.result_id, outcome.c.ordinal)
        .join(outcome, outcome.c.result_id == shown.c.result_id)
        .where(outcome.c.verdict == Verdict.FAILED.value)
        .order_by(shown.c.publisher_id, shown.c.year, outcome.c.ordinal)
    )
    if search.severity:
        query = query.where(outcome.c.severity == search.severity)
    if search.check:
        query = query.where(outcome.c.check_id == search.check)
    if search.publisher_id:
        query = query.where(shown.c.publisher_id == search.publisher_id)
    if search.years:
        query = query.where(shown.c.year.between(*search.years))
    names = publishers_by_id(connection)
    read: tuple[int | None, tuple[Outcome, ...]] = (None, ())
    for row in connection.execute(query):
        if row.result_id != read[0]:
            packed = connection.scalars(select(result.c.document).where(result.c.id == row.result_id)).one()
            read = (row.result_id, reading_of(unpack(packed)).outcomes)
        found = read[1][row.ordinal]
        yield FindingAnswer(
            publisher=names[row.publisher_id],
            year=row.year,
            check=found.check,
            member=found.member,
            severity=found.severity.value,
            left=side(found.left),
            right=side(found.right),
            assumed_zero=found.assumed_zero,
            cells=found.cells,
            quotes=found.quotes,
            message_zh=found.message_zh,
            message_en=found.message_en,
        )
