"""How publishers follow one another when divisions change: from the events, each with its date.

A series of figures goes on over a link of kind ``renamed``; over the others it is broken, for the
territory or the authority is another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from parsers.division_events import Event, Named
from parsers.divisions import Division, Divisions, known_divisions
from parsers.publishers import publisher_of_township, resolve

ORGANS: Final = ("人民政府", "政府办公室")  # that every county has


class LinkKind(StrEnum):
    """What became of a publisher."""

    RENAMED = "renamed"  # the same authority under another name
    SUCCESSOR = "successor"  # another territory under the same name, or the same town in another county
    MERGED_INTO = "merged_into"  # its division ended
    SPLIT_FROM = "split_from"  # the later one is new, on land of the earlier one


@dataclass(frozen=True, slots=True)
class Link:
    """One publisher before a change and one after it, by their ids."""

    earlier: str
    later: str
    kind: LinkKind
    effective_on: date
    is_date_known: bool = True  # else the day of the first snapshot that shows the change


def links(
    organs: Iterable[str] = (), codes: Iterable[str] | None = None, *, divisions: Divisions | None = None
) -> tuple[Link, ...]:
    """Give the links of county governments, their offices, the organs named, and towns.

    Of all events, or of those that name one of the ``codes`` of divisions.
    """
    divisions = divisions or known_divisions()
    asked = tuple(dict.fromkeys((*ORGANS, *organs)))
    near = None if codes is None else frozenset(codes)
    events = (event for event in divisions.events.all if near is None or event.codes & near)
    found = (link for event in events for link in _links(event, asked, divisions))
    return tuple(dict.fromkeys(link for link in found if link.earlier != link.later))


def _links(event: Event, organs: tuple[str, ...], divisions: Divisions) -> Iterator[Link]:
    year = event.effective.year
    for before, after, kind in _pairs(event):
        old, new = divisions.find(before.code, year - 1), divisions.find(after.code, year)
        if old is None or new is None:
            continue
        for organ in organs:
            earlier = resolve(organ, year - 1, old.code, divisions=divisions)
            later = resolve(organ, year, new.code, divisions=divisions)
            if earlier.id and later.id and earlier.canonical and later.canonical:
                yield Link(earlier.id, later.id, kind, event.effective, event.is_date_known)
        yield from _towns(old, new, event, divisions)


def _pairs(event: Event) -> Iterator[tuple[Named, Named, LinkKind]]:
    """Give each division before with each after, and what the one is to the other."""
    for before in event.before:
        for after in event.after:
            yield before, after, _kind(event, before, after)
    for origin in event.parts_of:
        for after in event.after:
            yield origin, after, LinkKind.SPLIT_FROM


def _kind(event: Event, before: Named, after: Named) -> LinkKind:
    if event.keeps_territory:
        return LinkKind.RENAMED
    if before == after:
        return LinkKind.SUCCESSOR
    return LinkKind.SPLIT_FROM if before in event.after else LinkKind.MERGED_INTO


def _towns(old: Division, new: Division, event: Event, divisions: Divisions) -> Iterator[Link]:
    """Give the towns that went over to another county under their own name."""
    year = event.effective.year
    arrived = {town.name: town for town in divisions.townships(new, year)}
    for town in divisions.townships(old, year - 1):
        if town.name in arrived:
            earlier = publisher_of_township(town, year - 1, divisions).id
            later = publisher_of_township(arrived[town.name], year, divisions).id
            if earlier and later:
                yield Link(earlier, later, LinkKind.SUCCESSOR, event.effective, event.is_date_known)
