"""What a run looks like beside earlier ones: signs of trouble that no single page shows.

Each alarm says whether the run may still be called complete. Years without a report may: the lists were read
to their end, and a publisher that never reported must not keep its portal from being complete for ever.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from statistics import median

from crawler.plan import Mode, Plan
from storage.crawl import Crawl, CrawlVerdict
from storage.history import CrawlHistory, PastCrawl, SharedBody

ENOUGH = 0.8  # of the median: half the data once came with nothing in the log (kingfisher #877)
TELLING = 10  # reports: of fewer, one that was withdrawn would already raise the alarm
RECENT = 5  # complete runs that make the median
LOOKED_BACK = 50  # runs, in search of them
MANY_URLS = 5  # with one body: a moved page has two addresses, and a report may hang on a few
MANY_GONE = 5  # reports that the lists still show, and at least half of those visited
DEADLINE = (3, 31)  # 条例 of 2019, article 50: the report of a year is due by 31 March of the next
LISTED = "reports_listed"  # among the counts of a crawl


class AlarmKind(StrEnum):
    """What is amiss."""

    FEWER_REPORTS = "fewer_reports"  # far fewer in the lists than in recent complete runs
    NO_REPORTS = "no_reports"  # rows in the lists, and none of them a report
    LISTED_BUT_GONE = "listed_but_gone"  # the lists show reports whose pages say that they do not exist
    SAME_BODY = "same_body"  # many addresses answer with the same bytes
    HTML_FOR_DOCUMENTS = "html_for_documents"  # files come as web pages
    YEARS_MISSING = "years_missing"  # a publisher reported before and after a year, and not of it


MEANS = {
    AlarmKind.FEWER_REPORTS: CrawlVerdict.PARTIAL,
    AlarmKind.NO_REPORTS: CrawlVerdict.CHANGED,
    AlarmKind.LISTED_BUT_GONE: CrawlVerdict.PARTIAL,
    AlarmKind.SAME_BODY: CrawlVerdict.PARTIAL,
    AlarmKind.HTML_FOR_DOCUMENTS: CrawlVerdict.PARTIAL,
    AlarmKind.YEARS_MISSING: CrawlVerdict.COMPLETE,
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm of a run; ``is_new`` where the run before, asked for the same, did not raise it."""

    kind: AlarmKind
    message: str
    is_new: bool = True

    @property
    def verdict(self) -> CrawlVerdict:
        """The best verdict that a run with this alarm can have."""
        return MEANS[self.kind]

    def as_row(self) -> dict[str, str]:
        """Return what the archive keeps of it."""
        return {"kind": self.kind.value, "message": self.message}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run saw: rows of all lists, reports among them, and files that came as web pages.

    ``visited`` are the reports of the lists that were visited in this run, ``gone`` those that were not there.
    """

    rows: int
    reports_listed: int
    html_documents: Sequence[str] = ()
    visited: int = 0
    gone: int = 0


def find_alarms(
    seen: Seen, plan: Plan, crawl: Crawl, history: CrawlHistory, today: date
) -> tuple[Alarm, ...]:
    """Return the alarms of a run whose captures are all archived; ``crawl`` is not closed yet."""
    # One more than are looked at: the run itself comes first.
    before = history.last(crawl.portal_id, crawl.mode, crawl.arguments, LOOKED_BACK + 1)[1:]
    found = list(same_bodies(history.shared_bodies(crawl.id, MANY_URLS)))
    if plan.mode is not Mode.RECHECK:  # which reads no lists
        found += fewer_reports(seen, before)
    found += [*listed_but_gone(seen), *html_for_documents(seen)]
    if plan.sample is None:
        found += missing_years(history.years_reported(crawl.portal_id), plan, today)
    known = {alarm["message"] for one in before[:1] for alarm in one.alarms}
    return tuple(replace(alarm, is_new=alarm.message not in known) for alarm in found)


def fewer_reports(seen: Seen, before: Sequence[PastCrawl]) -> Iterator[Alarm]:
    """Compare the reports in the lists with the median of recent complete runs."""
    if seen.rows and not seen.reports_listed:
        yield Alarm(AlarmKind.NO_REPORTS, f"{seen.rows} rows in the lists, none of them a report")
        return
    complete = [one for one in before if one.verdict is CrawlVerdict.COMPLETE and LISTED in one.counts]
    recent = [one.counts[LISTED] for one in complete[:RECENT]]
    usual = median(recent) if recent else 0
    if usual >= TELLING and seen.reports_listed < ENOUGH * usual:
        words = f"{seen.reports_listed} reports in the lists, {usual:g} in recent complete runs"
        yield Alarm(AlarmKind.FEWER_REPORTS, words)


def same_bodies(shared: Sequence[SharedBody]) -> Iterator[Alarm]:
    """Name bytes that came from many addresses: a wall or an error page that no signature knows."""
    for one in shared:
        words = f"{one.url_count} addresses answer with the same bytes ({one.sha256[:12]}), {one.example} among them"
        yield Alarm(AlarmKind.SAME_BODY, words)


def listed_but_gone(seen: Seen) -> Iterator[Alarm]:
    """Compare lists with pages: a portal that lost its pages, or a wall that says 404, has not withdrawn them."""
    if seen.gone >= MANY_GONE and 2 * seen.gone >= seen.visited:
        words = f"{seen.gone} of {seen.visited} reports that the lists show were not there"
        yield Alarm(AlarmKind.LISTED_BUT_GONE, words)


def html_for_documents(seen: Seen) -> Iterator[Alarm]:
    """Name files that came as web pages."""
    if seen.html_documents:
        words = (
            f"{len(seen.html_documents)} documents were answered with HTML, {seen.html_documents[0]} first"
        )
        yield Alarm(AlarmKind.HTML_FOR_DOCUMENTS, words)


def missing_years(reported: Mapping[str, AbstractSet[int]], plan: Plan, today: date) -> Iterator[Alarm]:
    """Name the years without a report between two that have one, once they are past the legal date."""
    for name, years in sorted(reported.items()):
        if not plan.wants_unit(name):
            continue
        gaps = [
            year
            for year in range(min(years), max(years))
            if year not in years and plan.wants_year(year) and date(year + 1, *DEADLINE) < today
        ]
        if gaps:
            words = f"{name}: no report of {', '.join(map(str, gaps))}, though before and after"
            yield Alarm(AlarmKind.YEARS_MISSING, words)
