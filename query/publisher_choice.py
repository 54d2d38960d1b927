"""Which publisher a user means: an id, a canonical name, a short name or a name as printed somewhere.

Names are not unique: more than one answer is never decided silently.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from query.answers import PublisherAnswer
from query.publisher_names import names_in
from storage.models import publisher, publisher_alias, report

PUBLISHER_COLUMNS = (
    publisher.c.id,
    publisher.c.name,
    publisher.c.type,
    publisher.c.division_code,
    publisher.c.is_resolved,
)

FEW = 500  # values in one IN (...): databases limit them


@dataclass(frozen=True, slots=True)
class Candidate:
    """A publisher that a name may mean, with what helps to choose: its printed names and report years."""

    publisher: PublisherAnswer
    aliases: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


class PublisherUnknown(LookupError):
    """No publisher of the archive has this name; ``near`` are those that are called nearly so."""

    def __init__(self, asked: str, near: tuple[Candidate, ...]) -> None:
        super().__init__(f"no publisher called {asked!r} in this archive")
        self.near = near


class PublisherAmbiguous(LookupError):
    """Several publishers are called so; the user has to say which, by id. Of very many only some are candidates."""

    def __init__(self, asked: str, candidates: tuple[Candidate, ...], count: int) -> None:
        super().__init__(f"{asked!r} may mean {count} publishers; name one by its id")
        self.candidates = candidates


def choose_publisher(connection: Connection, asked: str, year: int | None = None) -> Candidate:
    """Find the one publisher that ``asked`` means.

    An id or a canonical name wins over printed and short names, and these over the end of a
    canonical name. Authorities of one canonical name that followed one another (拱墅区 before and
    after 2021) are told apart by ``year``. Raises `PublisherUnknown` or `PublisherAmbiguous`.
    """
    named = candidates_in(connection, [asked])
    if named:
        return named[0]
    names = names_in(connection)
    meant = names.meant_by(asked)
    if not meant:
        near = names.near(asked)
        candidates = sorted(candidates_in(connection, near), key=lambda one: near.index(one.publisher.id))
        raise PublisherUnknown(asked, tuple(candidates))
    found = candidates_in(connection, meant[:FEW])
    if len({one.publisher.name for one in found}) == 1:
        found = [one for one in found if year in one.years] or found
    if len(found) > 1:
        raise PublisherAmbiguous(asked, tuple(found), len(found) if len(meant) <= FEW else len(meant))
    return found[0]


def publisher_id(connection: Connection, asked: str, year: int | None = None) -> str:
    """Return the id of the one publisher that ``asked`` means; see `choose_publisher`."""
    return choose_publisher(connection, asked, year).publisher.id


def candidates_in(connection: Connection, ids: Sequence[str]) -> list[Candidate]:
    """Return the publishers of these (few) ids, in the order of ids, with their printed names and years of reports."""
    is_asked = publisher.c.id.in_(ids)
    rows = connection.execute(select(*PUBLISHER_COLUMNS).where(is_asked).order_by(publisher.c.id)).all()
    if not rows:
        return []
    aliases = defaultdict(list)
    for owner, name in connection.execute(
        select(publisher_alias.c.publisher_id, publisher_alias.c.name)
        .join(publisher, publisher.c.id == publisher_alias.c.publisher_id)
        .where(publisher_alias.c.name != publisher.c.name, is_asked)
        .order_by(publisher_alias.c.name)
    ):
        aliases[owner].append(name)
    years = defaultdict(list)
    for owner, year in connection.execute(
        select(report.c.publisher_id, report.c.year)
        .join(publisher, publisher.c.id == report.c.publisher_id)
        .where(is_asked)
        .order_by(report.c.year)
    ):
        years[owner].append(year)
    return [Candidate(PublisherAnswer(*row), tuple(aliases[row[0]]), tuple(years[row[0]])) for row in rows]
