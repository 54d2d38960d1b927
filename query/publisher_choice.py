"""Which publisher a user means: an id, a canonical name, a short name or a name as printed somewhere.

Names are not unique: more than one answer is never decided silently.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, false, select, true

from query.answers import PublisherAnswer
from storage.models import publisher, publisher_alias, report

PUBLISHER_COLUMNS = (
    publisher.c.id,
    publisher.c.name,
    publisher.c.type,
    publisher.c.division_code,
    publisher.c.is_resolved,
)

NEAR_ENOUGH = 50.0
NEAR_NAMES = 5
FEW = 500  # values in one IN (...): databases limit them


@dataclass(frozen=True, slots=True)
class Candidate:
    """A publisher that a name may mean, with what helps to choose: its printed names and report years."""

    publisher: PublisherAnswer
    aliases: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def short_names(self) -> tuple[str, ...]:
        """Names that leave out what stands above: 昌化镇, 临安区昌化镇 of 杭州-临安区-昌化镇."""
        parts = [re.sub(r"\(\d{4}\)$", "", part) for part in self.publisher.id.split("-")]
        if not self.publisher.is_resolved or len(parts) < 2:
            return (parts[-1],)
        return tuple("".join(parts[start:]) for start in range(len(parts)))

    @property
    def every_name(self) -> tuple[str, ...]:
        """Everything that it is called, the canonical name first."""
        return (self.publisher.name, *self.aliases, *self.short_names, self.publisher.id)


class PublisherUnknown(LookupError):
    """No publisher of the archive has this name; ``near`` are those that are called nearly so."""

    def __init__(self, asked: str, near: tuple[Candidate, ...]) -> None:
        super().__init__(f"no publisher called {asked!r} in this archive")
        self.near = near


class PublisherAmbiguous(LookupError):
    """Several publishers are called so; the user has to say which, by id."""

    def __init__(self, asked: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(f"{asked!r} may mean {len(candidates)} publishers; name one by its id")
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
    candidates = candidates_in(connection, with_years=False)
    wanted = _bare(asked)
    found = _best(candidates, wanted)
    if not found:
        near = _near(candidates, wanted)
        raise PublisherUnknown(asked, tuple(_with_years(connection, near)))
    found = _with_years(connection, found)
    if len(found) > 1 and len({one.publisher.name for one in found}) == 1:
        found = [one for one in found if year in one.years] or found
    if len(found) > 1:
        raise PublisherAmbiguous(asked, tuple(found))
    return found[0]


def publisher_id(connection: Connection, asked: str, year: int | None = None) -> str:
    """Return the id of the one publisher that ``asked`` means; see `choose_publisher`."""
    return choose_publisher(connection, asked, year).publisher.id


def candidates_in(
    connection: Connection, ids: Sequence[str] | None = None, *, with_years: bool = True
) -> list[Candidate]:
    """Return the publishers of these (few) ids, or every one, with their printed names and years of reports."""
    is_asked = true() if ids is None else publisher.c.id.in_(ids)
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
        .where(is_asked if with_years else false())
        .order_by(report.c.year)
    ):
        years[owner].append(year)
    return [Candidate(PublisherAnswer(*row), tuple(aliases[row[0]]), tuple(years[row[0]])) for row in rows]


def _with_years(connection: Connection, found: Sequence[Candidate]) -> list[Candidate]:
    """Return the same publishers with the years of their reports."""
    if len(found) > FEW:  # a name of so many is too short to choose by
        return list(found)
    years = {one.publisher.id: one for one in candidates_in(connection, [one.publisher.id for one in found])}
    return [years[one.publisher.id] for one in found]


def _best(candidates: list[Candidate], wanted: str) -> list[Candidate]:
    """Return those that match in the strictest sense in which any does."""
    senses: tuple[Callable[[Candidate], bool], ...] = (
        lambda one: _bare(one.publisher.id) == wanted,
        lambda one: _bare(one.publisher.name) == wanted,
        lambda one: wanted in map(_bare, (*one.aliases, *one.short_names)),
        lambda one: len(wanted) > 1 and _bare(one.publisher.name).endswith(wanted),
    )
    tiers = ([one for one in candidates if fits(one)] for fits in senses)
    return next((tier for tier in tiers if tier), [])


def _near(candidates: list[Candidate], wanted: str) -> tuple[Candidate, ...]:
    names = [(_bare(name), one) for one in candidates for name in one.every_name]
    found = process.extract(
        wanted, [name for name, _ in names], scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=None
    )
    near = dict.fromkeys(names[position][1] for _, _, position in found)
    return tuple(near)[:NEAR_NAMES]


@lru_cache(maxsize=100_000)  # the same names at every question
def _bare(name: str) -> str:
    """Forget what never tells publishers apart: width of characters, spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
