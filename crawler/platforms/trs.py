"""拓尔思 TRS WCM: static pages ``index.html``, ``index_1.html`` ..., their number in a script.

``createPageHTML(5, 0, "index", "html")`` or ``createPage(...)`` says how many pages there are and
which one this is, counted from 0; page 2 is ``index_1`` (portals.md 3, km.gov.cn and others).
"""

import re
from urllib.parse import urljoin

from crawler.platforms.lists import read_list
from crawler.platforms.page import Entry, Follow, ListingError, ListingTrouble, Page
from crawler.platforms.pager import stated_rows

ARTICLE = re.compile(r"(?:^|/)t(\d{4})(\d{2})(\d{2})_\d+\.s?html?(?:$|[?#])")
PAGER = re.compile(
    r"""createPage(?:HTML)?\(\s*(?P<pages>\d+)\s*,\s*(?P<current>\d+)\s*,\s*["'](?P<name>[\w-]+)["']\s*,\s*["'](?P<ext>\w+)["']"""
)
LINK = re.compile(r"""href\s*=\s*["']?[^"'\s>]*\bt\d{8}_\d+\.s?html?""", re.IGNORECASE)


def recognises(text: str) -> bool:
    """Whether the page turns pages as WCM does, or links articles with its addresses."""
    return bool(PAGER.search(text)) or "TRS_Editor" in text or bool(LINK.search(text))


def column(text: str, url: str, search: dict[str, str]) -> Page:
    """Read the first page of the list."""
    del search
    return _page(text, url, Follow(url, number=1), is_column=True)


def listing(text: str, url: str, asked: Follow) -> Page:
    """Read a further page of the list."""
    return _page(text, url, asked, is_column=False)


def _page(text: str, url: str, asked: Follow, *, is_column: bool) -> Page:
    listed = read_list(text, url, ARTICLE)
    total = stated_rows(listed.words)
    pager = PAGER.search(text)
    if listed.rows_seen == 0 and total != 0 and not (pager and int(pager["pages"]) == 0):
        raise ListingError(ListingTrouble.FAILED, f"no rows but {listed.words[:60]!r}")
    entries = tuple(_dated(entry) for entry in listed.entries)
    if pager is None:
        # WCM writes the script on every list, also on one of a single page; without it nothing is proven.
        doubt = "no createPageHTML says how many pages there are"
        return Page(entries, total, listed.rows_seen, doubt=doubt)
    pages, current = int(pager["pages"]), int(pager["current"])
    if is_column and current != 0:
        raise ListingError(ListingTrouble.PARTIAL, f"the column begins with page {current + 1}")
    follow: tuple[Follow, ...] = ()
    if current + 1 < pages:
        following = urljoin(url, f"{pager['name']}_{current + 1}.{pager['ext']}")
        follow = (Follow(following, number=current + 2, is_page=True),)
    return Page(
        entries,
        total if total is not None or pages else 0,
        listed.rows_seen,
        follow,
        None if is_column else current + 1,
        is_proven_last=not follow,
        pages=pages,
    )


def _dated(entry: Entry) -> Entry:
    """Take the date from the address where the row prints none, or one without its year."""
    found = ARTICLE.search(entry.url) if entry.date is None else None
    return Entry(entry.url, entry.title, "-".join(found.groups()), entry.unit) if found else entry
