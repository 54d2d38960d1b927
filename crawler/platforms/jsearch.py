"""大汉 jsearchfront, the search of a province or a portal: ``POST .../jsearchfront/interfaces/cateSearch.do``.

It is no list that a page carries, so it is never sniffed: a portal file names its address and the fields
that say which site is meant. Hits are HTML in JSON; their address stands in the query of a counting link.
No hits are ``{}`` (portals.md 1.6). The index keeps ``http://`` for sites that answer by https.
"""

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawler.platforms.page import Entry, Follow, ListingError, ListingTrouble, Page
from crawler.platforms.rows import iso_date, link_target, parse_fragment

SIZE = 100
# What the site's own script sends beside the words; a portal file adds websiteid, cateid and tpl.
FIELDS = (("pg", str(SIZE)), ("p", "1"), ("sortType", "2"), ("checkError", "1"), ("pos", "title"))


def first(url: str, words: str, fixed: dict[str, str]) -> Follow:
    """Return the request that searches for words in titles; ``fixed`` are the fields of the portal file."""
    fields = {**dict(FIELDS), **fixed, "word": words, "q": words}
    return Follow(url, "POST", tuple(fields.items()), "search", size=SIZE)


def listing(text: str, url: str, asked: Follow) -> Page:
    """Read one page of hits."""
    found = _load(text)
    if not found:
        return Page(total=0)
    try:
        total, hits = int(found["total"]), [str(hit) for hit in found.get("result") or ()]
    except (KeyError, TypeError, ValueError):
        words = f"no total in the answer of the search: {text[:60]!r}"
        raise ListingError(ListingTrouble.CHANGED, words) from None
    if total and not hits and asked.number == 1:
        raise ListingError(ListingTrouble.CHANGED, f"{total} hits promised and none shown")
    entries = tuple(entry for hit in hits if (entry := _entry(hit, url)) is not None)
    is_last = not hits or asked.number * asked.size >= total
    return Page(entries, total, len(hits), () if is_last else (_turned(asked),), is_proven_last=is_last)


def _load(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        words = f"no JSON but {' '.join(re.sub('<[^>]*>', ' ', text).split())[:60]!r}"
        raise ListingError(ListingTrouble.FAILED, words) from None
    if not isinstance(found, dict):
        raise ListingError(ListingTrouble.CHANGED, f"no object but {text[:60]!r}")
    return found


def _turned(asked: Follow) -> Follow:
    number = asked.number + 1
    form = tuple((name, str(number) if name == "p" else value) for name, value in asked.form)
    return replace(asked, form=form, number=number)


def _entry(hit: str, url: str) -> Entry | None:
    tree = parse_fragment(hit)
    anchors = [] if tree is None else tree.cssselect(".titleWrapper a") or tree.xpath("//a[@href]")
    if tree is None or not anchors:
        return None
    counted = link_target(anchors[0].get("href"), url)
    if counted is None:
        return None
    target = parse_qs(urlsplit(counted).query).get("url", [counted])[0]
    title = anchors[0].get("title") or str(anchors[0].xpath("string()"))
    dated = "".join(str(span.xpath("string()")) for span in tree.cssselect(".sourceTime span"))
    if link_target(target, url) is None:
        return None
    return Entry(target, " ".join(title.split()), iso_date(dated))
