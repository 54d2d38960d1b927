"""A publisher in full: what it is called, since when, its reports, and who was there before and after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, select

from parsers.publisher_links import Link, links
from parsers.publishers import organ_of
from query.answers import PublisherAnswer
from query.group_names import division_name
from query.moments import Moment
from query.publisher_choice import choose_publisher
from query.publisher_list import publishers_named
from query.shown import publishers_of, shown_results
from storage.lineage import lineage
from storage.models import publisher, result


@dataclass(frozen=True, slots=True)
class LinkedPublisher:
    """A publisher before or after this one; ``name`` is None where the archive has no report of it."""

    id: str
    name: str | None
    kind: str  # `parsers.publisher_links.LinkKind`
    effective_on: date
    is_date_known: bool


@dataclass(frozen=True, slots=True)
class ReportOfYear:
    """One report of the series, perhaps under the id of another name. Without ``form`` nothing is readable."""

    publisher_id: str
    year: int
    form: str | None
    title: str | None
    finding_count: int
    problem_count: int


@dataclass(frozen=True, slots=True)
class PublisherHistory:
    """A publisher with its series of reports over renamings, and its links over mergers."""

    publisher: PublisherAnswer
    aliases: tuple[str, ...]
    division_name: str | None
    valid_from_on: date | None
    valid_to_on: date | None
    portals: tuple[str, ...]
    namesakes: tuple[str, ...]  # of one that is not resolved: the places that its name may mean
    reports: tuple[ReportOfYear, ...]
    earlier: tuple[LinkedPublisher, ...]
    later: tuple[LinkedPublisher, ...]


def history_of(connection: Connection, asked: str, as_of: Moment | None = None) -> PublisherHistory:
    """Tell all of a publisher. Raises as `query.publisher_choice.choose_publisher` does."""
    owner = choose_publisher(connection, asked).publisher
    (line,) = publishers_named(connection, [owner.id])
    dates = connection.execute(
        select(publisher.c.valid_from_on, publisher.c.valid_to_on).where(publisher.c.id == owner.id)
    ).one()
    reports = tuple(map(_report, connection.execute(_reports(owner, as_of))))
    near = _links(owner.name, owner.division_code)
    ids = {one for link in near for one in (link.earlier, link.later)}
    names = {one: held.name for one, held in publishers_of(connection, ids).items()}
    return PublisherHistory(
        publisher=owner,
        aliases=line.aliases,
        division_name=division_name(owner.division_code) if owner.division_code else None,
        valid_from_on=dates.valid_from_on,
        valid_to_on=dates.valid_to_on,
        portals=line.portals,
        namesakes=line.namesakes,
        reports=reports,
        earlier=tuple(_linked(link.earlier, link, names) for link in near if link.later == owner.id),
        later=tuple(_linked(link.later, link, names) for link in near if link.earlier == owner.id),
    )


def series_ids(owner: PublisherAnswer) -> Sequence[str]:
    """Return the ids under which a series of figures goes on: those of a renamed authority."""
    return sorted(lineage(owner.id, owner.name, owner.division_code))


def _reports(owner: PublisherAnswer, as_of: Moment | None) -> Any:  # noqa: ANN401  # a Select of seven columns
    shown = shown_results(as_of)
    return (
        select(
            shown.c.publisher_id,
            shown.c.year,
            result.c.form,
            result.c.title,
            result.c.finding_count,
            result.c.problem_count,
        )
        .outerjoin(result, result.c.id == shown.c.result_id)
        .where(shown.c.publisher_id.in_(series_ids(owner)))
        .order_by(shown.c.year, shown.c.publisher_id)
    )


def _report(row: Row[Any]) -> ReportOfYear:
    return ReportOfYear(
        row.publisher_id, row.year, row.form, row.title, row.finding_count or 0, row.problem_count or 0
    )


@lru_cache(maxsize=4096)
def _links(name: str, division_code: str | None) -> tuple[Link, ...]:
    if not division_code:
        return ()
    organ = organ_of(name, division_code)
    return tuple(_unique(links((organ,) if organ else (), codes={division_code[:6]})))


def _unique(found: Sequence[Link]) -> Iterator[Link]:
    yield from sorted(dict.fromkeys(found), key=lambda link: (link.effective_on, link.earlier, link.later))


def _linked(other: str, link: Link, names: dict[str, str]) -> LinkedPublisher:
    return LinkedPublisher(other, names.get(other), link.kind.value, link.effective_on, link.is_date_known)
