"""Which result a report shows: the rule, and nothing but the rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from parsers.report import Kind

REPORTING = frozenset({Kind.REPORT, Kind.VARIANT})  # kinds of publication that publish a report


@dataclass(frozen=True, slots=True)
class Sighting:
    """One observation of a publication at which some version was there to see."""

    version_id: int
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one publication of a report shows now, and what we read of it.

    ``shown_since`` is when the present content first appeared, counted from the last change.
    """

    publication_id: int
    result_id: int
    kind: Kind
    readable_cell_count: int
    shown_since: datetime


def shown_now(sightings: Iterable[Sighting]) -> Sighting | None:
    """Return the version that a publication shows, with the time since when it has shown it.

    A publication that has gone shows what it showed last. When content A came back after B, it
    has been shown since it came back.
    """
    ordered = sorted(sightings, key=lambda sighting: sighting.observed_at)
    if not ordered:
        return None
    shown = ordered[-1]
    for sighting in reversed(ordered):
        if sighting.version_id != shown.version_id:
            break
        shown = sighting
    return shown


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate that a report shows, None without any.

    In this order: a reading with cells beats one without (a scan, a page that only links a file);
    a publication that is the report beats a variant of it (图解, 图片版); more readable cells beat
    fewer; content that appeared later beats earlier (a correction). What is still equal is decided
    by the publication that was known first, so that looking again never changes the choice.
    """
    return max(candidates, key=_merit, default=None)


def publishes_report(publication_kind: Kind, result_kind: Kind, readable_cells: int) -> bool:
    """Tell whether a publication publishes a report at all.

    Its finder must take it for one; where the document itself says otherwise (a notice with a
    misleading link), filled cells of a national form decide.
    """
    if publication_kind not in REPORTING:
        return False
    return result_kind in REPORTING or readable_cells > 0


def _merit(candidate: Candidate) -> tuple[bool, bool, int, datetime, int]:
    return (
        candidate.readable_cell_count > 0,
        candidate.kind is Kind.REPORT,
        candidate.readable_cell_count,
        candidate.shown_since,
        -candidate.publication_id,
    )
