"""Which versions are to be read again: those asked for that these parsers have not read."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, Select, Subquery, func, select, tuple_

from storage.models import parse_run, parser, publication, report, version_part
from storage.reader import Reader
from storage.shown import FEW
from storage.standing import standing_runs
from storage.unit_of_work import read


class ReleaseUnknown(LookupError):
    """No parser of this release ever read anything in the archive."""


@dataclass(frozen=True, slots=True)
class RereadScope:
    """Which versions to read again. Everything that is set must hold.

    ``since_release`` takes those whose standing reading a parser of that release made, or a later
    one: what a mistake that came in with it may have spoiled.
    """

    since_release: str | None = None
    portal_id: str | None = None
    publisher_id: str | None = None

    def conditions(self, runs: Subquery) -> list[ColumnElement[bool]]:
        """Return the conditions on standing runs, in SQL."""
        found: list[ColumnElement[bool]] = []
        if self.since_release:
            first = select(func.min(parser.c.id)).where(parser.c.release == self.since_release)
            found.append(runs.c.parser_id >= first.scalar_subquery())
        if self.portal_id:
            on_portal = select(publication.c.id).where(publication.c.portal_id == self.portal_id)
            found.append(runs.c.publication_id.in_(on_portal))
        if self.publisher_id:
            of_publisher = select(publication.c.id).join(report, report.c.id == publication.c.report_id)
            found.append(
                runs.c.publication_id.in_(of_publisher.where(report.c.publisher_id == self.publisher_id))
            )
        return found


class VersionIds(Protocol):
    """Versions to be read again: ``len`` of them, which need not all be in memory."""

    def __len__(self) -> int:
        """Return how many they are."""

    def __iter__(self) -> Iterator[int]:
        """Yield them."""


class UnreadVersions:
    """The versions in scope that this very parser has not read soundly with the hints that hold.

    In the order of their digests: the same bytes stand together, and formats and portals are mixed. They are
    found a few at a time, as they are asked for; what was read meanwhile is left out. Raises `ReleaseUnknown` for
    a release that read nothing here.
    """

    def __init__(self, engine: Engine, scope: RereadScope, reader: Reader) -> None:
        self._engine, self._scope, self._reader = engine, scope, reader
        self._count = read(engine, self._counted)

    def __len__(self) -> int:
        """Return how many there were at first."""
        return self._count

    def __iter__(self) -> Iterator[int]:
        """Yield them in their order."""
        after = ("", 0)
        while some := read(self._engine, partial(_versions_after, after=after)):
            yield from read(self._engine, partial(self._unread_of, version_ids=[one for _, one in some]))
            after = some[-1]

    def _counted(self, connection: Connection) -> int:
        if self._scope.since_release:
            _require_release(connection, self._scope.since_release)
        query = select(func.count()).select_from(self._unread(standing_runs()).subquery())
        return connection.scalars(query).one()

    def _unread_of(self, connection: Connection, version_ids: list[int]) -> list[int]:
        standing = standing_runs()
        query = self._unread(standing).where(standing.c.version_id.in_(version_ids))
        unread = set(connection.scalars(query).all())
        return [version_id for version_id in version_ids if version_id in unread]

    def _unread(self, standing: Subquery) -> Select[Any]:
        done = (
            select(parse_run.c.version_id)
            .join(parser, parser.c.id == parse_run.c.parser_id)
            .where(
                parser.c.release == self._reader.release,
                parser.c.fingerprint == self._reader.fingerprint,
                parse_run.c.is_fault.is_(False),
                parse_run.c.version_id == standing.c.version_id,
                parse_run.c.hints_digest == standing.c.hints_digest,
            )
        )
        return select(standing.c.version_id).where(~done.exists(), *self._scope.conditions(standing))


def _versions_after(connection: Connection, after: tuple[str, int]) -> list[tuple[str, int]]:
    """Return the next versions in order of the digests of their pages or files."""
    key = version_part.c.sha256, version_part.c.version_id
    query = select(*key).where(version_part.c.ordinal == 0, tuple_(*key) > after)
    return [(row.sha256, row.version_id) for row in connection.execute(query.order_by(*key).limit(FEW))]


def _require_release(connection: Connection, release: str) -> None:
    known = list(connection.scalars(select(parser.c.release).distinct().order_by(parser.c.release)))
    if release not in known:
        message = f"no parser of release {release} read anything here; known are {', '.join(known) or 'none'}"
        raise ReleaseUnknown(message)
