"""Who reports: every publisher of the archive, with what is needed to resolve those that are not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, select

from parsers.divisions import known_divisions
from parsers.organs import township_name
from query.answers import PublisherAnswer
from query.publisher_choice import Candidate, candidates_in
from query.shown import in_division, in_parts
from storage.models import publication, publisher, publisher_alias, report


@dataclass(frozen=True, slots=True)
class PublisherLine:
    """A publisher with where it was met. ``namesakes`` are the places that an unresolved name may mean."""

    publisher: PublisherAnswer
    aliases: tuple[str, ...]
    years: tuple[int, ...]
    portals: tuple[str, ...]
    urls: tuple[str, ...]
    namesakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublisherSearch:
    """Which publishers to list. Everything that is set must hold."""

    name: str = ""  # stands in its name, or in one as printed
    division_code: str | None = None  # takes in all below it: 330000 is a province
    year: int | None = None  # it has a report of this year
    only_unresolved: bool = False
    after: str | None = None  # only publishers after this one


@dataclass(frozen=True, slots=True)
class PublisherPage:
    """Some publishers, by their ids. ``after`` asks for the next; None: there is none."""

    publishers: tuple[PublisherLine, ...]
    after: str | None


def list_publishers(connection: Connection, *, only_unresolved: bool = False) -> tuple[PublisherLine, ...]:
    """List publishers by their ids; of those that are not resolved, the pages where they were met."""
    return tuple(each_publisher(connection, only_unresolved=only_unresolved))


def each_publisher(connection: Connection, *, only_unresolved: bool = False) -> Iterator[PublisherLine]:
    """Yield the publishers of `list_publishers` as they are asked for: few of them are held."""
    query = select(publisher.c.id).where(*_conditions(PublisherSearch(only_unresolved=only_unresolved)))
    for rows in in_parts(connection, query.order_by(publisher.c.id)):
        yield from publishers_named(connection, [row.id for row in rows])


def page_of_publishers(connection: Connection, search: PublisherSearch, limit: int) -> PublisherPage:
    """List at most ``limit`` (a few hundred) publishers, by their ids."""
    query = select(publisher.c.id).where(*_conditions(search)).order_by(publisher.c.id).limit(limit + 1)
    ids = list(connection.scalars(query))
    lines = publishers_named(connection, ids[:limit])
    return PublisherPage(lines, ids[limit - 1] if len(ids) > limit else None)


def _conditions(search: PublisherSearch) -> Iterator[ColumnElement[bool]]:
    if search.after is not None:
        yield publisher.c.id > search.after
    if search.only_unresolved:
        yield ~publisher.c.is_resolved
    if search.name:
        printed = publisher_alias.c.name.contains(search.name, autoescape=True)
        aliases = select(publisher_alias.c.publisher_id).where(printed)
        yield publisher.c.name.contains(search.name, autoescape=True) | publisher.c.id.in_(aliases)
    if search.year is not None:
        yield exists().where(report.c.publisher_id == publisher.c.id, report.c.year == search.year)
    if search.division_code:
        yield in_division(search.division_code)


def publishers_named(connection: Connection, ids: Sequence[str]) -> tuple[PublisherLine, ...]:
    """List the publishers of these (few) ids."""
    return _lines(candidates_in(connection, ids), *_places(connection, ids))


def _lines(
    candidates: Iterable[Candidate], portals: Mapping[str, set[str]], urls: Mapping[str, set[str]]
) -> tuple[PublisherLine, ...]:
    return tuple(
        PublisherLine(
            publisher=one.publisher,
            aliases=one.aliases,
            years=one.years,
            portals=tuple(sorted(portals[one.publisher.id])),
            urls=() if one.publisher.is_resolved else tuple(sorted(urls[one.publisher.id])),
            namesakes=() if one.publisher.is_resolved else namesakes(one.publisher.name, one.years),
        )
        for one in candidates
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


def _places(
    connection: Connection, ids: Sequence[str]
) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Return the portals and the addresses where each publisher's reports stand."""
    portals: dict[str, set[str]] = defaultdict(set)
    urls: dict[str, set[str]] = defaultdict(set)
    query = (
        select(report.c.publisher_id, publication.c.portal_id, publication.c.url)
        .join(publication, publication.c.report_id == report.c.id)
        .where(report.c.publisher_id.in_(ids))
    )
    for publisher_id, portal_id, url in connection.execute(query):
        portals[publisher_id].add(portal_id)
        urls[publisher_id].add(url)
    return portals, urls
