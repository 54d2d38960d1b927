"""An archive that is open: its database, its blobs, and what it is read with."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from storage.blobs import BlobStore
from storage.database import open_engine
from storage.history import CrawlHistory
from storage.ingest import Ingest
from storage.leases import Leases
from storage.migrations.upgrade import require_schema, upgrade_schema
from storage.place import Place, find_place, open_blobs
from storage.reader import Extras, Reader, house_reader
from storage.reading_choice import chosen_extras
from storage.recheck import Recheck
from storage.unit_of_work import read

Clock = Callable[[], datetime]
MakeReader = Callable[[Extras], Reader]


class ArchiveIsReadOnly(Exception):
    """Something was to be written to an archive opened read-only."""


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


class OpenedArchive:
    """What every part of `storage.archive.Archive` stands on."""

    def __init__(
        self,
        engine: Engine,
        blobs: BlobStore,
        *,
        place: Place,
        is_read_only: bool,
        reader: Reader | MakeReader | None,
        clock: Clock,
    ) -> None:
        self.engine = engine
        self.blobs = blobs
        self.place = place
        self.is_read_only = is_read_only
        self._given_reader = reader
        self._clock = clock
        self.leases = Leases(engine, clock)  # who crawls which portal now
        self.history = CrawlHistory(engine)  # what earlier crawls came to

    @classmethod
    def open(
        cls,
        database: str | Path | None = None,
        data: Path | None = None,
        *,
        is_read_only: bool = False,
        must_exist: bool = False,
        reader: Reader | MakeReader | None = None,
        clock: Clock = utc_now,
    ) -> Self:
        """Open an archive, creating or upgrading it unless it is opened read-only.

        ``database`` is a path or an SQLAlchemy URL (default: GONGKAI_ARCHIVE, then
        ``data/archive.sqlite``), ``data`` the folder of all else (default: GONGKAI_DATA, then
        ``data``); blobs are in it unless GONGKAI_BLOBS names a bucket or another folder. One that
        ``must_exist`` is not created. ``reader`` replaces the parsers and checks, ``clock`` the time,
        for tests.
        Raises `ArchiveMissing` when a read-only archive is not there, `ArchiveUnfit` when its
        schema is not ours.
        """
        place = find_place(database, data).absolute()
        if must_exist:
            open_engine(place.database, is_read_only=True).dispose()  # raises where there is none
        engine = open_engine(place.database, is_read_only=is_read_only)
        try:
            if is_read_only:
                require_schema(engine)
            else:
                upgrade_schema(engine)
            blobs = open_blobs(place)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, blobs, place=place, is_read_only=is_read_only, reader=reader, clock=clock)

    @property
    def extras(self) -> Extras:
        """What documents are read with beside the core."""
        return read(self.engine, chosen_extras)

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _reader(self) -> Reader:
        given = self._given_reader
        return given if isinstance(given, Reader) else (given or house_reader)(self.extras)

    @cached_property
    def ingest(self) -> Ingest:
        """What keeps captures: one may be read while the one before is written, in the order in which they came."""
        self._require_writing()
        return Ingest(self.engine, self.blobs, self._reader(), self._clock)

    @cached_property
    def _recheck(self) -> Recheck:
        from checks import registry  # noqa: PLC0415  # loaded only by those who compare

        return Recheck(self.engine, self._clock, registry.compare, registry.RELEASE)

    def _require_writing(self) -> None:
        if self.is_read_only:
            message = "this archive was opened read-only"
            raise ArchiveIsReadOnly(message)
