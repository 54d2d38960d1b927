"""What stands beside a report: other years, other publishers, older versions, and how it was published.

Everything is unknown by default. None says that nobody looked; an empty tuple, that there is nothing.
"""

from dataclasses import dataclass, field
from functools import cached_property

from checks.similarity import Narrative
from parsers.report import ParsedReport


@dataclass(frozen=True)
class Peer:
    """A report of another publisher; ``id`` is the publisher's, ``name`` how a finding calls it."""

    id: str
    name: str
    report: ParsedReport

    @cached_property
    def narrative(self) -> Narrative:
        """Its narrative: a peer stands beside many reports, and is made ready once."""
        return Narrative(self.report)


@dataclass(frozen=True, slots=True)
class Others:
    """The other reports of the same year: how many, and those worth comparing.

    ``alike`` may leave out reports that surely are neither copies nor of the same figures.
    """

    count: int
    alike: tuple[Peer, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The years for which the publisher has a report, and those for which one was looked for.

    ``sought`` are the years that complete crawls covered: elsewhere a missing report says nothing
    about the publisher.
    """

    years: frozenset[int]
    sought: frozenset[int]


@dataclass(frozen=True, slots=True)
class OlderVersion:
    """What the same report said before. Another parser may have read other words in the same bytes."""

    name: str
    report: ParsedReport
    is_same_parser: bool = True


@dataclass(frozen=True, slots=True)
class Sightings:
    """How the report was published. Days are ISO dates, ``page_dates`` those of one content in order.

    ``addresses`` are places of their own: a page and the file that it links are one. ``attachments`` are
    what other files or the page of the same place say. ``gone_on`` is set when no place shows it any more.
    """

    addresses: tuple[str, ...] = ()
    last_seen_on: str | None = None
    gone_on: str | None = None
    page_dates: tuple[str, ...] = ()
    attachments: tuple[ParsedReport, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All that other reports and visits tell about one report.

    ``previous`` is the same publisher's report of the year before, ``earlier`` those before that;
    ``peers`` are publishers of its type in its county and year, ``parts`` the departments and towns under a
    government, ``missing`` those on the roster of its county of which no report was found.
    """

    previous: ParsedReport | None = None
    earlier: tuple[ParsedReport, ...] = ()
    series: Series | None = None
    peers: tuple[Peer, ...] | None = None
    others: Others | None = None
    parts: tuple[Peer, ...] | None = None
    missing: tuple[tuple[str, str], ...] | None = field(default=None)  # (publisher id, name)
    versions: tuple[OlderVersion, ...] | None = None  # the newest last
    sightings: Sightings | None = None


ALONE = Neighbours()
