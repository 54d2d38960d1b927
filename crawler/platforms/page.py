"""What a platform reads out of bytes: the rows of a list, its total, and what to fetch next."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list that links somewhere."""

    url: str
    title: str
    date: str | None = None  # ISO
    unit: str | None = None  # 发布机构, where the row names it


@dataclass(frozen=True, slots=True)
class Follow:
    """A request that continues a list, byte for byte as the site's own script would send it.

    ``sequence`` names the list on the page that it belongs to, as a column page may hold several;
    ``number`` is the page or group asked for, so that an echo can be compared with it.
    ``is_page`` says that a browser would show the answer: it is asked for as a page, not as data.
    """

    url: str
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()
    sequence: str = "main"
    number: int = 1
    size: int = 0
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    ``rows_seen`` counts rows, not entries: rows without a usable link count towards ``total``
    too (three of 177 rows on a portal seen are WeChat links).
    """

    entries: tuple[Entry, ...] = ()
    total: int | None = None
    rows_seen: int = 0
    follow: tuple[Follow, ...] = ()
    echoed: int | None = None  # the page number that the answer claims to be
    is_proven_last: bool = False  # the platform's own sign that nothing follows
    pages: int | None = None  # how many pages the list says it has, where it counts those
    doubt: str | None = None  # why the list may go on although no way on was found


class ListingTrouble(StrEnum):
    """How a list can let us down."""

    FAILED = "failed"  # an error answer: success:false, HTML instead of JSON, an empty page
    PARTIAL = "partial"  # a list that contradicts itself or stops early
    CHANGED = "changed"  # a template that no platform recognises


class ListingError(Exception):
    """A listing that cannot be trusted; never to be read as "no rows"."""

    def __init__(self, trouble: ListingTrouble, reason: str) -> None:
        super().__init__(reason)
        self.trouble = trouble
        self.reason = reason


class Platform(Protocol):
    """A CMS, as pure functions from text to pages."""

    __name__: str

    def recognises(self, text: str) -> bool:
        """Whether this column page was made by this CMS."""

    def column(self, text: str, url: str, search: dict[str, str]) -> Page:
        """Read a column page: its first rows, or the requests that bring them."""

    def listing(self, text: str, url: str, asked: Follow) -> Page:
        """Read an answer to a request that ``column`` or ``listing`` proposed."""
