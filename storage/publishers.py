"""Publishers and their reports: who reports, for which year."""

import unicodedata

from sqlalchemy import Connection, select

from parsers.report import PrintedPublisher
from storage.models import publisher, publisher_alias, report
from storage.rows import find_or_insert, insert_unless_there


def keep_publisher(connection: Connection, printed: PrintedPublisher, *, division_code: str | None) -> str:
    """Keep a publisher and the name under which it was printed; return its id.

    One that the parsers could not resolve gets an id from its printed name and its division
    (``division_code`` is the portal's, where the document tells none), so that nothing is dropped
    and the same name on the same portal is the same publisher until somebody resolves it.
    """
    division = printed.division_code or division_code
    publisher_id = printed.id or unresolved_id(printed.printed, division)
    name = printed.canonical or printed.printed
    row = {
        "id": publisher_id,
        "name": name,
        "type": printed.type,
        "division_code": division,
        "is_resolved": printed.canonical is not None,
    }
    insert_unless_there(connection, publisher, row)
    if printed.printed != name:
        insert_unless_there(
            connection, publisher_alias, {"publisher_id": publisher_id, "name": printed.printed}
        )
    return publisher_id


def keep_report(connection: Connection, publisher_id: str, year: int) -> tuple[int, bool]:
    """Return the id of a publisher's report for a year, and whether it is new."""
    return find_or_insert(connection, report, {"publisher_id": publisher_id, "year": year})


def find_report(connection: Connection, publisher_id: str, year: int) -> int | None:
    """Return the id of a publisher's report for a year, None where none is kept."""
    query = select(report.c.id).where(report.c.publisher_id == publisher_id, report.c.year == year)
    return connection.execute(query).scalar_one_or_none()


def unresolved_id(printed: str, division_code: str | None) -> str:
    """Return the id of a publisher of whom only a printed name is known: ``unresolved-330112-昌化镇``."""
    name = "".join(unicodedata.normalize("NFKC", printed).split())
    return f"unresolved-{division_code or 'nowhere'}-{name}"
