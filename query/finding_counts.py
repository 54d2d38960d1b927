"""How many findings each check has on the reports that the archive shows."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from checks.catalogue import catalogue
from checks.outcome import Verdict
from query.findings import FindingSearch, shown_for
from query.moments import end_of
from storage.comparisons import present_comparisons
from storage.models import neighbour_outcome, outcome


@dataclass(frozen=True, slots=True)
class CheckCount:
    """A check with its findings of one severity; what people decided of them is not looked at."""

    check: str
    severity: str
    finding_count: int


def count_findings(connection: Connection, search: FindingSearch) -> tuple[CheckCount, ...]:
    """Count by check and severity, in the order of the catalogue. A scan of all findings asked for."""
    shown = shown_for(search).subquery("asked")
    present = present_comparisons(None if search.as_of is None else end_of(search.as_of))
    own = _counted(outcome, search).join(shown, shown.c.result_id == outcome.c.result_id)
    beside = (
        _counted(neighbour_outcome, search)
        .join(present, present.c.comparison_id == neighbour_outcome.c.comparison_id)
        .join(shown, shown.c.report_id == present.c.report_id)
    )
    counts: Counter[tuple[str, str]] = Counter()
    for query in (own, beside):
        for check, severity, count in connection.execute(query):
            counts[check, severity] += count
    order = {check: place for place, check in enumerate(catalogue())}
    found = sorted(counts, key=lambda one: (order.get(one[0], len(order)), one))
    return tuple(CheckCount(check, severity, counts[check, severity]) for check, severity in found)


def _counted(table: Table, search: FindingSearch) -> Select[Any]:
    query = (
        select(table.c.check_id, table.c.severity, func.count())
        .where(table.c.verdict == Verdict.FAILED.value)
        .group_by(table.c.check_id, table.c.severity)
    )
    if search.severity:
        query = query.where(table.c.severity == search.severity)
    return query.where(table.c.check_id == search.check) if search.check else query
