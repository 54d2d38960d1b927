"""`Archive`: everything that can be asked of an archive, read-only, answered in frozen values."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, select

from checks.diagnosis import Story, diagnose
from query.answers import (
    CellsAnswer,
    CrawlAnswer,
    FindingAnswer,
    ReportAnswer,
    ReportList,
    VersionAnswer,
    VersionsAnswer,
)
from query.changes import Change, ChangeSearch, find_changes
from query.coverage import CoverageAnswer, coverage_of
from query.crawls import crawls_of
from query.diff import ReportDiff, compare
from query.files import FileAnswer, file_of
from query.findings import FindingSearch, find_findings
from query.indicators import IndicatorLine, IndicatorSearch, add_up
from query.moments import Moment
from query.problems import ProblemGroup, ProblemSearch, archived_documents, count_problems
from query.publisher_choice import Candidate, choose_publisher
from query.publisher_list import PublisherLine, list_publishers
from query.reading import Reading, outcomes_of, reading_of
from query.reports import ReportSearch, find_reports
from query.search import SectionList, SectionSearch, search_sections
from query.series import SeriesAnswer, SeriesSearch, series_of
from query.shown import shown_report
from query.version_choice import VersionUnknown, choose_versions
from query.versions import publications_of
from storage.archive import Archive as KeptArchive
from storage.models import result
from storage.result_document import unpack
from storage.revive import revive_report
from storage.unit_of_work import read


class Archive:
    """An archive opened for reading. The database itself refuses every write.

    Use it as a context manager. Every question is answered from one consistent state.
    """

    def __init__(self, kept: KeptArchive) -> None:
        self._kept = kept

    @classmethod
    def open(cls, database: str | Path | None = None, data: Path | None = None) -> Self:
        """Open an archive: a path or an SQLAlchemy URL, by default as GONGKAI_ARCHIVE says.

        Raises `storage.database.ArchiveMissing` where there is none.
        """
        return cls(KeptArchive.open(database, data, is_read_only=True))

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
        return read(self.engine, lambda connection: add_up(connection, search))

    def series(self, search: SeriesSearch) -> SeriesAnswer:
        """Follow a cell, sum or rate over the years and forms; see `query.series`."""
        return read(self.engine, lambda connection: series_of(connection, search))

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

    def report(self, asked: str, year: int, as_of: Moment | None = None) -> ReportAnswer:
        """Show one report in full, as the archive showed it at a moment, by default now."""
        return read(self.engine, lambda connection: _report(connection, asked, year, as_of))

    def versions(self, asked: str, year: int, as_of: Moment | None = None) -> VersionsAnswer:
        """List every version of every publication of one report, with first and last seen."""
        whole = self.report(asked, year, as_of)
        return VersionsAnswer(whole.publisher, whole.year, whole.publications)

    def cells(self, asked: str, year: int, as_of: Moment | None = None) -> CellsAnswer:
        """Return the cells of one report as its shown version prints them."""
        whole = self.report(asked, year, as_of)
        document = whole.document or {}
        names = [
            one.name for publication in whole.publications for one in publication.versions if one.is_shown
        ]
        return CellsAnswer(
            publisher=whole.publisher,
            year=whole.year,
            form=document.get("form"),
            sha256=document.get("sha256"),
            version=names[0] if names else None,
            cells=tuple(document.get("cells", ())),
        )

    def diff(
        self, asked: str, year: int, old: str | None = None, new: str | None = None
    ) -> tuple[VersionAnswer, VersionAnswer, ReportDiff]:
        """Compare two versions of a report, by their names ("1v2"); by default the last two.

        Raises `VersionUnknown` where there are no two to compare.
        """
        return read(self.engine, lambda connection: _diff(connection, asked, year, old, new))

    def file(self, sha256: str) -> FileAnswer | None:
        """Return a file as it was captured, by its digest; see `query.files`."""
        return read(self.engine, lambda connection: file_of(connection, self._kept.blobs, sha256))

    def close(self) -> None:
        """Give back the connections."""
        self._kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _report(connection: Connection, asked: str, year: int, as_of: Moment | None = None) -> ReportAnswer:
    chosen = choose_publisher(connection, asked, year)
    shown = shown_report(connection, chosen.publisher, year, as_of)
    packed = connection.scalar(select(result.c.document).where(result.c.id == shown.result_id))
    document = None if packed is None else unpack(packed)
    search = FindingSearch(
        publisher_id=chosen.publisher.id, years=(year, year), only_beside=True, as_of=as_of
    )
    return ReportAnswer(
        publisher=chosen.publisher,
        aliases=chosen.aliases,
        year=year,
        publications=publications_of(connection, shown.report_id, shown.result_id, as_of),
        document=document,
        shown_because=shown.reason,
        shown_since=shown.recorded_at,
        beside=tuple(find_findings(connection, search)),
        stories=() if document is None else _stories(document),
    )


def _stories(document: Mapping[str, Any]) -> tuple[Story, ...]:
    return diagnose(revive_report(document), outcomes_of(document))


def _diff(
    connection: Connection, asked: str, year: int, old: str | None, new: str | None
) -> tuple[VersionAnswer, VersionAnswer, ReportDiff]:
    before, after = choose_versions(_report(connection, asked, year).publications, old, new)
    return (
        before,
        after,
        compare(_reading(connection, before), _reading(connection, after), before.parts, after.parts),
    )


def _reading(connection: Connection, version: VersionAnswer) -> Reading:
    packed = connection.scalar(select(result.c.document).where(result.c.id == version.result_id))
    if packed is None:
        message = f"version {version.name} was never read"
        raise VersionUnknown(message)
    return reading_of(unpack(packed))
