"""大汉 JCMS (2018-2025 in Zhejiang): rows stand in a ``<datastore>``, the rest behind ``dataproxy.jsp``.

The first group of rows (three pages) is inside the column page; ``<nextgroup>`` holds the request
of the next one. Following it needs no id to be guessed. Where it is missing although rows are, the
ranges that the site's own jpage.js would post are asked for.
"""

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.platforms.page import Entry, Follow, ListingError, ListingTrouble, Page
from crawler.platforms.rows import link_target, parse_fragment, read_row

PROXY = "dataproxy.jsp"
DATASTORE = re.compile(r"<datastore\b.*?</datastore>", re.DOTALL | re.IGNORECASE)
# A regex, as HTML parsers give raw text inside <script> and junk may stand between records.
RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL | re.IGNORECASE)
NEXT_GROUP = re.compile(r"<nextgroup>(.*?)</nextgroup>", re.DOTALL | re.IGNORECASE)
HREF = re.compile(r"""href\s*=\s*(["']?)(.+?)\1(?:[\s>]|$)""", re.DOTALL | re.IGNORECASE)
TOTAL = re.compile(r"<totalrecord>\s*(?:<!\[CDATA\[)?\s*(\d+)", re.IGNORECASE)
PER_PAGE = re.compile(r"""\bperpage['"]?\s*[:=]\s*['"]?(\d+)""", re.IGNORECASE)
PROXY_URL = re.compile(r"""["']([^"']*dataproxy\.jsp[^"']*)["']""")
FORM_FIELDS = ("col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname",
               "permissiontype")  # fmt: skip
GROUP_PAGES = 3  # jpage.js asks for three pages at a time: 45/15, 60/20, 120/40


def recognises(text: str) -> bool:
    """Whether the page holds a datastore or asks the data proxy."""
    lowered = text.lower()
    return "<datastore" in lowered or "<recordset" in lowered or PROXY in lowered


def column(text: str, url: str, search: dict[str, str]) -> Page:
    """Read the first group out of the column page; a filter is part of its URL here, not a request."""
    del search
    store = _fullest(text)
    if not RECORD.search(store) and PROXY not in text:
        raise ListingError(ListingTrouble.CHANGED, "the column page holds neither records nor a data proxy")
    return _page(store, url, Follow(url, number=0), text)


def listing(text: str, url: str, asked: Follow) -> Page:
    """Read one answer of the data proxy."""
    if "<datastore" not in text.lower():
        start = " ".join(text.split())[:60]
        raise ListingError(ListingTrouble.FAILED, f"no datastore but {start!r}")
    return _page(_fullest(text), url, asked, "")


def _page(store: str, url: str, asked: Follow, shell: str) -> Page:
    records = RECORD.findall(store)
    entries = tuple(entry for entry in (_entry(record, url) for record in records) if entry is not None)
    total = int(found.group(1)) if (found := TOTAL.search(store)) else None
    follow = _next_group(store, url, asked)
    if follow is None and total is not None:
        follow = _next_range(shell, url, asked, len(records), total)
    return Page(
        entries,
        total,
        len(records),
        (follow,) if follow else (),
        is_proven_last=follow is None,
    )


def _fullest(text: str) -> str:
    """Return the datastore with most records: desktop and mobile templates carry it twice."""
    stores = DATASTORE.findall(text)
    return max(stores, key=lambda store: len(RECORD.findall(store)), default=text)


def _entry(record: str, url: str) -> Entry | None:
    tree = parse_fragment(record)
    return None if tree is None else read_row(tree, url)


def _next_group(store: str, url: str, asked: Follow) -> Follow | None:
    found = NEXT_GROUP.search(store)
    href = HREF.search(found.group(1)) if found else None
    if href is None:
        return None
    # Not html.unescape: it would read "&param" as a pilcrow and "m". webname is encoded twice, as sent.
    target = link_target(href.group(2).replace("&amp;", "&"), url)
    if target is None:
        raise ListingError(ListingTrouble.PARTIAL, f"the next group has no address: {href.group(2)!r}")
    if urlsplit(target).hostname != urlsplit(url).hostname:
        raise ListingError(ListingTrouble.PARTIAL, f"the next group is on another host: {target}")
    return Follow(target, number=asked.number + 1)


def _next_range(shell: str, url: str, asked: Follow, rows: int, total: int) -> Follow | None:
    """Return the next range to post: only where the page prints its proxy and rows are missing."""
    if asked.number == 0:  # the column page itself: its own rows are the first group
        proxy = PROXY_URL.search(shell)
        target = link_target(proxy.group(1).replace("&amp;", "&"), url) if proxy else None
        if target is None or rows >= total:
            return None
        known = dict(parse_qsl(urlsplit(target).query, keep_blank_values=True))
        form = tuple((name, known[name]) for name in FORM_FIELDS if name in known)
        size = int(found.group(1)) if (found := PER_PAGE.search(shell)) else max(rows // GROUP_PAGES, 1)
        return _range(target.partition("?")[0], form, rows + 1, size)
    if asked.method != "POST" or rows == 0:
        return None
    done = int(dict(parse_qsl(urlsplit(asked.url).query))["startrecord"]) + rows - 1
    return None if done >= total else _range(asked.url.partition("?")[0], asked.form, done + 1, asked.size)


def _range(proxy: str, form: tuple[tuple[str, str], ...], start: int, size: int) -> Follow:
    end = start + size * GROUP_PAGES - 1
    asked = f"{proxy}?startrecord={start}&endrecord={end}&perpage={size}"
    return Follow(asked, "POST", form, number=start, size=size)
