"""What a crawl may claim: complete, or why not. ``scrapy crawl`` alone exits 0 when everything failed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from crawler.alarms import LISTED, Alarm, Seen
from crawler.visits import HTML_AS_DOCUMENT
from storage.capture import Capture, CaptureRole, CaptureVerdict
from storage.crawl import CrawlVerdict
from storage.url_key import url_key

SHOWN_REASONS = 12


EXIT_CODES = {
    CrawlVerdict.COMPLETE: 0,
    CrawlVerdict.FAILED: 1,
    CrawlVerdict.PARTIAL: 3,
    CrawlVerdict.BLOCKED: 4,
    CrawlVerdict.CHANGED: 5,
}


@dataclass(frozen=True, slots=True)
class ColumnVerdict:
    """What the walk of one column came to, with the rows seen and the rows that the portal states."""

    name: str
    url: str
    verdict: CrawlVerdict
    reason: str | None = None
    rows: int = 0
    total: int | None = None


@dataclass(slots=True)
class RunReport:
    """Everything that decides the verdict of a run, and a page of text that says it."""

    portal: str
    mode: str
    columns: list[ColumnVerdict] = field(default_factory=list)
    captures: Counter[tuple[CaptureRole, CaptureVerdict]] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    shortfalls: list[str] = field(default_factory=list)
    is_cut_off: bool = False  # before everything was asked for
    near_misses: dict[str, str] = field(default_factory=dict)  # title -> address
    new_versions: int = 0
    listed: frozenset[str] = frozenset()  # url_keys of the reports in the lists
    found: dict[str, CaptureVerdict] = field(default_factory=dict)  # of publications, by url_key
    html_documents: list[str] = field(default_factory=list)
    alarms: tuple[Alarm, ...] = ()

    def count(self, capture: Capture) -> None:
        """Count a capture; one that failed makes the run partial and is named."""
        self.captures[capture.role, capture.verdict] += 1
        if capture.role is CaptureRole.ROBOTS or capture.role is CaptureRole.LISTING:
            return  # its column, or the rule for robots.txt, says what follows from it
        self.found[url_key(capture.url)] = capture.verdict
        if capture.detail == HTML_AS_DOCUMENT:
            self.html_documents.append(capture.url)
        if capture.verdict is CaptureVerdict.FAILED:
            self.shortfalls.append(f"{capture.url}: {capture.detail}")

    def block(self, reason: str) -> None:
        """Note that we were turned away, each reason once."""
        if reason not in self.blocks:
            self.blocks.append(reason)

    def cut_off(self, reason: str) -> None:
        """Note that the run ended before everything was asked for."""
        self.is_cut_off = True
        self.shortfalls.insert(0, reason)

    @property
    def verdict(self) -> CrawlVerdict:
        """The run's verdict: the worst thing first, so that nothing hides behind something milder.

        A run that was cut off never says that a portal changed: what it misses, it may not have come to.
        """
        found = {column.verdict for column in self.columns} | {alarm.verdict for alarm in self.alarms}
        if self.crashes:
            return CrawlVerdict.FAILED
        if self.blocks or CrawlVerdict.BLOCKED in found:
            return CrawlVerdict.BLOCKED
        if self.is_cut_off:
            return CrawlVerdict.PARTIAL
        if CrawlVerdict.CHANGED in found:
            return CrawlVerdict.CHANGED
        if self.shortfalls or found & {CrawlVerdict.PARTIAL, CrawlVerdict.FAILED}:
            return CrawlVerdict.PARTIAL
        return CrawlVerdict.COMPLETE

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the run is not complete, worst first; empty when it is."""
        columns = (
            f"{column.verdict}: {column.name}: {column.reason}"
            for column in self.columns
            if column.verdict is not CrawlVerdict.COMPLETE
        )
        alarms = (f"{alarm.kind}: {alarm.message}" for alarm in self.alarms if _degrades(alarm))
        return (*self.crashes, *self.blocks, *alarms, *columns, *self.shortfalls)

    def seen(self) -> Seen:
        """Return what the alarms look at."""
        visited = [verdict for key, verdict in self.found.items() if key in self.listed]
        gone = visited.count(CaptureVerdict.GONE)
        return Seen(self._rows, self.reports_listed, self.html_documents, len(visited), gone)

    @property
    def reports_listed(self) -> int:
        """How many reports the lists showed, also of years and publishers that the run does not want."""
        return len(self.listed)

    def counts(self) -> dict[str, int]:
        """Return the numbers of the run, for the archive."""
        visited = {f"{role}/{verdict}": n for (role, verdict), n in sorted(self.captures.items())}
        return {
            **visited,
            LISTED: self.reports_listed,
            "new_versions": self.new_versions,
            "near_misses": len(self.near_misses),
        }

    def by_column(self) -> dict[str, object]:
        """Return the verdict of each column by its address, for the archive.

        Lists that share an address (two filters of one page, two searches from one home page) are told
        apart by their names, then by number, so that none hides another.
        """
        found: dict[str, object] = {}
        for column in self.columns:
            keys = (column.url, f"{column.url} ({column.name})")
            numbered = (f"{keys[1]} {number}" for number in range(2, len(self.columns) + 2))
            found[next(key for key in (*keys, *numbered) if key not in found)] = asdict(column)
        return found

    def visits(self, role: CaptureRole) -> dict[str, int]:
        """Return how many visits of this role came to what."""
        return {verdict.value: n for (kind, verdict), n in sorted(self.captures.items()) if kind is role}

    def render(self) -> str:
        """Return the report as text for a terminal."""
        complete = sum(column.verdict is CrawlVerdict.COMPLETE for column in self.columns)
        lines = [
            f"{self.portal}: {self.verdict.upper()} ({self.mode})",
            f"  columns       {complete} complete of {len(self.columns)}, {self._rows} rows seen",
            f"  publications  {_spell(self.visits(CaptureRole.PUBLICATION))}; {self.new_versions} new versions",
        ]
        if self.near_misses:
            lines.append(
                f"  near misses   {len(self.near_misses)} titles speak of such a report but are none (-L INFO lists them)"
            )
        lines += _shortened("!", self.reasons)
        milder = [alarm for alarm in self.alarms if not _degrades(alarm)]
        lines += _shortened("?", [f"{alarm.message}{' (new)' if alarm.is_new else ''}" for alarm in milder])
        return "\n".join(lines)

    @property
    def _rows(self) -> int:
        return sum(column.rows for column in self.columns)


def _degrades(alarm: Alarm) -> bool:
    return alarm.verdict is not CrawlVerdict.COMPLETE


def _shortened(sign: str, sentences: Sequence[str]) -> list[str]:
    lines = [f"  {sign} {sentence}" for sentence in sentences[:SHOWN_REASONS]]
    rest = len(sentences) - SHOWN_REASONS
    return [*lines, f"  {sign} and {rest} more"] if rest > 0 else lines


def _spell(counts: dict[str, int]) -> str:
    return (
        ", ".join(f"{number} {word.replace('_', ' ')}" for word, number in counts.items()) or "none visited"
    )
