"""Who reports: every publisher of the archive, with what is needed to resolve those that are not."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from parsers.divisions import known_divisions
from parsers.organs import township_name
from query.answers import PublisherAnswer
from query.publisher_choice import candidates_in
from storage.models import publication, report


@dataclass(frozen=True, slots=True)
class PublisherLine:
    """A publisher with where it was met. ``namesakes`` are the places that an unresolved name may mean."""

    publisher: PublisherAnswer
    aliases: tuple[str, ...]
    years: tuple[int, ...]
    portals: tuple[str, ...]
    urls: tuple[str, ...]
    namesakes: tuple[str, ...]


def list_publishers(connection: Connection, *, only_unresolved: bool = False) -> tuple[PublisherLine, ...]:
    """List publishers by their ids; of those that are not resolved, the pages where they were met."""
    portals, urls = _places(connection)
    return tuple(
        PublisherLine(
            publisher=one.publisher,
            aliases=one.aliases,
            years=one.years,
            portals=tuple(sorted(portals[one.publisher.id])),
            urls=() if one.publisher.is_resolved else tuple(sorted(urls[one.publisher.id])),
            namesakes=() if one.publisher.is_resolved else namesakes(one.publisher.name, one.years),
        )
        for one in sorted(candidates_in(connection), key=lambda one: one.publisher.id)
        if not (only_unresolved and one.publisher.is_resolved)
    )


def namesakes(name: str, years: tuple[int, ...]) -> tuple[str, ...]:
    """Give every place in the country that a printed name is called by, in any of its report years."""
    divisions = known_divisions()
    bare = township_name("".join(name.split()))
    found = (
        divisions.full_name(place, year)
        for year in years or (None,)
        for place in divisions.homonyms(bare, year)
    )
    return tuple(dict.fromkeys(found))


def _places(connection: Connection) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Return the portals and the addresses where each publisher's reports stand."""
    portals: dict[str, set[str]] = defaultdict(set)
    urls: dict[str, set[str]] = defaultdict(set)
    query = select(report.c.publisher_id, publication.c.portal_id, publication.c.url).join(
        publication, publication.c.report_id == report.c.id
    )
    for publisher_id, portal_id, url in connection.execute(query):
        portals[publisher_id].add(portal_id)
        urls[publisher_id].add(url)
    return portals, urls
