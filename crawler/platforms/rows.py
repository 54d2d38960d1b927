"""Rows of a list, whatever their markup: an anchor, and the first date in the row around it."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from lxml import html as lxml_html
from lxml.etree import ParserError

from crawler.platforms.page import Entry

DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
# Rows are li or tr on nearly every template seen; anchors alone are the last resort.
ROW_PATHS = ("//li[.//a]", "//tr[.//a]", "//a")
# What stands around the rows in the same answer and is no row: pager, pager buttons.
PAGERS = "//*[contains(concat(' ', @class, ' '), ' pagination ') or contains(@id, '_pagination')]"


def iso_date(text: str) -> str | None:
    """Return the first calendar date in the text as ISO, or None."""
    for match in DATE.finditer(text):
        year, month, day = (int(part) for part in match.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def parse_fragment(markup: str) -> lxml_html.HtmlElement | None:
    """Return the fragment's tree, or None where there is nothing to parse."""
    try:
        return lxml_html.fromstring(f"<div>{markup}</div>")
    except (ParserError, ValueError):  # empty after comments; a NUL byte
        return None


def read_rows(markup: str, base: str) -> tuple[tuple[Entry, ...], int]:
    """Return the entries of a list and the number of its rows, with or without a usable link."""
    tree = parse_fragment(markup)
    if tree is None:
        return (), 0
    for pager in tree.xpath(PAGERS):
        pager.drop_tree()
    for path in ROW_PATHS:
        rows = _outermost(tree.xpath(path))
        if rows:
            entries = (read_row(row, base) for row in rows)
            return tuple(entry for entry in entries if entry is not None), len(rows)
    return (), 0


def read_row(row: lxml_html.HtmlElement, base: str) -> Entry | None:
    """Return the row's link with its full title and date; None for ``javascript:`` and the like."""
    anchors = [row] if row.tag == "a" else row.xpath(".//a[@href]")
    for anchor in anchors:
        url = link_target(anchor.get("href"), base)
        if url is None:
            continue
        printed = _words(row)
        title = _title(anchor)
        date = iso_date(printed.replace(title, "", 1)) or iso_date(printed)
        return Entry(url=url, title=title, date=date, unit=_attribute(row, "jg"))
    return None


def link_target(href: str | None, base: str) -> str | None:
    """Return the absolute http(s) address of a link, without its fragment."""
    if not href:
        return None
    try:
        url = urljoin(base, href.strip())
    except ValueError:  # "http://[broken"
        return None
    return url.partition("#")[0] if url.startswith(("http://", "https://")) else None


def _outermost(rows: list[lxml_html.HtmlElement]) -> list[lxml_html.HtmlElement]:
    inside = set(rows)
    return [row for row in rows if not any(above in inside for above in row.iterancestors())]


def _title(anchor: lxml_html.HtmlElement) -> str:
    """Return the full title: the attributes, as the printed text is often cut with dots."""
    full = anchor.get("title") or _attribute(anchor, "mc") or ""
    if full.strip():
        return " ".join(full.split())
    spans: Iterable[lxml_html.HtmlElement] = anchor.iterchildren()
    for span in spans:  # <a>title<span class="time">2020-01-02</span></a>
        if iso_date(_words(span)) and len(_words(span)) <= 16:
            span.drop_tree()
    return _words(anchor)


def _attribute(row: lxml_html.HtmlElement, name: str) -> str | None:
    values = row.xpath(f"(.|.//*)/@{name}")
    return str(values[0]).strip() or None if values else None


def _words(element: lxml_html.HtmlElement) -> str:
    return " ".join(str(element.xpath("string()")).split())
