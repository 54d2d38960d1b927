"""What happened to reports after they were published: figures and words changed, withdrawn, back again, moved."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, or_, select

from query.answers import PublisherAnswer
from query.cell_changes import Sides, cells_between
from query.diff import CellChange
from query.moments import Moment, end_of, start_of
from query.publisher_choice import PUBLISHER_COLUMNS
from query.shown import FEW
from storage.capture import SETTLED, CaptureVerdict
from storage.models import observation, publication, publisher, report, version


class ChangeKind(StrEnum):
    """What may happen to a publication of a report."""

    FIGURES = "figures"  # other content, and a cell is printed otherwise
    WORDS = "words"  # other content, every cell as before
    REPLACED = "replaced"  # the address shows a report of somebody else, or of another year
    WITHDRAWN = "withdrawn"  # the first visit that found it gone
    REAPPEARED = "reappeared"  # the first visit that found it again
    MOVED = "moved"  # gone here, and the same content stands elsewhere since


ChangeKey = tuple[datetime, str, int]  # when it was seen, the address, the publication
MOST_COMPARED = 500  # transitions that a page looks at


@dataclass(frozen=True, slots=True)
class ChangeSearch:
    """Which changes to list. Everything that is set must hold; the days are those of the visits."""

    kinds: frozenset[ChangeKind] = frozenset(ChangeKind)
    since: Moment | None = None
    until: Moment | None = None
    portal_id: str | None = None
    publisher_id: str | None = None
    years: tuple[int, int] | None = None
    after: ChangeKey | None = None  # only changes after this one; for pages


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one publication, seen between two visits.

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
    after: ChangeKey | None


@dataclass(frozen=True, slots=True)
class _Visit:
    at: datetime
    version_id: int | None  # None: gone
    seq: int | None
    digest: str | None


@dataclass(frozen=True, slots=True)
class _Transition:
    """Two visits to a publication that told different things, one after the other."""

    row: Row[Any]
    before: _Visit
    after: _Visit
    is_last: bool

    @property
    def key(self) -> ChangeKey:
        return self.after.at, self.row.url, self.row.id


def find_changes(connection: Connection, search: ChangeSearch) -> Iterator[Change]:
    """Yield the changes that fit, in the order in which they were seen.

    A portal is visited now and then: something changed between ``seen_before_at`` and ``seen_at``.
    """
    for transition in _transitions(connection, search):
        change = _change(connection, transition)
        if change.kind in search.kinds:
            yield change


def page_of_changes(connection: Connection, search: ChangeSearch, limit: int) -> ChangePage:
    """Return the next ``limit`` changes, fewer where so many are of other kinds that it takes too long."""
    waiting = [
        one for one in _transitions(connection, search) if search.after is None or one.key > search.after
    ]
    found: list[Change] = []
    for place, transition in enumerate(waiting):
        if len(found) == limit or place == MOST_COMPARED:
            return ChangePage(tuple(found), waiting[place - 1].key)
        change = _change(connection, transition)
        if change.kind in search.kinds:
            found.append(change)
    return ChangePage(tuple(found), None)


def _transitions(connection: Connection, search: ChangeSearch) -> list[_Transition]:
    found = (
        _Transition(row, before, after, after is visits[-1])
        for row, visits in _changing(connection, search)
        for before, after in pairwise(visits)
        if _is_within(after.at, search)
    )
    return sorted(found, key=lambda one: one.key)


def _changing(connection: Connection, search: ChangeSearch) -> Iterator[tuple[Row[Any], list[_Visit]]]:
    """Yield the publications of which visits told different things, with the visits that told something new."""
    rows = {row.id: row for row in connection.execute(_publications(search))}
    query = (
        select(
            observation.c.publication_id,
            observation.c.observed_at,
            observation.c.verdict,
            version.c.id,
            version.c.seq,
            version.c.digest,
        )
        .outerjoin(version, version.c.id == observation.c.version_id)
        .where(
            observation.c.publication_id.in_(list(rows) if len(rows) <= FEW else _unsteady()),
            observation.c.verdict.in_([verdict.value for verdict in SETTLED]),
        )
        .order_by(observation.c.publication_id, observation.c.observed_at, observation.c.crawl_id)
    )
    seen: dict[int, list[_Visit]] = defaultdict(list)
    for publication_id, at, verdict, *told in connection.execute(query):
        visits = seen[publication_id]
        visit = _Visit(at, *told)
        if visit.version_id is None and verdict != CaptureVerdict.GONE.value:
            continue
        if not visits and visit.version_id is None:
            continue  # gone before it was ever seen
        if not visits or visits[-1].version_id != visit.version_id:
            visits.append(visit)
    for publication_id, visits in seen.items():
        if publication_id in rows and len(visits) > 1:
            yield rows[publication_id], visits


def _unsteady() -> Select[tuple[int]]:
    """Select the publications with more than one version, or that were gone once."""
    gone = select(observation.c.publication_id).where(observation.c.verdict == CaptureVerdict.GONE.value)
    changed = select(version.c.publication_id).group_by(version.c.publication_id).having(func.count() > 1)
    return select(publication.c.id).where(or_(publication.c.id.in_(gone), publication.c.id.in_(changed)))


def _is_unsteady() -> ColumnElement[bool]:
    """Tell the same of one publication: quicker where few are asked about."""
    gone = exists().where(
        observation.c.publication_id == publication.c.id, observation.c.verdict == CaptureVerdict.GONE.value
    )
    return or_(gone, exists().where(version.c.publication_id == publication.c.id, version.c.seq > 1))


def _publications(search: ChangeSearch) -> Select[Any]:
    query = select(
        publication.c.id,
        publication.c.portal_id,
        publication.c.url,
        publication.c.report_id,
        report.c.year,
        *(column.label(f"publisher_{column.name}") for column in PUBLISHER_COLUMNS),
    )
    query = query.join(report, report.c.id == publication.c.report_id)
    query = query.join(publisher, publisher.c.id == report.c.publisher_id)
    is_narrow = search.publisher_id is not None or search.portal_id is not None
    query = query.where(_is_unsteady() if is_narrow else publication.c.id.in_(_unsteady()))
    if search.portal_id:
        query = query.where(publication.c.portal_id == search.portal_id)
    if search.publisher_id:
        query = query.where(report.c.publisher_id == search.publisher_id)
    return query.where(report.c.year.between(*search.years)) if search.years else query


def _is_within(at: datetime, search: ChangeSearch) -> bool:
    return (search.since is None or at >= start_of(search.since)) and (
        search.until is None or at <= end_of(search.until)
    )


def _change(connection: Connection, transition: _Transition) -> Change:
    row, before, after = transition.row, transition.before, transition.after
    sides, moved_to = None, None
    if after.version_id is None:
        moved_to = _moved_to(connection, row, before) if transition.is_last else None
        kind = ChangeKind.MOVED if moved_to else ChangeKind.WITHDRAWN
    elif before.version_id is None:
        kind = ChangeKind.REAPPEARED
    else:
        sides = cells_between(connection, before.version_id, after.version_id)
        kind = _kind_of(sides)
    return Change(
        kind=kind,
        publisher=PublisherAnswer(*(getattr(row, f"publisher_{one.name}") for one in PUBLISHER_COLUMNS)),
        year=row.year,
        portal_id=row.portal_id,
        url=row.url,
        seen_before_at=before.at,
        seen_at=after.at,
        old_version=before.seq,
        new_version=after.seq,
        cells=sides.changes if sides else (),
        is_same_parser=sides is None or sides.is_same_parser,
        moved_to=moved_to,
    )


def _kind_of(sides: Sides) -> ChangeKind:
    if not sides.is_same_report:
        return ChangeKind.REPLACED
    return ChangeKind.FIGURES if sides.changes else ChangeKind.WORDS


def _moved_to(connection: Connection, row: Row[Any], before: _Visit) -> str | None:
    """Return where the content of what is gone appeared, later than it was last seen here."""
    first_seen = func.min(observation.c.observed_at, type_=observation.c.observed_at.type)
    query = (
        select(publication.c.url)
        .join(version, version.c.publication_id == publication.c.id)
        .join(observation, observation.c.version_id == version.c.id)
        .where(
            publication.c.report_id == row.report_id,
            publication.c.id != row.id,
            version.c.digest == before.digest,
        )
        .group_by(publication.c.id, publication.c.url)
        .having(first_seen > before.at)
        .order_by(first_seen, publication.c.id)
        .limit(1)
    )
    return connection.scalar(query)
