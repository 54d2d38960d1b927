"""What the archive already holds: what to skip, what to visit again, and with which validators.

Validators are an optimisation only: the archive judges by the bytes, and ``mode=recheck`` asks
without them, as servers have been seen to answer 304 for pages that changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from crawler.plan import Mode, Plan
from parsers.report import Kind
from storage.capture import CaptureVerdict, PublicationFacts
from storage.crawl import KnownPublication
from storage.url_key import url_key

CURRENT = frozenset({CaptureVerdict.FETCHED, CaptureVerdict.NOT_MODIFIED})


@dataclass(frozen=True, slots=True)
class Ledger:
    """The archive's memory of one portal, as it was when the run began."""

    plan: Plan
    known: Mapping[str, KnownPublication] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    rest: timedelta = timedelta(0)

    @classmethod
    def of(
        cls, plan: Plan, known: Iterable[KnownPublication], settled: frozenset[str], rest_days: float
    ) -> "Ledger":
        """Gather what the archive knows."""
        return cls(plan, {one.url_key: one for one in known}, settled, timedelta(days=rest_days))

    def is_settled(self, url: str) -> bool:
        """Whether an earlier, killed process of this same run has been there."""
        return url_key(url) in self.settled

    def is_known(self, url: str) -> bool:
        """Whether the archive holds this publication, or a file that this page only points to."""
        return url_key(url) in self.known

    def due(self, now: datetime | None = None) -> Iterator[KnownPublication]:
        """Return known publications to visit again, those that failed last time first."""
        at = now or datetime.now(UTC)
        wanted = [one for one in self.known.values() if self._is_wanted(one) and not self.is_settled(one.url)]
        for one in sorted(wanted, key=lambda known: known.last_verdict in CURRENT):
            if self._is_due(one, at):
                yield one

    def rests(self, url: str) -> bool:
        """Whether a listed publication was seen so lately that this run leaves it alone."""
        one = self.known.get(url_key(url))
        return one is not None and not self._is_due(one, datetime.now(UTC))

    def validators(self, url: str) -> dict[str, str]:
        """Return the headers that ask "only if it changed"."""
        one = self.known.get(url_key(url))
        if one is None or self.plan.mode is not Mode.INCREMENTAL or one.last_verdict not in CURRENT:
            return {}
        headers = {"If-None-Match": one.etag, "If-Modified-Since": one.last_modified}
        return {name: value for name, value in headers.items() if value}

    def _is_wanted(self, one: KnownPublication) -> bool:
        if one.kind not in {Kind.REPORT, Kind.VARIANT}:
            return False
        return self.plan.wants_year(one.year) and self.plan.wants_unit(one.unit, one.title)

    def _is_due(self, one: KnownPublication, at: datetime) -> bool:
        if self.plan.mode is not Mode.INCREMENTAL or one.last_verdict not in CURRENT:
            return True
        return one.last_observed_at is None or at - one.last_observed_at >= self.rest


def facts_known(one: KnownPublication) -> PublicationFacts:
    """Return what the archive was told of a publication, to tell it again with the next capture."""
    return PublicationFacts(
        one.title, one.kind, one.edition, one.unit, one.filename, one.parent_url,
        one.published_on.isoformat() if one.published_on else None, one.year,
    )  # fmt: skip
