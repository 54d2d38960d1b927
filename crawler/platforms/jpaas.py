"""大汉 JPaaS, the current generation in Zhejiang: lists come from ``/api-gateway/jpaas-publish-server``.

The column page is static and holds no rows, only ``<script queryData="{...}">`` units. Everything
that the list request needs is read from there on every run: ids cannot be derived from the URL,
and a hard-coded tplSetId breaks when the site republishes its template.
"""

import ast
import json
import re
from urllib.parse import parse_qs, quote, urlsplit

from lxml import html as lxml_html

from crawler.platforms.page import Entry, Follow, ListingError, ListingTrouble, Page
from crawler.platforms.rows import link_target, parse_fragment, read_rows

MARK = "jpaas-publish-server"
LIST_TAG = re.compile("列表|list|ajax|内容", re.IGNORECASE)  # tagIds of list units seen on a dozen sites
DEFAULT_SIZE = 15  # linan and fuyang; gongshu answers 18, and then 18 is asked for
COUNT = re.compile(r"""\bcount\\?['"]?\s*[=:]\s*\\?['"]?\s*(\d+)""")
PAGE_NUMBER = re.compile(r"""\bpageNo\\?['"]?\s*[=:]\s*\\?['"]?\s*(\d+)""", re.IGNORECASE)
ROWS = re.compile(r"""\brows\\?['"]?\s*[=:]\s*\\?['"]?\s*(\d+)""")


def recognises(text: str) -> bool:
    """Whether the page holds units of the publish server."""
    return MARK in text and "querydata" in text.lower()


def column(text: str, url: str, search: dict[str, str]) -> Page:
    """Return the first request of every unit that may be the list: only the answer can tell."""
    units = [_first_request(script, url, search) for script in _unit_scripts(text)]
    follow = tuple(unit for unit in units if unit is not None)
    if not follow:
        raise ListingError(ListingTrouble.CHANGED, "the column page holds no list unit (tagId)")
    return Page(follow=follow)


def listing(text: str, url: str, asked: Follow) -> Page:
    """Read one answer of the unit API; whatever is not a list is an error, never zero rows."""
    markup = _answered_html(text)
    entries, rows_seen = read_rows(markup, url)
    total = _number(COUNT, markup)
    size = _number(ROWS, markup) or asked.size
    echoed = _number(PAGE_NUMBER, markup)
    is_last = total is not None and asked.number * size >= total
    if rows_seen == 0 and total is None:
        raise ListingError(ListingTrouble.FAILED, f"unit {asked.sequence!r}: neither rows nor a count")
    follow = () if is_last or total is None or rows_seen == 0 else (_next_request(asked, size),)
    return Page(entries, total, rows_seen, follow, echoed, is_proven_last=is_last)


def articles(entries: tuple[Entry, ...]) -> int:
    """Count links of the article shape, old or new: what tells the list unit from a navigation unit."""
    return sum("/art/" in entry.url for entry in entries)


def _unit_scripts(text: str) -> list[lxml_html.HtmlElement]:
    tree = parse_fragment(text)
    return [] if tree is None else tree.xpath("//*[@querydata][@url]")  # parsers lower-case attributes


def _first_request(script: lxml_html.HtmlElement, url: str, search: dict[str, str]) -> Follow | None:
    query = _literal(script.get("querydata") or "")
    tag = query.get("tagId", "")
    if not LIST_TAG.search(tag):
        return None
    number = parse_qs(urlsplit(url).query).get("number")  # ?number=F001 shows xxgkId F001
    wanted = search or ({"xxgkId": number[0]} if number else {})
    api = link_target(script.get("url"), url)
    if api is None:
        return None
    size = DEFAULT_SIZE
    return Follow(_request_url(api, query, 1, size, wanted), sequence=tag, number=1, size=size)


def _literal(text: str) -> dict[str, str]:
    """Read queryData: a Python/JavaScript literal in single quotes; both readings occur in the wild."""
    for read in (ast.literal_eval, lambda raw: json.loads(raw.replace("'", '"'))):
        try:
            value = read(text.strip())
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(value, dict):
            return {str(key): str(item) for key, item in value.items()}
    return {}


def _request_url(api: str, query: dict[str, str], page: int, size: int, search: dict[str, str]) -> str:
    # parseType is spelt "bulidstatic" on most sites: every value is sent on as it stands.
    asked: dict[str, object] = {"pageNo": page, "pageSize": size}
    if search:  # a JSON string inside the JSON
        asked["search"] = json.dumps(search, ensure_ascii=False, separators=(",", ":"))
    parameters = {**query, "paramJson": json.dumps(asked, ensure_ascii=False, separators=(",", ":"))}
    joined = "&".join(f"{key}={quote(value, safe='')}" for key, value in parameters.items())
    return f"{api}?{joined}"


def _next_request(asked: Follow, size: int) -> Follow:
    base, _, encoded = asked.url.rpartition("paramJson=")
    parameters = json.loads(parse_qs(f"p={encoded}")["p"][0])
    parameters |= {"pageNo": asked.number + 1, "pageSize": size}
    again = quote(json.dumps(parameters, ensure_ascii=False, separators=(",", ":")), safe="")
    return Follow(f"{base}paramJson={again}", sequence=asked.sequence, number=asked.number + 1, size=size)


def _answered_html(text: str) -> str:
    try:
        answer = json.loads(text)
    except ValueError:
        start = " ".join(text.split())[:60]
        raise ListingError(ListingTrouble.FAILED, f"not JSON but {start!r}") from None
    if not isinstance(answer, dict) or answer.get("success") is not True:
        raise ListingError(ListingTrouble.FAILED, f"the unit API did not succeed: {text[:80]!r}")
    data = answer.get("data")
    markup = data.get("html") if isinstance(data, dict) else None
    if not isinstance(markup, str) or not markup.strip():
        raise ListingError(ListingTrouble.FAILED, "the unit API answered an empty list")
    return markup


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match.group(1)) if match else None
