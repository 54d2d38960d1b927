"""How much the archive holds, in numbers that cost next to nothing to count."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from storage.models import portal, publisher, report, version


@dataclass(frozen=True, slots=True)
class ArchiveSize:
    """Counts of everything that was ever kept: what was withdrawn or could not be read is counted too."""

    report_count: int
    publisher_count: int
    portal_count: int
    version_count: int


def size_of(connection: Connection) -> ArchiveSize:
    """Count."""
    return ArchiveSize(*(_count(connection, table) for table in (report, publisher, portal, version)))


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
