"""开普 UCAP: static lists ``common_list.shtml``, ``common_list_2.shtml`` ..., or JSON of ``/common/search/``.

Evidence: portals.md 3 (Hunan: POST ``datas[0][key]=…`` and ``page``, ``data.results[]`` with ``url``,
``title``, ``publishedTimeStr``; CSRC: ``common_zfxxgknb.shtml``). How a static list counts its pages
is inferred from sites of the same maker: ``createPageHTML('page_div', 5, 1, 'common_list', 'shtml', 98)``
counts from 1 and ends with the number of rows. Where it is not printed, 下一页 is followed.
"""

import html
import json
import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.platforms.lists import read_list
from crawler.platforms.page import Entry, Follow, ListingError, ListingTrouble, Page
from crawler.platforms.pager import current_page, next_page, stated_pages, stated_rows
from crawler.platforms.rows import iso_date, link_target

ARTICLE = re.compile(r"/c\d{4,}/(?:[\w/]*/)?content(?:_\d+)?\.shtml|(?:^|/)c\d+_\d+\.shtml")
MARKS = re.compile(
    r"/common/search/\w+|\bcommon_\w+\.shtml|/c\d{4,}/[\w/]*content(?:_\d+)?\.shtml|/c\d{2}_\d{5,}\.shtml"
)
SERVICE = re.compile(r"""["']([^"'\s]*/common/search/\w+[^"'\s]*)["']""")
DATAS = re.compile(r"""(datas\[\d+\]\[\w+\])["']?\s*(?:[:=,]|value\s*=)\s*["']?([^"'&,\s>]*)""")
PAGER = re.compile(
    r"""createPageHTML\(\s*["'][\w-]+["']\s*,\s*(?P<pages>\d+)\s*,\s*(?P<current>\d+)\s*,\s*["'](?P<name>[\w-]+)["']\s*,\s*["'](?P<ext>\w+)["']\s*(?:,\s*(?P<total>\d+))?"""
)
TOTALS = ("total", "totalCount", "count")


def recognises(text: str) -> bool:
    """Whether the page names its lists, its search service or its articles as UCAP does."""
    return bool(MARKS.search(text)) or bool(PAGER.search(text))


def column(text: str, url: str, search: dict[str, str]) -> Page:
    """Read the first page of a static list, or return the request of the search service."""
    service = SERVICE.search(text)
    if service is None:
        return _static(text, url, Follow(url, number=1), is_column=True)
    target = link_target(html.unescape(service.group(1)), url)
    if target is None:
        raise ListingError(ListingTrouble.CHANGED, f"no address: {service.group(1)!r}")
    form = dict(parse_qsl(urlsplit(target).query, keep_blank_values=True))
    form |= dict(DATAS.findall(html.unescape(text))) | search
    fields = tuple((name, value) for name, value in form.items() if name != "page")
    return Page(follow=(Follow(target.partition("?")[0], "POST", (*fields, ("page", "1")), "search"),))


def listing(text: str, url: str, asked: Follow) -> Page:
    """Read a further static page, or an answer of the search service."""
    if asked.sequence != "search":
        return _static(text, url, asked, is_column=False)
    data, results = _answer(text)
    total = next((value for name in TOTALS if (value := _count(data, name)) is not None), None)
    if total is None and not results and asked.number == 1:
        raise ListingError(ListingTrouble.FAILED, "neither rows nor a count")
    size = asked.size or len(results)
    # Without a count only an empty page proves the end.
    goes_on = bool(results) and (total is None or asked.number * size < total)
    form = (*asked.form[:-1], ("page", str(asked.number + 1)))
    follow = (Follow(asked.url, "POST", form, "search", asked.number + 1, size),) if goes_on else ()
    entries = tuple(entry for result in results if (entry := _entry(result, url)) is not None)
    return Page(entries, total, len(results), follow, _count(data, "page"), is_proven_last=not follow)


def _count(data: dict[str, object], name: str) -> int | None:
    value = data.get(name)
    return value if isinstance(value, int) else None


def _answer(text: str) -> tuple[dict[str, object], list[object]]:
    try:
        answer = json.loads(text)
    except ValueError:
        raise ListingError(ListingTrouble.FAILED, f"not JSON but {' '.join(text.split())[:60]!r}") from None
    data = answer.get("data") if isinstance(answer, dict) else None
    results = data.get("results") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(results, list):
        raise ListingError(ListingTrouble.FAILED, f"the search service gave no results: {text[:80]!r}")
    return data, results


def _entry(result: object, base: str) -> Entry | None:
    if not isinstance(result, dict):
        return None
    url = link_target(str(result.get("url") or ""), base)
    title = re.sub(r"<[^>]+>", "", str(result.get("title") or "")).strip()
    return Entry(url, title, iso_date(str(result.get("publishedTimeStr") or ""))) if url and title else None


def _static(text: str, url: str, asked: Follow, *, is_column: bool) -> Page:
    listed = read_list(text, url, ARTICLE)
    words, pager = listed.words, PAGER.search(text)
    total = int(pager["total"]) if pager and pager["total"] else stated_rows(words)
    if listed.rows_seen == 0 and total != 0:
        raise ListingError(ListingTrouble.FAILED, f"no rows but {words[:60]!r}")
    pages = int(pager["pages"]) if pager else stated_pages(words)
    current = int(pager["current"]) if pager else current_page(words)
    number = current or asked.number
    target = next_page(listed.rest, url)
    if pager and pages is not None and number < pages:
        target = urljoin(url, f"{pager['name']}_{number + 1}.{pager['ext']}")
    is_last = pages is not None and number >= pages
    follow = (Follow(target, number=asked.number + 1, is_page=True),) if target and not is_last else ()
    doubt = None if follow or is_last else "neither a count of pages nor a next page"
    echoed = None if is_column else current
    return Page(
        listed.entries,
        total,
        listed.rows_seen,
        follow,
        echoed,
        is_proven_last=is_last,
        pages=pages,
        doubt=doubt,
    )
