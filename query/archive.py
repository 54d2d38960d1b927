"""`Archive`: everything that can be asked of an archive, read-only, answered in frozen values."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from query.answers import (
    CellsAnswer,
    CrawlAnswer,
    FindingAnswer,
    PublisherAnswer,
    ReportAnswer,
    ReportList,
    VersionAnswer,
    VersionsAnswer,
)
from query.boxes import BoxPage, BoxSearch, page_of_boxes
from query.cell import CellAnswer, cell_of
from query.changes import Change, ChangePage, ChangeSearch, find_changes, page_of_changes
from query.chart_words import chart_words
from query.charts import svg_of
from query.coverage import CoverageAnswer, coverage_of
from query.crawls import crawls_of
from query.diff import ReportDiff
from query.edition import Edition, edition_of, release_of
from query.files import FileAnswer, FileMetadata, file_metadata, file_of
from query.finding_counts import CheckCount, count_findings
from query.findings import FindingPage, FindingSearch, find_findings, page_of_findings
from query.frames import CellSearch, Frame, tidy_cells
from query.indicators import IndicatorLine, IndicatorSearch, add_up
from query.moments import Moment
from query.portal_list import PortalLine, PortalPage, page_of_portals, portal_line
from query.problems import ProblemGroup, ProblemSearch, archived_documents, count_problems
from query.publisher_choice import Candidate, choose_publisher
from query.publisher_history import PublisherHistory, history_of
from query.publisher_list import (
    PublisherLine,
    PublisherPage,
    PublisherSearch,
    list_publishers,
    page_of_publishers,
    publishers_named,
)
from query.reports import ReportPage, ReportSearch, find_reports, page_of_reports
from query.search import SectionList, SectionSearch, search_sections
from query.series import Adder, SeriesAnswer, SeriesSearch, series_of
from query.showings import ShowingsAnswer, showings_of
from query.side_by_side import SideBySide, side_by_side
from query.size import ArchiveSize, size_of
from query.whole_report import compare_versions, whole_report
from query.wide_tables import WideTables
from query.years import YearOfPublisher, years_of
from storage.archive import Archive as KeptArchive
from storage.place import find_place
from storage.unit_of_work import read


class Archive:
    """An archive opened for reading. The database itself refuses every write.

    Use it as a context manager. Every question is answered from one consistent state.
    """

    def __init__(self, kept: KeptArchive, wide: WideTables | None = None, release: str | None = None) -> None:
        self._kept = kept
        self._wide = wide
        self._release = release

    @classmethod
    def open(cls, database: str | Path | None = None, data: Path | None = None) -> Self:
        """Open an archive: a path or an SQLAlchemy URL, by default as GONGKAI_ARCHIVE says.

        Of a release, figures are added up from its Parquet tables where DuckDB is installed. Raises
        `storage.database.ArchiveMissing` where there is none.
        """
        kept = KeptArchive.open(database, data, is_read_only=True)
        place = find_place(database, data).database
        return cls(kept, WideTables.of_release(place), release_of(place))

    @property
    def engine(self) -> Engine:
        """The database, for questions that nobody has foreseen. It cannot be written to."""
        return self._kept.engine

    def choose_publisher(self, asked: str, year: int | None = None) -> Candidate:
        """Find the publisher that a name means; see `query.publisher_choice.choose_publisher`."""
        return read(self.engine, lambda connection: choose_publisher(connection, asked, year))

    def find(self, search: ReportSearch) -> ReportList:
        """List the reports that fit a search."""
        return read(self.engine, lambda connection: find_reports(connection, search))

    def search(self, search: SectionSearch) -> SectionList:
        """Find the sections in which phrases stand; see `query.search`."""
        return read(self.engine, lambda connection: search_sections(connection, search))

    def indicator(self, search: IndicatorSearch) -> tuple[IndicatorLine, ...]:
        """Add figures up, by division, publisher, year or key; see `query.indicators`."""
        return read(self.engine, lambda connection: self._adder(search.as_of)(connection, search))

    def frame(self, search: CellSearch | None = None) -> Frame:
        """Return the cells of all reports as a tidy table for pandas, polars and Arrow; see `query.frames`."""
        return read(self.engine, lambda connection: tidy_cells(connection, search or CellSearch()))

    def series(self, search: SeriesSearch) -> SeriesAnswer:
        """Follow a cell, sum or rate over the years and forms; see `query.series`."""
        return read(self.engine, lambda connection: series_of(connection, search, self._adder(search.as_of)))

    def boxes(self, search: BoxSearch, limit: int) -> BoxPage:
        """List the boxes behind a figure, report by report; see `query.boxes`."""
        return read(self.engine, lambda connection: page_of_boxes(connection, search, limit))

    def edition(self, as_of: Moment | None = None) -> Edition:
        """Tell which state of the archive figures are from; see `query.edition`."""
        return read(self.engine, lambda connection: edition_of(connection, as_of, self._release))

    def chart(self, search: SeriesSearch, *, is_chinese: bool = True) -> str:
        """Draw a figure over the years as SVG, with its source; see `query.charts` (extra ``chart``)."""
        named = self.choose_publisher(search.publisher_id).publisher.name if search.publisher_id else None
        words = chart_words(search, self.edition(search.as_of), named, is_chinese=is_chinese)
        return svg_of(self.series(search), words)

    def findings(self, search: FindingSearch) -> tuple[FindingAnswer, ...]:
        """List the findings that fit a search."""
        return read(self.engine, lambda connection: tuple(find_findings(connection, search)))

    def changes(self, search: ChangeSearch) -> tuple[Change, ...]:
        """List what happened to reports after they were published; see `query.changes`."""
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
        day = as_of or datetime.now(UTC).date()
        return read(self.engine, lambda connection: coverage_of(connection, portal_id, years, day))

    def problems(self, search: ProblemSearch) -> tuple[ProblemGroup, ...]:
        """Count what could not be read, as the latest reading of each version says."""
        return read(
            self.engine, lambda connection: count_problems(archived_documents(connection, search), search)
        )

    def crawls(
        self, portal_id: str | None = None, limit_per_portal: int | None = None
    ) -> tuple[CrawlAnswer, ...]:
        """Tell how the crawls went, the latest first."""
        return read(self.engine, lambda connection: crawls_of(connection, portal_id, limit_per_portal))

    def report(
        self, asked: str, year: int, as_of: Moment | None = None, version: str | None = None
    ) -> ReportAnswer:
        """Show one report in full, as the archive showed it at a moment, by default now.

        With the name of a version ("1v2"): as that one reads. Raises `VersionUnknown`.
        """
        return read(self.engine, lambda connection: whole_report(connection, asked, year, as_of, version))

    def showings(self, asked: str, year: int) -> ShowingsAnswer:
        """Tell what the archive showed of a report, and since when; see `query.showings`."""
        return read(self.engine, lambda connection: showings_of(connection, asked, year))

    def versions(self, asked: str, year: int, as_of: Moment | None = None) -> VersionsAnswer:
        """List every version of every publication of one report, with first and last seen."""
        whole = self.report(asked, year, as_of)
        return VersionsAnswer(whole.publisher, whole.year, whole.publications)

    def cells(self, asked: str, year: int, as_of: Moment | None = None) -> CellsAnswer:
        """Return the cells of one report as its shown version prints them."""
        whole = self.report(asked, year, as_of)
        document = whole.document or {}
        return CellsAnswer(
            publisher=whole.publisher,
            year=whole.year,
            form=document.get("form"),
            sha256=document.get("sha256"),
            version=whole.version,
            cells=tuple(document.get("cells", ())),
        )

    def diff(
        self, asked: str, year: int, old: str | None = None, new: str | None = None
    ) -> tuple[VersionAnswer, VersionAnswer, ReportDiff]:
        """Compare two versions of a report, by their names ("1v2"); by default the last two.

        Raises `VersionUnknown` where there are no two to compare.
        """
        return read(self.engine, lambda connection: compare_versions(connection, asked, year, old, new))

    def years(self, owner: PublisherAnswer, as_of: Moment | None = None) -> tuple[YearOfPublisher, ...]:
        """List the reports of an authority, also of what it was called before; see `query.years`."""
        return read(self.engine, lambda connection: years_of(connection, owner, as_of))

    def cell(
        self, asked: str, year: int, key: str, as_of: Moment | None = None, version: str | None = None
    ) -> CellAnswer:
        """Show one cell with all that is known of it; see `query.cell`."""
        return read(
            self.engine,
            lambda connection: cell_of(connection, asked, year, key, as_of=as_of, version=version),
        )

    def side_by_side(
        self, left: tuple[str, int], right: tuple[str, int], as_of: Moment | None = None
    ) -> SideBySide:
        """Put two reports, each a publisher and a year, side by side; see `query.side_by_side`."""
        return read(self.engine, lambda connection: side_by_side(connection, left, right, as_of))

    def file(self, sha256: str) -> FileAnswer | None:
        """Return a file as it was captured, by its digest; see `query.files`."""
        return read(self.engine, lambda connection: file_of(connection, self._kept.blobs, sha256))

    def page_of_reports(self, search: ReportSearch, limit: int) -> ReportPage:
        """List reports that fit, after ``search.after``, without counting the others."""
        return read(self.engine, lambda connection: page_of_reports(connection, search, limit))

    def page_of_findings(self, search: FindingSearch, limit: int) -> FindingPage:
        """List findings that fit, after ``search.after``, of whole reports."""
        return read(self.engine, lambda connection: page_of_findings(connection, search, limit))

    def count_findings(self, search: FindingSearch) -> tuple[CheckCount, ...]:
        """Count findings by check and severity; see `query.finding_counts`."""
        return read(self.engine, lambda connection: count_findings(connection, search))

    def page_of_changes(self, search: ChangeSearch, limit: int) -> ChangePage:
        """List changes that fit, after ``search.after``."""
        return read(self.engine, lambda connection: page_of_changes(connection, search, limit))

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
        return read(self.engine, lambda connection: page_of_portals(connection, limit, after))

    def portal(self, portal_id: str) -> PortalLine:
        """Tell of one portal. Raises `PortalUnknown`."""
        return read(self.engine, lambda connection: portal_line(connection, portal_id))

    def size(self) -> ArchiveSize:
        """Count what the archive holds; see `query.size`."""
        return read(self.engine, size_of)

    def file_metadata(self, sha256: str) -> FileMetadata:
        """Tell what is known of a file, by its digest. Raises `query.files.FileUnknown`."""
        return read(self.engine, lambda connection: file_metadata(connection, sha256))

    def _adder(self, as_of: Moment | None) -> Adder:
        """Return who adds up: what scans all reports is faster in the tables of a release, which has no past."""
        return add_up if self._wide is None or as_of is not None else self._wide.add_up

    def close(self) -> None:
        """Give back the connections."""
        self._kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
