"""Walk one column and hold the portal to its own word: totals, echoes, repeats, loops.

A count below the total that the portal states is the clearest sign of a broken crawl, and one
that error rates do not show: one lost page of seven once passed as a success (kingfisher #1163).
"""

from dataclasses import dataclass, field

from crawler.platforms import Entry, Follow, ListingError, ListingTrouble, Page
from crawler.verdict import ColumnVerdict
from storage.crawl import CrawlVerdict

MAX_PAGES = 500  # a list of 7,500 rows; beyond that the list is looping in a way that we do not see

_VERDICTS = {
    ListingTrouble.FAILED: CrawlVerdict.FAILED,
    ListingTrouble.PARTIAL: CrawlVerdict.PARTIAL,
    ListingTrouble.CHANGED: CrawlVerdict.CHANGED,
}
_WHOLE = CrawlVerdict.COMPLETE, None


@dataclass(slots=True)
class _Sequence:
    """One list of a column page: a page may hold several, of which one is the list we want."""

    total: int | None = None
    rows: int = 0
    entries: int = 0
    pages: int = 0
    stated_pages: int | None = None
    doubt: str | None = None
    is_finished: bool = False
    trouble: ListingError | None = None
    is_lost: bool = False  # a page of it was asked for and never came: it may be the list that we want
    prints: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def is_list(self) -> bool:
        return self.total is not None or self.entries > 0 or self.is_lost


@dataclass(slots=True)
class ColumnWalk:
    """The state of one walk; ``take`` a page, get the requests that continue it."""

    name: str
    url: str
    unit: str | None = None
    _block: str | None = None
    _asked: set[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=set)
    _answered: set[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=set)
    _sequences: dict[str, _Sequence] = field(default_factory=dict)

    def take(self, page: Page, asked: Follow) -> tuple[Follow, ...]:
        """Count a page and return what to ask next; a contradiction ends its sequence."""
        sequence = self._sequences.setdefault(asked.sequence, _Sequence())
        self._answered.add((asked.url, asked.form))
        try:
            self._check(page, asked, sequence)
        except ListingError as error:
            self.fail(error, asked)
            return ()
        sequence.pages += 1
        sequence.rows += page.rows_seen
        sequence.entries += len(page.entries)
        sequence.total = page.total if page.total is not None else sequence.total
        sequence.stated_pages = page.pages if page.pages is not None else sequence.stated_pages
        sequence.doubt = sequence.doubt or page.doubt
        follow = tuple(ask for ask in page.follow if self._is_new(ask))
        if len(follow) < len(page.follow):
            loop = ListingError(ListingTrouble.PARTIAL, "the list loops: its next page was already asked for")
            self.fail(loop, asked)
        sequence.is_finished = not page.follow
        return follow

    def fail(self, error: ListingError, asked: Follow) -> None:
        """End the sequence of this request for the reason given."""
        sequence = self._sequences.setdefault(asked.sequence, _Sequence())
        sequence.trouble = sequence.trouble or error
        self._answered.add((asked.url, asked.form))

    def lose(self, error: ListingError, asked: Follow) -> None:
        """End the sequence of this request because its page never came: nobody saw that it is no list."""
        self.fail(error, asked)
        self._sequences[asked.sequence].is_lost = True

    def block(self, reason: str) -> None:
        """End the walk because a challenge or robots.txt closed the column."""
        self._block = reason

    @property
    def rows(self) -> int:
        """Rows seen in the lists of the column."""
        return sum(sequence.rows for sequence in self._lists())

    @property
    def total(self) -> int | None:
        """Rows that the portal says there are."""
        stated = [sequence.total for sequence in self._lists() if sequence.total is not None]
        return sum(stated) if stated else None

    def verdict(self) -> ColumnVerdict:
        """Judge the walk as it stands; a sequence that has not ended makes it partial."""
        outcome, reason = self._judge()
        return ColumnVerdict(self.name, self.url, outcome, reason, self.rows, self.total)

    def _lists(self) -> list[_Sequence]:
        return [sequence for sequence in self._sequences.values() if sequence.is_list]

    def _judge(self) -> tuple[CrawlVerdict, str | None]:
        if self._block is not None:
            return CrawlVerdict.BLOCKED, self._block
        lists = self._lists()
        if not lists:
            trouble = next((s.trouble for s in self._sequences.values() if s.trouble), None)
            if trouble is not None:
                return _VERDICTS[trouble.trouble], trouble.reason
            if self._asked - self._answered:
                return CrawlVerdict.PARTIAL, "stopped before the list came"
            return CrawlVerdict.CHANGED, "no list with rows or a count was found"
        found = map(_judge_sequence, lists)
        verdict, reason = next((one for one in found if one[0] is not CrawlVerdict.COMPLETE), _WHOLE)
        is_partial = verdict is CrawlVerdict.FAILED and any(sequence.pages for sequence in lists)
        return CrawlVerdict.PARTIAL if is_partial else verdict, reason

    def _check(self, page: Page, asked: Follow, sequence: _Sequence) -> None:
        total = sequence.total
        if total is not None and page.total is not None and page.total != total:
            reason = f"the total changed during the walk, from {total} to {page.total}"
            raise ListingError(ListingTrouble.PARTIAL, reason)
        pages = sequence.stated_pages
        if pages is not None and page.pages is not None and page.pages != pages:
            reason = f"the number of pages changed during the walk, from {pages} to {page.pages}"
            raise ListingError(ListingTrouble.PARTIAL, reason)
        if page.echoed is not None and page.echoed != asked.number:
            reason = f"asked for page {asked.number}, got page {page.echoed}"
            raise ListingError(ListingTrouble.PARTIAL, reason)
        urls = tuple(entry.url for entry in page.entries)
        if urls and urls in sequence.prints:
            raise ListingError(ListingTrouble.PARTIAL, f"page {asked.number} repeats an earlier page")
        if sequence.pages >= MAX_PAGES:
            raise ListingError(ListingTrouble.PARTIAL, f"more than {MAX_PAGES} pages")
        sequence.prints.add(urls)

    def _is_new(self, ask: Follow) -> bool:
        key = (ask.url, ask.form)
        if key in self._asked:
            return False
        self._asked.add(key)
        return True


def _judge_sequence(sequence: _Sequence) -> tuple[CrawlVerdict, str | None]:
    if sequence.trouble is not None:
        worst = CrawlVerdict.PARTIAL if sequence.pages else _VERDICTS[sequence.trouble.trouble]
        return worst, sequence.trouble.reason
    missing = _missing(sequence)
    if missing is not None:
        return CrawlVerdict.PARTIAL, missing
    if sequence.total is None and sequence.rows == 0:
        return CrawlVerdict.CHANGED, "no rows, and the portal does not say that there are none"
    return CrawlVerdict.COMPLETE, None


def _missing(sequence: _Sequence) -> str | None:
    """Say what a walk without trouble still lacks by the list's own words."""
    if not sequence.is_finished:
        return "stopped before the end of the list"
    if sequence.total is not None and sequence.rows != sequence.total:
        return f"{sequence.rows} rows seen of {sequence.total}"
    if sequence.stated_pages is not None and sequence.pages < sequence.stated_pages:
        return f"{sequence.pages} pages seen of {sequence.stated_pages}"
    # A list that counts its rows needs no other proof of its end.
    return sequence.doubt if sequence.total is None else None


def list_entries(page: Page) -> tuple[Entry, ...]:
    """Return the entries of a page, each URL once, in their order."""
    return tuple({entry.url: entry for entry in page.entries}.values())
