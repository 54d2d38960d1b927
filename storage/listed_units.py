"""Keeps whom a portal lists in its navigation, and tells since when and until when it was seen there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from storage.crawl import ListedUnit
from storage.local_days import day_of
from storage.models import portal_unit, unit_sighting
from storage.rows import find_or_insert, insert_unless_there


@dataclass(frozen=True, slots=True)
class UnitSeen:
    """A unit of a portal with the first and the last day in China on which the portal listed it."""

    portal_id: str
    name: str
    first_seen_on: date
    last_seen_on: date


def keep_units(connection: Connection, portal_id: str, crawl_id: int, units: Iterable[ListedUnit]) -> None:
    """Keep that a crawl saw these units listed; keeping it twice changes nothing."""
    for unit in units:
        unit_id, _ = find_or_insert(connection, portal_unit, {"portal_id": portal_id, "name": unit.name})
        row = {
            "unit_id": unit_id,
            "crawl_id": crawl_id,
            "url": unit.url,
            "list_url": unit.list_url,
            "seen_at": unit.seen_at,
        }
        insert_unless_there(connection, unit_sighting, row)


def units_seen(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[UnitSeen, ...]:
    """Return the units of the portals that fit, in order of portal and name."""
    query = (
        select(
            portal_unit.c.portal_id,
            portal_unit.c.name,
            func.min(unit_sighting.c.seen_at).label("first_seen_at"),
            func.max(unit_sighting.c.seen_at).label("last_seen_at"),
        )
        .join(unit_sighting, unit_sighting.c.unit_id == portal_unit.c.id)
        .where(*conditions)
        .group_by(portal_unit.c.portal_id, portal_unit.c.name)
        .order_by(portal_unit.c.portal_id, portal_unit.c.name)
    )
    return tuple(
        UnitSeen(row.portal_id, row.name, day_of(row.first_seen_at), day_of(row.last_seen_at))
        for row in connection.execute(query)
    )
