"""`Archive`: everything that can be asked of an archive, read-only, answered in frozen values."""

from datetime import UTC, date, datetime

from query.answers import (
    CrawlAnswer,
    FindingAnswer,
    ReportList,
)
from query.changes import Change, ChangePage, ChangeSearch, find_changes, page_of_changes
from query.coverage import CoverageAnswer, CoverageSearch, coverage_of, outline_of
from query.crawls import crawls_of
from query.figure_questions import FigureQuestions
from query.finding_counts import CheckCount, count_findings
from query.findings import FindingPage, FindingSearch, find_findings, page_of_findings
from query.moments import Moment
from query.portal_list import PortalLine, PortalPage, page_of_portals, portal_line
from query.problems import ProblemGroup, ProblemSearch, archived_documents, count_problems
from query.publisher_history import PublisherHistory, history_of
from query.publisher_list import (
    PublisherLine,
    PublisherPage,
    PublisherSearch,
    list_publishers,
    page_of_publishers,
    publishers_named,
)
from query.refusals import refuse_unknown_portal
from query.report_questions import ReportQuestions
from query.reports import ReportPage, ReportSearch, find_reports, page_of_reports
from query.search import SectionList, SectionSearch, search_sections
from query.size import ArchiveSize, size_of
from storage.local_days import day_of
from storage.unit_of_work import read


class Archive(ReportQuestions, FigureQuestions):
    """An archive opened for reading. The database itself refuses every write.

    Use it as a context manager. Every question is answered from one consistent state. Here are the lists and
    searches; one report is asked of in `ReportQuestions`, figures in `FigureQuestions`.
    """

    def find(self, search: ReportSearch) -> ReportList:
        """List the reports that fit a search."""
        self.refuse_unknown(search)
        return read(self.engine, lambda connection: find_reports(connection, search))

    def search(self, search: SectionSearch) -> SectionList:
        """Find the sections in which phrases stand; see `query.search`."""
        self.refuse_unknown(search)
        return read(self.engine, lambda connection: search_sections(connection, search))

    def findings(self, search: FindingSearch) -> tuple[FindingAnswer, ...]:
        """List the findings that fit a search."""
        self.refuse_unknown(search)
        return read(self.engine, lambda connection: tuple(find_findings(connection, search)))

    def changes(self, search: ChangeSearch) -> tuple[Change, ...]:
        """List what happened to reports after they were published; see `query.changes`."""
        self.refuse_unknown(search)
        return read(self.engine, lambda connection: tuple(find_changes(connection, search)))

    def publishers(self, *, only_unresolved: bool = False) -> tuple[PublisherLine, ...]:
        """List who reports, or only those of whom nobody knows yet who they are."""
        return read(
            self.engine, lambda connection: list_publishers(connection, only_unresolved=only_unresolved)
        )

    def coverage(
        self, portal_id: str, years: tuple[int, int] | None = None, as_of: date | None = None
    ) -> CoverageAnswer:
        """Tell publisher by publisher and year by year what a portal has; see `query.coverage`."""
        search = CoverageSearch(portal_id, years, as_of, day_of(datetime.now(UTC)))
        return read(self.engine, lambda connection: coverage_of(connection, outline_of(connection, search)))

    def page_of_coverage(
        self,
        portal_id: str,
        limit: int,
        after: str | None = None,
        years: tuple[int, int] | None = None,
        as_of: date | None = None,
    ) -> CoverageAnswer:
        """Tell the same of ``limit`` publishers after one of them, with the counts of all.

        On a portal of thousands the counts are remembered from page to page while nothing is written.
        """
        outline = self._memory.ask(
            outline_of, CoverageSearch(portal_id, years, as_of, day_of(datetime.now(UTC)))
        )
        return self._memory.ask(coverage_of, outline, after, limit)

    def problems(self, search: ProblemSearch) -> tuple[ProblemGroup, ...]:
        """Count what could not be read, as the latest reading of each version says."""
        self.refuse_unknown(search)
        return read(
            self.engine, lambda connection: count_problems(archived_documents(connection, search), search)
        )

    def crawls(
        self, portal_id: str | None = None, limit_per_portal: int | None = None
    ) -> tuple[CrawlAnswer, ...]:
        """Tell how the crawls went, the latest first."""
        if portal_id is not None:
            refuse_unknown_portal(self.engine, portal_id)
        return self._memory.ask(crawls_of, portal_id, limit_per_portal)

    def page_of_reports(self, search: ReportSearch, limit: int) -> ReportPage:
        """List reports that fit, after ``search.after``, without counting the others."""
        self.refuse_unknown(search)
        return self._memory.ask(page_of_reports, search, limit)

    def page_of_findings(self, search: FindingSearch, limit: int) -> FindingPage:
        """List findings that fit, after ``search.after``, of whole reports."""
        self.refuse_unknown(search)
        return self._memory.ask(page_of_findings, search, limit)

    def count_findings(self, search: FindingSearch) -> tuple[CheckCount, ...]:
        """Count findings by check and severity; see `query.finding_counts`."""
        self.refuse_unknown(search)
        return self._memory.ask(count_findings, search)

    def page_of_changes(self, search: ChangeSearch, limit: int) -> ChangePage:
        """List changes that fit, after ``search.after``."""
        self.refuse_unknown(search)
        return self._memory.ask(page_of_changes, search, limit)

    def page_of_publishers(self, search: PublisherSearch, limit: int) -> PublisherPage:
        """List publishers page by page; see `query.publisher_list`."""
        return read(self.engine, lambda connection: page_of_publishers(connection, search, limit))

    def publisher(self, asked: str, year: int | None = None) -> PublisherLine:
        """Tell of one publisher, by its id or any of its names, where and for which years it reports."""
        chosen = self.choose_publisher(asked, year)
        ids = [chosen.publisher.id]
        return read(self.engine, lambda connection: publishers_named(connection, ids))[0]

    def publisher_history(self, asked: str, as_of: Moment | None = None) -> PublisherHistory:
        """Tell all of a publisher, over renamings and mergers; see `query.publisher_history`."""
        return read(self.engine, lambda connection: history_of(connection, asked, as_of))

    def page_of_portals(self, limit: int, after: str | None = None) -> PortalPage:
        """List portals page by page; see `query.portal_list`."""
        return self._memory.ask(page_of_portals, limit, after)

    def portal(self, portal_id: str) -> PortalLine:
        """Tell of one portal. Raises `PortalUnknown`."""
        return self._memory.ask(portal_line, portal_id)

    def size(self) -> ArchiveSize:
        """Count what the archive holds; see `query.size`."""
        return self._memory.ask(size_of)
