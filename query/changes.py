"""What happened to reports after they were published: figures and words changed, withdrawn, back again, moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, select

from query.answers import PublisherAnswer
from query.cell_changes import Sides, cells_between
from query.diff import CellChange
from query.moments import Moment
from query.publisher_choice import PUBLISHER_COLUMNS
from query.transitions import Shape, TransitionKey, TransitionSearch, find_transitions
from storage.models import observation, publication, version


class ChangeKind(StrEnum):
    """What may happen to a publication of a report."""

    FIGURES = "figures"  # other content, and a cell is printed otherwise
    WORDS = "words"  # other content, every cell as before
    REPLACED = "replaced"  # the address shows a report of somebody else, or of another year
    WITHDRAWN = "withdrawn"  # the first visit that found it gone
    REAPPEARED = "reappeared"  # the first visit that found it again
    MOVED = "moved"  # gone here, and the same content stands elsewhere since


SHAPES = {
    ChangeKind.FIGURES: Shape.OTHER,
    ChangeKind.WORDS: Shape.OTHER,
    ChangeKind.REPLACED: Shape.OTHER,
    ChangeKind.WITHDRAWN: Shape.GONE,
    ChangeKind.MOVED: Shape.GONE,
    ChangeKind.REAPPEARED: Shape.BACK,
}
MOST_COMPARED = 100  # transitions that a page looks at
AT_ONCE = 50  # transitions of which the cells are compared together


@dataclass(frozen=True, slots=True)
class ChangeSearch:
    """Which changes to list. Everything that is set must hold; the days are those of the visits."""

    kinds: frozenset[ChangeKind] = frozenset(ChangeKind)
    since: Moment | None = None
    until: Moment | None = None
    portal_id: str | None = None
    publisher_id: str | None = None
    years: tuple[int, int] | None = None
    after: TransitionKey | None = None  # only changes after this one; for pages


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one publication, seen between two visits: what was before was last seen at ``seen_before_at``.

    ``old_version`` and ``new_version`` are numbers of its versions; ``cells`` are printed otherwise since.
    ``is_same_parser`` is false where the two were not read by the same parser: what differs may be ours.
    ``moved_to`` is where the content stands now.
    """

    kind: ChangeKind
    publisher: PublisherAnswer
    year: int
    portal_id: str
    url: str
    seen_before_at: datetime
    seen_at: datetime
    old_version: int | None
    new_version: int | None
    cells: tuple[CellChange, ...] = ()
    is_same_parser: bool = True
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Some changes, in the order in which they were seen. ``after`` asks for the next; None: there is none."""

    changes: tuple[Change, ...]
    after: TransitionKey | None


def find_changes(connection: Connection, search: ChangeSearch) -> Iterator[Change]:
    """Yield the changes that fit, in the order in which they were seen.

    A portal is visited now and then: something changed between ``seen_before_at`` and ``seen_at``.
    """
    found = find_transitions(connection, _transitions(search))
    return (change for _, change in _changes(connection, found) if change.kind in search.kinds)


def page_of_changes(connection: Connection, search: ChangeSearch, limit: int) -> ChangePage:
    """Return the next ``limit`` changes, fewer where so many are of other kinds that it takes too long."""
    asked = _transitions(search)
    is_told = all(SHAPES[kind] not in asked.shapes for kind in frozenset(ChangeKind) - search.kinds)
    most = limit if is_told else MOST_COMPARED  # else which kind it is nobody knows before it is compared
    found = find_transitions(connection, asked, most + 1)
    changes: list[Change] = []
    for transition, change in _changes(connection, found[:most]):
        if change.kind in search.kinds:
            changes.append(change)
        if len(changes) == limit:
            return ChangePage(tuple(changes), None if transition is found[-1] else _key(transition))
    return ChangePage(tuple(changes), _key(found[most - 1]) if len(found) > most else None)


def _transitions(search: ChangeSearch) -> TransitionSearch:
    return TransitionSearch(
        shapes=frozenset(SHAPES[kind] for kind in search.kinds),
        since=search.since,
        until=search.until,
        portal_id=search.portal_id,
        publisher_id=search.publisher_id,
        years=search.years,
        after=search.after,
    )


def _key(transition: Row[Any]) -> TransitionKey:
    return transition.seen_at, transition.url, transition.id


def _changes(connection: Connection, transitions: Sequence[Row[Any]]) -> Iterator[tuple[Row[Any], Change]]:
    for start in range(0, len(transitions), AT_ONCE):
        some = transitions[start : start + AT_ONCE]
        pairs = [(row.old_version_id, row.new_version_id) for row in some]
        compared = cells_between(connection, [pair for pair in pairs if None not in pair])
        for row, pair in zip(some, pairs, strict=True):
            yield row, _change(connection, row, compared.get(pair))


def _change(connection: Connection, row: Row[Any], sides: Sides | None) -> Change:
    """Tell what happened; without ``sides`` nothing was there, before or after."""
    moved_to = None
    if sides is not None:
        kind = _kind_of(sides)
    elif row.new_version_id is not None:
        kind = ChangeKind.REAPPEARED
    else:
        moved_to = _moved_to(connection, row)
        kind = ChangeKind.MOVED if moved_to else ChangeKind.WITHDRAWN
    return Change(
        kind=kind,
        publisher=PublisherAnswer(*(getattr(row, f"publisher_{one.name}") for one in PUBLISHER_COLUMNS)),
        year=row.year,
        portal_id=row.portal_id,
        url=row.url,
        seen_before_at=row.before_at,
        seen_at=row.seen_at,
        old_version=row.old_seq,
        new_version=row.new_seq,
        cells=sides.changes if sides else (),
        is_same_parser=sides is None or sides.is_same_parser,
        moved_to=moved_to,
    )


def _kind_of(sides: Sides) -> ChangeKind:
    if not sides.is_same_report:
        return ChangeKind.REPLACED
    return ChangeKind.FIGURES if sides.changes else ChangeKind.WORDS


def _moved_to(connection: Connection, row: Row[Any]) -> str | None:
    """Return where the content of what is gone for good appeared, later than it was first seen here."""
    seen_at = observation.c.observed_at
    first_seen = func.min(seen_at, type_=seen_at.type)
    here = select(first_seen).where(observation.c.publication_id == row.id)
    if connection.scalar(here.where(observation.c.version_id.is_not(None), seen_at > row.seen_at)):
        return None  # it came back
    query = (
        select(publication.c.url)
        .join(version, version.c.publication_id == publication.c.id)
        .join(observation, observation.c.version_id == version.c.id)
        .where(
            publication.c.report_id == row.report_id,
            publication.c.id != row.id,
            version.c.digest == row.old_digest,
        )
        .group_by(publication.c.id, publication.c.url)
        .having(first_seen > connection.scalar(here.where(observation.c.version_id == row.old_version_id)))
        .order_by(first_seen, publication.c.id)
        .limit(1)
    )
    return connection.scalar(query)
