"""A crawl and what the archive knows of a portal: the words that `Archive` speaks with a spider."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from parsers.report import Kind
from storage.capture import CaptureVerdict


class CrawlVerdict(StrEnum):
    """How a whole crawl went. A crawl without one is running, or was killed."""

    COMPLETE = "complete"  # all that was asked for was seen
    PARTIAL = "partial"  # something asked for could not be fetched
    BLOCKED = "blocked"  # the portal turned us away
    CHANGED = "changed"  # the portal no longer looks as its portal file says
    FAILED = "failed"  # the program or the machine broke


@dataclass(frozen=True, slots=True)
class PortalFacts:
    """What the archive keeps of a portal file. ``division_code`` is that of its county, six digits."""

    id: str
    title: str
    base_url: str
    division_code: str | None = None


@dataclass(frozen=True, slots=True)
class Crawl:
    """One crawl of one portal, open until `Archive.finish_crawl`.

    ``is_resumed`` says that an earlier process began it and was killed.
    """

    id: int
    portal_id: str
    mode: str
    arguments: Mapping[str, str]
    started_at: datetime
    is_resumed: bool
    division_code: str | None = None  # of the portal


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A town or department that a page of the portal links to by name: who is there to report.

    ``url`` is its own page, ``list_url`` the page that lists it.
    """

    name: str
    url: str
    list_url: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server told for asking "only if it changed"."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class KnownPublication:
    """What the archive knows of one publication of a portal, for deciding whether to visit it.

    ``etag`` and ``last_modified`` are those of its last *fetched* capture, for a conditional
    request. ``last_verdict`` and ``last_observed_at`` are of its latest observation, None when it
    was never observed.
    """

    url: str
    url_key: str
    kind: Kind
    title: str
    edition: str | None
    unit: str | None
    published_on: date | None
    year: int | None
    parent_url: str | None
    filename: str | None
    etag: str | None
    last_modified: str | None
    last_verdict: CaptureVerdict | None
    last_observed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What `Archive.record` made of a capture.

    ``version_seq`` is the version that the publication shows now, None where nothing readable was
    ever seen (and for listings, robots files). ``is_new_version`` says that this capture brought
    it. The counts are those of its result: cells printed and read, problems of ours, outcomes
    that failed.
    """

    verdict: CaptureVerdict
    sha256: str | None = None
    version_seq: int | None = None
    is_new_publication: bool = False
    is_new_version: bool = False
    is_newly_parsed: bool = False
    form: str | None = None
    readable_cell_count: int = 0
    problem_count: int = 0
    finding_count: int = 0
    members: tuple["Recorded", ...] = ()  # of a bundle

    @property
    def new_version_count(self) -> int:
        """How many new versions came, those of members among them."""
        return self.is_new_version + sum(member.new_version_count for member in self.members)
