"""Publishers and their reports: who reports, for which year."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from parsers.report import PrintedPublisher
from storage.models import publisher, publisher_alias, report, result
from storage.rows import insert_or_find, insert_unless_there


@dataclass(frozen=True, slots=True)
class KnownPublisher:
    """A publisher: its stable id, canonical name and dated division."""

    id: str
    name: str
    type: str | None
    division_code: str | None
    is_resolved: bool


_PUBLISHER = select(publisher).where(publisher.c.id == bindparam("publisher"))


def keep_publisher(
    connection: Connection, printed: PrintedPublisher, year: int | None = None, *, division_code: str | None
) -> str:
    """Keep a publisher and the names under which it was printed; return its id.

    One that the parsers could not resolve gets an id from its printed name and its division
    (``division_code`` is the portal's, where the document tells none), so that nothing is dropped
    and the same name on the same portal is the same publisher until somebody resolves it.

    It is called by the canonical name of its latest ``year``, whatever is read first: 昌化镇 of 临安市 in a
    report of 2016 is that of 临安区 since 2017. The other names stay as aliases.
    """
    division = printed.division_code or division_code
    publisher_id = printed.id or unresolved_id(printed.printed, division)
    name = printed.canonical or printed.printed
    facts = {
        "name": name,
        "type": printed.type,
        "division_code": division,
        "is_resolved": printed.canonical is not None,
    }
    if not insert_unless_there(connection, publisher, {"id": publisher_id, **facts}):
        held = connection.execute(_PUBLISHER, {"publisher": publisher_id}).one()
        is_known = all(getattr(held, column) == value for column, value in facts.items())
        if not is_known and printed.canonical is not None and _is_older(connection, held, year):
            connection.execute(update(publisher).where(publisher.c.id == publisher_id).values(facts))
            _keep_alias(connection, publisher_id, held.name, name)
        elif not is_known:
            _keep_alias(connection, publisher_id, name, held.name)
            name = held.name
    _keep_alias(connection, publisher_id, printed.printed, name)
    return publisher_id


def _is_older(connection: Connection, held: Row[Any], year: int | None) -> bool:
    """Whether what is held of a publisher comes from no later year than this."""
    if not held.is_resolved:
        return True
    newest = connection.scalar(select(func.max(result.c.year)).where(result.c.publisher_id == held.id))
    return newest is None or (year is not None and year >= newest)


def _keep_alias(connection: Connection, publisher_id: str, alias: str, name: str) -> None:
    if alias != name:
        insert_unless_there(connection, publisher_alias, {"publisher_id": publisher_id, "name": alias})


def keep_report(connection: Connection, publisher_id: str, year: int) -> tuple[int, bool]:
    """Return the id of a publisher's report for a year, and whether it is new."""
    return insert_or_find(connection, report, {"publisher_id": publisher_id, "year": year})


def find_report(connection: Connection, publisher_id: str, year: int) -> int | None:
    """Return the id of a publisher's report for a year, None where none is kept."""
    query = select(report.c.id).where(report.c.publisher_id == publisher_id, report.c.year == year)
    return connection.execute(query).scalar_one_or_none()


def unresolved_id(printed: str, division_code: str | None) -> str:
    """Return the id of a publisher of whom only a printed name is known: ``unresolved-330112-昌化镇``."""
    name = "".join(unicodedata.normalize("NFKC", printed).split())
    return f"unresolved-{division_code or 'nowhere'}-{name}"
