"""Which results a report is to be compared with: found by ids alone, before any document is read."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import Connection, bindparam, select

from storage.likeness import candidates
from storage.lineage import lineage
from storage.models import crawl, publication, report
from storage.searches import COLUMNS, is_complete, searches_among
from storage.shown import Shown, shown_by_result, shown_reports
from storage.sightings import Older, Visits, older_readings, page_dates, readings_beside, visits_of
from storage.territory import county_reports, missing_beside, parts_of

MOST_ALIKE: Final = 50  # candidates of one report: where a county writes from a template, they are many

# Composed once: these are asked for every report that is compared.

_OF_PUBLISHERS = report.c.publisher_id.in_(bindparam("publishers", expanding=True))
_SERIES = shown_reports(_OF_PUBLISHERS)
_OTHER = shown_reports(
    report.c.year == bindparam("year"), report.c.publisher_id != bindparam("publisher")
).limit(1)
_SEARCHES = select(*COLUMNS).where(
    crawl.c.portal_id.in_(
        select(publication.c.portal_id)
        .join(report, report.c.id == publication.c.report_id)
        .where(_OF_PUBLISHERS)
    ),
    is_complete(bindparam("complete")),
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything that the comparison of one report rests on, as ids and facts."""

    report: Shown
    series: tuple[Shown, ...]
    sought: tuple[int, ...]
    peers: tuple[Shown, ...]
    parts: tuple[Shown, ...]
    missing: tuple[tuple[str, str], ...] | None
    has_others: bool
    alike: tuple[Shown, ...]
    versions: tuple[Older, ...]
    visits: Visits | None
    dates: tuple[str, ...]
    attachments: tuple[int, ...]

    def digest(self, check_release: str) -> str:
        """Return the SHA-256 of what is compared, and by which checks: the same gives the same outcomes."""
        return hashlib.sha256(f"{check_release} {self}".encode()).hexdigest()

    def results_of(self, check: str, member: str | None) -> tuple[int, ...]:
        """Return the results, its own apart, that a finding of this check rests on."""
        before = {one.year: one.result_id for one in self.series if one.year < self.report.year}
        last, year = before.get(self.report.year - 1), self.report.year
        rests_on: dict[str, Iterable[int]] = {
            "P11": (result_id for then, result_id in before.items() if then >= year - 3),
            "U01": (one.result_id for one in self.alike if one.publisher_id == member),
            "U02": (one.result_id for one in self.alike if one.publisher_id == member),
            "U03": (one.result_id for one in self.parts),
            "U05": (one.result_id for one in self.peers),
            "V01": (one.result_id for one in self.versions),
            "V02": (one.result_id for one in self.versions),
            "V05": self.attachments,
        }
        is_about_last_year = check == "L02" or (check.startswith("X") and check != "X09")
        usual = (last,) if last is not None and is_about_last_year else ()
        return tuple(rests_on.get(check, usual))


def surroundings_of(connection: Connection, one: Shown, complete_crawl: int | None = None) -> Surroundings:
    """Look up what stands beside a report now. Its likeness must have been kept before.

    ``complete_crawl`` is one that is about to be closed as complete.
    """
    county = [
        other
        for other in county_reports(connection, one, [one.year])
        if other.publisher_id != one.publisher_id
    ]
    ids = lineage(one.publisher_id, one.name, one.division_code)
    told = {"publishers": sorted(ids), "complete": complete_crawl}
    searches = tuple(searches_among(connection.execute(_SEARCHES, told)))
    alike = (
        other
        for other in shown_by_result(connection, candidates(connection, one.result_id), one.year)
        if other.publisher_id != one.publisher_id
    )
    return Surroundings(
        report=one,
        series=tuple(Shown(*row) for row in connection.execute(_SERIES, {"publishers": sorted(ids)})),
        sought=tuple(sorted({year for search in searches for year in search.years})),
        peers=tuple(other for other in county if one.type and other.type == one.type),
        parts=tuple(parts_of(connection, one, county)),
        missing=missing_beside(connection, one, (it.began_at for it in searches if one.year in it.years)),
        has_others=_has_others(connection, one),
        alike=tuple(islice(alike, MOST_ALIKE)),
        versions=older_readings(connection, one.result_id),
        visits=visits_of(connection, one.report_id),
        dates=page_dates(connection, one.result_id),
        attachments=readings_beside(connection, one.result_id),
    )


def _has_others(connection: Connection, one: Shown) -> bool:
    """Whether another publisher has a report of the same year."""
    told = {"year": one.year, "publisher": one.publisher_id}
    return connection.execute(_OTHER, told).first() is not None
