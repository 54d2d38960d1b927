"""Which checks failed on the reports that the archive shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from checks.catalogue import catalogue
from checks.messages import render
from checks.outcome import Outcome, Severity, Verdict
from query.answers import FindingAnswer, PublisherAnswer
from query.shown import publishers_by_id, shown_results
from storage.models import outcome

FEW = 500  # values in one IN (...): databases limit them


@dataclass(frozen=True, slots=True)
class FindingSearch:
    """Which findings to list. Everything that is set must hold."""

    severity: str | None = None
    check: str | None = None
    publisher_id: str | None = None
    years: tuple[int, int] | None = None


def find_findings(connection: Connection, search: FindingSearch) -> Iterator[FindingAnswer]:
    """Yield the findings that fit, by publisher, year and check. Their words are those of this release."""
    shown = {row.result_id: row for row in connection.execute(_shown(search))}
    # Joined here and not in SQL: without statistics SQLite takes the wrong index and needs minutes.
    query = select(outcome).where(outcome.c.verdict == Verdict.FAILED.value)
    if search.severity:
        query = query.where(outcome.c.severity == search.severity)
    if search.check:
        query = query.where(outcome.c.check_id == search.check)
    if len(shown) <= FEW:
        query = query.where(outcome.c.result_id.in_(shown))
    rows = [row for row in connection.execute(query) if row.result_id in shown]
    names = publishers_by_id(connection)

    def place(row: Row[Any]) -> tuple[str, int, int]:
        report = shown[row.result_id]
        return report.publisher_id, report.year, row.ordinal

    for row in sorted(rows, key=place):
        report = shown[row.result_id]
        yield _answer(row, names[report.publisher_id], report.year)


def _shown(search: FindingSearch) -> Select[Any]:
    shown = shown_results()
    query = select(shown.c.result_id, shown.c.publisher_id, shown.c.year)
    query = query.where(shown.c.result_id.is_not(None))
    if search.publisher_id:
        query = query.where(shown.c.publisher_id == search.publisher_id)
    if search.years:
        query = query.where(shown.c.year.between(*search.years))
    return query


def _answer(row: Row[Any], owner: PublisherAnswer, year: int) -> FindingAnswer:
    found = Outcome(
        check=row.check_id,
        verdict=Verdict.FAILED,
        severity=Severity(row.severity),
        member=row.member,
        left=row.left_value,
        right=row.right_value,
        assumed_zero=row.is_assumed_zero,
        cells=tuple(row.cell_keys),
        quotes=tuple(row.quotes),
    )
    # A check of another release may be unknown to this one: its finding is told without words.
    zh, en = (
        render(found) if found.check in catalogue() else (f"{found.check}（本版本无此检查）", found.check)
    )
    return FindingAnswer(
        publisher=owner,
        year=year,
        check=found.check,
        member=found.member,
        severity=found.severity.value,
        left=row.left_value,
        right=row.right_value,
        assumed_zero=found.assumed_zero,
        cells=found.cells,
        quotes=found.quotes,
        message_zh=zh,
        message_en=en,
    )
