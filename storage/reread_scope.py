"""Which versions are to be read again: those asked for that these parsers have not read."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Subquery, func, select

from storage.models import parse_run, parser, publication, report, version_part
from storage.reader import Reader
from storage.standing import standing_runs


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


def unread_versions(connection: Connection, scope: RereadScope, reader: Reader) -> list[int]:
    """Return the versions in scope that this very parser has not read soundly with the hints that hold.

    In the order of their digests: the same bytes stand together, and formats and portals are mixed. Raises `ReleaseUnknown` for a release that read nothing here.
    """
    if scope.since_release:
        _require_release(connection, scope.since_release)
    standing = standing_runs()
    done = (
        select(parse_run.c.version_id)
        .join(parser, parser.c.id == parse_run.c.parser_id)
        .where(
            parser.c.release == reader.release,
            parser.c.fingerprint == reader.fingerprint,
            parse_run.c.is_fault.is_(False),
            parse_run.c.version_id == standing.c.version_id,
            parse_run.c.hints_digest == standing.c.hints_digest,
        )
    )
    main = (version_part.c.version_id == standing.c.version_id) & (version_part.c.ordinal == 0)
    query = (
        select(standing.c.version_id)
        .join(version_part, main)
        .where(~done.exists(), *scope.conditions(standing))
        .order_by(version_part.c.sha256, standing.c.version_id)
    )
    return list(connection.scalars(query))


def _require_release(connection: Connection, release: str) -> None:
    known = list(connection.scalars(select(parser.c.release).distinct().order_by(parser.c.release)))
    if release not in known:
        message = f"no parser of release {release} read anything here; known are {', '.join(known) or 'none'}"
        raise ReleaseUnknown(message)
