"""Whom portals list: the towns and departments in their navigation, and when each was seen there."""

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from storage.columns import Timestamp, primary, reference
from storage.models.schema import metadata

# Which publisher a unit is follows from its name, the portal's division and the year: it is resolved on
# reading, and stays here under its own name where nobody resolves it.
portal_unit = Table(
    "portal_unit",
    metadata,
    primary(),
    reference("portal_id", "portal.id"),
    Column("name", Text, nullable=False),  # as the link to its page says
    UniqueConstraint("portal_id", "name"),
)

unit_sighting = Table(
    "unit_sighting",
    metadata,
    reference("unit_id", "portal_unit.id"),
    reference("crawl_id", "crawl.id", index=True),
    Column("url", Text, nullable=False),  # its own page
    Column("list_url", Text, nullable=False),  # the page that lists it
    Column("seen_at", Timestamp, nullable=False),
    PrimaryKeyConstraint("unit_id", "crawl_id"),
)
