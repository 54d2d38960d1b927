"""Readings that wait: kept, but shown only once somebody accepts what they change."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, select, update

from storage.models import (
    parse_run,
    parser,
    portal,
    proposal,
    publication,
    publisher,
    report,
    result,
    version,
)
from storage.reader import Reader
from storage.reading_change import ReadingChange, reading_change
from storage.reports import renew_report
from storage.reread_scope import RereadScope
from storage.result_document import unpack
from storage.rows import insert_unless_there
from storage.shown import FEW
from storage.standing import standing_runs
from storage.unit_of_work import read, run_in_transaction


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reading that waits: of which version of which publication, and what it changes."""

    version_id: int
    url: str
    version: int
    publisher: str | None
    year: int | None
    change: ReadingChange


def propose(
    connection: Connection, version_id: int, hints_digest: str, *, reader: Reader, now: datetime
) -> None:
    """Let a parse run that was just kept wait for acceptance. One that was proposed before stays so."""
    named = select(parser.c.id).where(
        parser.c.release == reader.release, parser.c.fingerprint == reader.fingerprint
    )
    key = {"version_id": version_id, "parser_id": connection.scalar(named), "hints_digest": hints_digest}
    insert_unless_there(connection, proposal, {**key, "proposed_at": now})


def waiting(engine: Engine, scope: RereadScope, reader: Reader) -> Iterator[Proposal]:
    """Yield what these parsers proposed and nobody accepted yet, with the difference to what is shown."""
    for row in _each_waiting(engine, scope, reader):
        yield read(engine, partial(_told, row=row))


def accept(engine: Engine, scope: RereadScope, reader: Reader, clock: Callable[[], datetime]) -> int:
    """Show what these parsers proposed, version by version; return of how many."""
    count = 0
    for row in _each_waiting(engine, scope, reader):
        run_in_transaction(engine, partial(_accept, row=row, clock=clock))
        count += 1
    return count


def _each_waiting(engine: Engine, scope: RereadScope, reader: Reader) -> Iterator[Row[Any]]:
    """Yield them in order of their versions, looked up for a few versions at a time."""
    after = 0
    while version_ids := read(engine, partial(_versions_after, after=after)):
        query = _waiting(scope, reader, version_ids)
        yield from read(engine, partial(_rows, query=query))
        after = version_ids[-1]


def _versions_after(connection: Connection, after: int) -> Sequence[int]:
    """Return the next versions of which any reading waits."""
    query = select(proposal.c.version_id).where(
        proposal.c.accepted_at.is_(None), proposal.c.version_id > after
    )
    return connection.scalars(query.distinct().order_by(proposal.c.version_id).limit(FEW)).all()


def _rows(connection: Connection, query: Select[Any]) -> Sequence[Row[Any]]:
    return connection.execute(query).all()


def _waiting(scope: RereadScope, reader: Reader, version_ids: Sequence[int]) -> Select[Any]:
    standing = standing_runs()
    same = [parse_run.c[name] == proposal.c[name] for name in ("version_id", "parser_id", "hints_digest")]
    return (
        select(
            *(column for column in proposal.c if column.name != "accepted_at"),
            parse_run.c.result_id,
            standing.c.result_id.label("standing_id"),
            standing.c.publication_id,
            version.c.seq,
            publication.c.url,
            portal.c.division_code,
            publisher.c.name,
            report.c.year,
        )
        .join(parse_run, same[0] & same[1] & same[2])
        .join(parser, parser.c.id == proposal.c.parser_id)
        .join(standing, standing.c.version_id == proposal.c.version_id)
        .join(version, version.c.id == proposal.c.version_id)
        .join(publication, publication.c.id == version.c.publication_id)
        .join(portal, portal.c.id == publication.c.portal_id)
        .outerjoin(report, report.c.id == publication.c.report_id)
        .outerjoin(publisher, publisher.c.id == report.c.publisher_id)
        .where(
            standing.c.version_id.in_(version_ids),
            proposal.c.accepted_at.is_(None),
            parser.c.release == reader.release,
            parser.c.fingerprint == reader.fingerprint,
            parse_run.c.result_id != standing.c.result_id,
            *scope.conditions(standing),
        )
        .order_by(proposal.c.version_id, proposal.c.hints_digest)
    )


def _told(connection: Connection, row: Row[Any]) -> Proposal:
    documents = dict(
        connection.execute(
            select(result.c.id, result.c.document).where(result.c.id.in_([row.standing_id, row.result_id]))
        ).all()
    )
    change = reading_change(unpack(documents[row.standing_id]), unpack(documents[row.result_id]))
    return Proposal(row.version_id, row.url, row.seq, row.name, row.year, change)


def _accept(connection: Connection, row: Row[Any], clock: Callable[[], datetime]) -> None:
    now = clock()
    connection.execute(
        update(proposal)
        .where(
            proposal.c.version_id == row.version_id,
            proposal.c.parser_id == row.parser_id,
            proposal.c.hints_digest == row.hints_digest,
            proposal.c.accepted_at.is_(None),
        )
        .values(accepted_at=now)
    )
    renew_report(connection, row.publication_id, division_code=row.division_code, now=now)
