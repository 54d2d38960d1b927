"""What the archive already holds: what to skip, what to visit again, and with which validators.

Validators are an optimisation only: the archive judges by the bytes. ``mode=recheck`` asks without
them, and so does one check of twenty in an ordinary run, as servers have been seen to answer 304 for
pages that changed (urlwatch #139, Norconex #182).
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from crawler.plan import Mode, Plan
from parsers.report import Kind
from storage.capture import CaptureVerdict, PublicationFacts
from storage.crawl import KnownPublication, Validators
from storage.url_key import is_member, url_key

CURRENT = frozenset({CaptureVerdict.FETCHED, CaptureVerdict.NOT_MODIFIED})


@dataclass(frozen=True, slots=True)
class FullCheck:
    """Chooses one check of ``every`` to make without validators; a resumed crawl chooses alike."""

    crawl_id: int
    every: int = 20

    def is_due(self, key: str) -> bool:
        """Whether this publication is checked fully in this crawl."""
        return self.every > 0 and zlib.crc32(f"{self.crawl_id} {key}".encode()) % self.every == 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """The archive's memory of one portal, as it was when the run began."""

    plan: Plan
    known: Mapping[str, KnownPublication] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    rest: timedelta = timedelta(0)
    files: Mapping[str, tuple[KnownPublication, ...]] = field(
        default_factory=dict
    )  # by the page that links them
    leads: Mapping[str, Validators] = field(default_factory=dict)  # of such pages
    full_check: "FullCheck | None" = None

    @classmethod
    def of(
        cls,
        plan: Plan,
        known: Iterable[KnownPublication],
        settled: frozenset[str],
        rest_days: float,
        *,
        leads: Mapping[str, Validators] | None = None,
        full_check: "FullCheck | None" = None,
    ) -> "Ledger":
        """Gather what the archive knows."""
        by_key = {one.url_key: one for one in known}
        files: dict[str, tuple[KnownPublication, ...]] = {}
        for one in by_key.values():
            if one.parent_url is not None and (page := url_key(one.parent_url)) not in by_key:
                files[page] = (*files.get(page, ()), one)
        return cls(plan, by_key, settled, timedelta(days=rest_days), files, leads or {}, full_check)

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
        key = url_key(url)
        if self.plan.mode is not Mode.INCREMENTAL or (self.full_check and self.full_check.is_due(key)):
            return {}
        if self.only_leads(url):
            is_held = all(one.last_verdict in CURRENT for one in self.files[key])
            return _conditions(self.leads[key]) if is_held and key in self.leads else {}
        one = self.known.get(key)
        if one is None or one.last_verdict not in CURRENT:
            return {}
        return _conditions(Validators(one.etag, one.last_modified))

    def only_leads(self, url: str) -> bool:
        """Whether a page is no publication itself, but linked one that we know."""
        return url_key(url) in self.files

    def _is_wanted(self, one: KnownPublication) -> bool:
        if one.kind not in {Kind.REPORT, Kind.VARIANT} or is_member(one.url):  # visited with its bundle
            return False
        return self.plan.wants_year(one.year) and self.plan.wants_unit(one.unit, one.title)

    def _is_due(self, one: KnownPublication, at: datetime) -> bool:
        if self.plan.mode is not Mode.INCREMENTAL or one.last_verdict not in CURRENT:
            return True
        return one.last_observed_at is None or at - one.last_observed_at >= self.rest


def _conditions(told: Validators) -> dict[str, str]:
    headers = {"If-None-Match": told.etag, "If-Modified-Since": told.last_modified}
    return {name: value for name, value in headers.items() if value}


def facts_known(one: KnownPublication) -> PublicationFacts:
    """Return what the archive was told of a publication, to tell it again with the next capture."""
    return PublicationFacts(
        one.title, one.kind, one.edition, one.unit, one.filename, one.parent_url,
        one.published_on.isoformat() if one.published_on else None, one.year,
    )  # fmt: skip
