"""An archive opened for reading: what every question stands on."""

from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from query.edition import Edition, edition_of, release_of
from query.memory import Memory
from query.moments import Moment
from query.publisher_choice import Candidate, choose_publisher
from query.refusals import refuse_unknown
from query.wide_tables import WideTables
from storage.archive import Archive as KeptArchive
from storage.place import find_place
from storage.unit_of_work import read


class OpenedArchive:
    """What every part of `query.archive.Archive` stands on."""

    def __init__(self, kept: KeptArchive, wide: WideTables | None = None, release: str | None = None) -> None:
        self._kept = kept
        self._wide = wide
        self._release = release
        self._memory = Memory(kept.engine)

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

    def refuse_unknown(self, search: object) -> None:
        """Raise where a search names a portal, division, check or part that there is not; see `query.refusals`."""
        refuse_unknown(self.engine, search)

    def edition(self, as_of: Moment | None = None) -> Edition:
        """Tell which state of the archive figures are from; see `query.edition`."""
        return read(self.engine, lambda connection: edition_of(connection, as_of, self._release))

    def forget(self) -> None:
        """Forget every answer that is kept while nothing is written; see `query.memory`."""
        self._memory.forget()

    def close(self) -> None:
        """Give back the connections."""
        self._memory.close()
        self._kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
