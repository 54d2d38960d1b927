"""Any list that nobody made known to us: dated rows, and a link to the next page.

Asked last, and only where rows with dates stand on the page. It never claims more than it saw: a
pager without a link that can be followed makes the list partial, not complete.
"""

import re

from lxml import html as lxml_html

from crawler.platforms.lists import Listed, read_list
from crawler.platforms.page import Follow, ListingError, ListingTrouble, Page
from crawler.platforms.pager import PAGER_WORDS, current_page, next_page, stated_pages, stated_rows

DATE = re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
LEAST_ROWS = 2  # one date beside one link is any article page


def recognises(text: str) -> bool:
    """Whether the page shows several dated rows that link somewhere."""
    if len(DATE.findall(text)) < LEAST_ROWS:
        return False
    listed = read_list(text, "https://unknown.invalid/")
    return sum(entry.date is not None for entry in listed.entries) >= LEAST_ROWS


def column(text: str, url: str, search: dict[str, str]) -> Page:
    """Read the first page of the list."""
    del search
    return _page(text, url, Follow(url, number=1), echoes=False)


def listing(text: str, url: str, asked: Follow) -> Page:
    """Read a further page of the list."""
    return _page(text, url, asked, echoes=True)


def _page(text: str, url: str, asked: Follow, *, echoes: bool) -> Page:
    listed = read_list(text, url)
    words = listed.words
    total, pages, current = stated_rows(words), stated_pages(words), current_page(words)
    if listed.rows_seen == 0 and total != 0:
        raise ListingError(ListingTrouble.FAILED, f"no rows but {words[:60]!r}")
    target = next_page(listed.rest, url)
    number = current or asked.number
    follow = (Follow(target, number=asked.number + 1, is_page=True),) if target else ()
    return Page(
        listed.entries,
        total,
        listed.rows_seen,
        follow,
        current if echoes else None,
        is_proven_last=not follow and pages is not None and number >= pages,
        pages=pages,
        doubt=_doubt(listed, number, pages) if not follow else None,
    )


def _doubt(listed: Listed, number: int, pages: int | None) -> str | None:
    if pages is not None:
        return None if number >= pages else f"page {number} of {pages} leads to no next page"
    # 下一页 printed without an address: on a last page it is plain text, elsewhere a script turns pages.
    anchors = [] if listed.rest is None else listed.rest.xpath("//a")
    scripted = any(PAGER_WORDS.search(str(a.xpath("string()"))) and _is_scripted(a) for a in anchors)
    return "a script turns its pages, in a way that we do not know" if scripted else None


def _is_scripted(anchor: lxml_html.HtmlElement) -> bool:
    href = anchor.get("href") or ""
    return bool(anchor.get("onclick")) or (href.startswith("javascript:") and "void" not in href)
