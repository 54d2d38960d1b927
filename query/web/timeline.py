"""What was seen of a publication, visit by visit, told in stretches: shown, changed, gone, back, blocked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from query.answers import ObservationAnswer, PublicationAnswer


class Event(StrEnum):
    """What a stretch of visits that found the same tells."""

    FIRST = "first"  # seen for the first time
    CHANGED = "changed"  # another content than before
    SAME = "same"  # the same as before visits that could not tell
    BACK = "back"  # there again after it was gone, or again as an earlier version
    NOT_MODIFIED = "not_modified"  # said the portal, and nothing is held from before
    GONE = "gone"
    BLOCKED = "blocked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Seen:
    """Visits one after another that found the same. ``version`` is the name of what they saw, if anything."""

    event: Event
    version: str | None
    first_at: datetime
    last_at: datetime
    visit_count: int
    detail: str | None


def timeline_of(publication: PublicationAnswer) -> Iterator[Seen]:
    """Tell the visits of a publication in stretches, the earliest first."""
    known: set[int] = set()
    before: int | None = None
    was_gone = False
    for (version, verdict), group in groupby(publication.observations, key=_found):
        visits = list(group)
        if version is None:
            event = Event(verdict)
            was_gone = was_gone or event is Event.GONE
        else:
            event = _event(version, before, known, was_gone=was_gone)
            before, was_gone = version, False
            known.add(version)
        yield Seen(
            event,
            f"{publication.number}v{version}" if version is not None else None,
            visits[0].observed_at,
            visits[-1].observed_at,
            len(visits),
            visits[-1].detail,
        )


def _found(visit: ObservationAnswer) -> tuple[int | None, str]:
    """Return what a visit found: a version, whether it was sent again or not; else why there is none."""
    return (None, visit.verdict) if visit.version is None else (visit.version, "")


def _event(version: int, before: int | None, known: set[int], *, was_gone: bool) -> Event:
    if before is None:
        return Event.FIRST
    if was_gone or (version in known and version != before):
        return Event.BACK
    return Event.SAME if version == before else Event.CHANGED
