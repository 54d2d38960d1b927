"""What the groups of a series are called: divisions by the country's table, publishers by the archive."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from parsers.divisions import known_divisions
from query.indicators import By
from storage.models import publisher

Group = str | None  # a division code or a publisher's id
FEW = 500  # values in one IN (...): databases limit them


def group_names(connection: Connection, by: By | None, years: Mapping[Group, int]) -> Mapping[Group, str]:
    """Return the name of each group, of a division in the year beside it. What nobody knows has no name."""
    if by is By.PUBLISHER:
        return _publishers(connection, [group for group in years if group])
    found = {group: division_name(group, year) for group, year in years.items() if group}
    return {group: name for group, name in found.items() if name}


def division_name(code: str, year: int | None = None) -> str | None:
    """Return the full name of a division in a year, by a code of two, four, six or nine digits; None if unknown."""
    divisions = known_divisions()
    found = divisions.find(f"{code:0<6}", year)
    return divisions.full_name(found, year) if found else None


def _publishers(connection: Connection, ids: list[str]) -> dict[Group, str]:
    names: dict[Group, str] = {}
    for start in range(0, len(ids), FEW):
        query = select(publisher.c.id, publisher.c.name).where(publisher.c.id.in_(ids[start : start + FEW]))
        names.update((row.id, row.name) for row in connection.execute(query))
    return names
