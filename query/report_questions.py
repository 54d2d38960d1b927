"""What is asked of one report, its versions, cells and files."""

from query.answers import (
    CellsAnswer,
    PublisherAnswer,
    ReportAnswer,
    VersionAnswer,
    VersionsAnswer,
)
from query.cell import CellAnswer, cell_of
from query.diff import ReportDiff
from query.files import FileAnswer, FileMetadata, file_metadata, file_of
from query.moments import Moment
from query.opened import OpenedArchive
from query.showings import ShowingsAnswer, showings_of
from query.side_by_side import SideBySide, side_by_side
from query.whole_report import compare_versions, whole_report
from query.years import YearOfPublisher, years_of
from storage.unit_of_work import read


class ReportQuestions(OpenedArchive):
    """The part of `query.archive.Archive` that tells of one report."""

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

    def file_metadata(self, sha256: str) -> FileMetadata:
        """Tell what is known of a file, by its digest. Raises `query.files.FileUnknown`."""
        return read(self.engine, lambda connection: file_metadata(connection, sha256))
