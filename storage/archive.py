"""`Archive`: the one door to what is kept. A thin facade; the work is done in the modules it names."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from parsers.report import ParseHints
from storage.blobs import BlobStore
from storage.capture import Capture
from storage.crawl import Crawl, CrawlVerdict, KnownPublication, PortalFacts, Recorded
from storage.ingest import Reader


class Archive:
    """An archive: facts in a database, bytes by digest beside it.

    Use it as a context manager. Every method may be called from any thread. ``engine`` is for
    `query`, which selects from `storage.models` itself; nobody else needs it.
    """

    engine: Engine
    blobs: BlobStore

    @classmethod
    def open(
        cls,
        database: str | Path | None = None,
        data: Path | None = None,
        *,
        is_read_only: bool = False,
        reader: Reader | None = None,
    ) -> Self:
        """Open an archive, creating or upgrading it unless it is opened read-only.

        ``database`` is a path or an SQLAlchemy URL (default: GONGKAI_ARCHIVE, then
        ``data/archive.sqlite``), ``data`` the folder of the blobs (default: GONGKAI_DATA, then
        ``data``). ``reader`` replaces the parsers and checks, for tests. Raises `ArchiveMissing`
        when a read-only archive is not there, `ArchiveUnfit` when its schema is not ours.
        """
        raise NotImplementedError

    def begin_crawl(
        self, portal: PortalFacts, mode: str, arguments: Mapping[str, str], code_release: str
    ) -> Crawl:
        """Begin a crawl, or resume the unfinished one of the same portal, mode and arguments.

        A crawl is unfinished when its process was killed. One older than a week is not resumed
        but closed as partial, for what it saw is no longer what the portal shows.
        """
        raise NotImplementedError

    def captured_in(self, crawl: Crawl) -> frozenset[str]:
        """Return the url_keys of publications settled in this crawl: not to be fetched again in it.

        Settled is fetched, not_modified or gone; blocked and failed are to be tried again.
        """
        raise NotImplementedError

    def known_publications(self, portal_id: str) -> list[KnownPublication]:
        """Return every publication of a portal, in the order in which they were first heard of."""
        raise NotImplementedError

    def record(self, crawl: Crawl, capture: Capture, hints: ParseHints | None = None) -> Recorded:
        """Keep one capture with all that follows from it, whole or not at all.

        The bytes are on disk first; then they are read and checked; then one transaction writes
        every row. Recording the same capture twice changes nothing. Raises ValueError for a URL
        without a host or a naive time; a document that cannot be read raises nothing.
        """
        raise NotImplementedError

    def finish_crawl(
        self,
        crawl: Crawl,
        verdict: CrawlVerdict,
        reasons: Sequence[str] = (),
        counts: Mapping[str, int] | None = None,
        columns: Mapping[str, object] | None = None,
    ) -> None:
        """Close a crawl with its verdict. ``columns`` maps each column of the portal to its verdict."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back the connections."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
