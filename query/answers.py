"""What the archive answers: frozen values, the same for a terminal, for JSON and for Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from checks.diagnosis import Story
from storage.publishers import KnownPublisher
from storage.review import ReviewState
from storage.tombstone import Tombstone

PublisherAnswer = KnownPublisher


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a list. Without ``result_id`` nothing readable of it is left to show."""

    publisher: PublisherAnswer
    year: int
    title: str | None
    form: str | None
    portals: tuple[str, ...]
    publication_count: int
    version_count: int
    cell_count: int
    readable_cell_count: int
    finding_count: int
    problem_count: int
    report_id: int
    result_id: int | None
    snippet: str | None = None
    published_on: date | None = None  # its earliest publication
    is_published_on_told: bool = False  # by the portal; else it is the day in China on which we saw it first


@dataclass(frozen=True, slots=True)
class ReportList:
    """Reports found. ``total`` counts also those beyond the limit that was asked for."""

    total: int
    reports: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class ObservationAnswer:
    """A dated sighting of a version, or of its absence (then ``version`` is None)."""

    observed_at: datetime
    verdict: str
    version: int | None
    crawl_id: int
    status: int | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """One file of a version: the page or document itself, or a picture that it needs.

    ``withdrawn`` says when and why its bytes were replaced by a tombstone.
    """

    role: str
    url: str
    media_type: str | None
    sha256: str
    byte_count: int
    withdrawn: Tombstone | None = None


@dataclass(frozen=True, slots=True)
class VersionAnswer:
    """One distinct content of a publication. ``name`` ("1v2") says it among all of a report."""

    name: str
    version: int
    digest: str
    sha256: str | None
    media_type: str | None
    byte_count: int
    first_seen_at: datetime | None
    last_seen_at: datetime | None
    observation_count: int
    form: str | None
    readable_cell_count: int
    finding_count: int
    problem_count: int
    is_shown: bool
    parts: tuple[PartAnswer, ...]
    version_id: int
    result_id: int | None


@dataclass(frozen=True, slots=True)
class PublicationAnswer:
    """One place where a portal publishes a report, with all that was ever seen there."""

    number: int
    portal_id: str
    portal_title: str
    url: str
    kind: str
    edition: str | None
    title: str
    filename: str | None
    parent_url: str | None
    published_on: date | None
    versions: tuple[VersionAnswer, ...]
    observations: tuple[ObservationAnswer, ...]

    @property
    def last_verdict(self) -> str | None:
        """What the last visit found, None when it was never visited."""
        return self.observations[-1].verdict if self.observations else None


@dataclass(frozen=True, slots=True)
class VersionsAnswer:
    """Every version of every publication of one report."""

    publisher: PublisherAnswer
    year: int
    publications: tuple[PublicationAnswer, ...]


@dataclass(frozen=True, slots=True)
class CellsAnswer:
    """The cells of one report, each the very object that `gongkai parse` prints."""

    publisher: PublisherAnswer
    year: int
    form: str | None
    sha256: str | None
    version: str | None
    cells: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class FindingAnswer:
    """A check that failed on a report, alone or beside other reports, and what people decided about it."""

    publisher: PublisherAnswer
    year: int
    check: str
    member: str | None
    severity: str
    left: str | None
    right: str | None
    assumed_zero: bool
    cells: tuple[str, ...]
    quotes: tuple[str, ...]
    message_zh: str
    message_en: str
    review: ReviewState = ReviewState.OPEN
    note: str | None = None  # of the decision that holds
    result_ids: tuple[int, ...] = ()  # other results that it rests on


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """One report in full. ``document`` is the object of `gongkai parse` for the version shown.

    ``beside`` are the findings that look at other reports and visits, ``stories`` tell findings of the
    document that have one cause. ``version`` ("1v2") is that of the document.
    """

    publisher: PublisherAnswer
    aliases: tuple[str, ...]
    year: int
    publications: tuple[PublicationAnswer, ...]
    document: Mapping[str, Any] | None
    shown_because: str | None
    shown_since: datetime | None
    beside: tuple[FindingAnswer, ...] = ()
    stories: tuple[Story, ...] = ()
    version: str | None = None

    @property
    def versions(self) -> tuple[VersionAnswer, ...]:
        """Every version of every publication, in the order of their names."""
        return tuple(one for publication in self.publications for one in publication.versions)

    @property
    def read_version(self) -> VersionAnswer | None:
        """The version that the document is of; None where nothing readable of the report is left."""
        return next((one for one in self.versions if one.name == self.version), None)


@dataclass(frozen=True, slots=True)
class CrawlAnswer:
    """One crawl of one portal. Without a verdict it is running, or was killed."""

    id: int
    portal_id: str
    portal_title: str
    mode: str
    arguments: Mapping[str, Any]
    code_release: str
    started_at: datetime
    finished_at: datetime | None
    verdict: str | None
    reasons: tuple[str, ...]
    counts: Mapping[str, Any]
    columns: Mapping[str, Any]
    capture_counts: Mapping[str, int]
    alarms: tuple[Mapping[str, str], ...] = ()  # kind and message
