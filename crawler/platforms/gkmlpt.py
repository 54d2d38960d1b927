"""南方 gkmlpt (Guangdong): ``GET /gkmlpt/api/all/<category>?page=N&sid=<sid>`` answers JSON, 100 rows a page.

The page itself is a shell with ``SID: '2'``. The category stands behind ``#`` in the address that
people see, which no server is ever sent: it is the portal file's filter ``category``, or found by the
label 年报 in the tree that the shell carries.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

from crawler.platforms.page import Entry, Follow, ListingError, ListingTrouble, Page
from crawler.platforms.rows import iso_date, link_target

SID = re.compile(r"""\bSID["']?\s*[:=]\s*["']?(\d+)""", re.IGNORECASE)
ANNUAL = "(?:信息公开)?(?:工作)?年度?报(?:告)?"
LABELLED = (
    re.compile(
        rf"""["']?id["']?\s*:\s*["']?(\d+)["']?\s*,[^{{}}]*?["']?name["']?\s*:\s*["'][^"']*{ANNUAL}["']"""
    ),
    re.compile(rf"""["']?name["']?\s*:\s*["'][^"']*{ANNUAL}["']\s*,[^{{}}]*?["']?id["']?\s*:\s*["']?(\d+)"""),
    re.compile(rf"""#(\d+)["'][^>]*>[^<]*{ANNUAL}\s*<"""),
)
CHINA = timedelta(hours=8)  # create_time is an epoch; the date that people saw is China's


def recognises(text: str) -> bool:
    """Whether the page is a shell of the platform."""
    return "/gkmlpt/" in text and bool(SID.search(text))


def column(text: str, url: str, search: dict[str, str]) -> Page:
    """Return the request of the first page of the category."""
    sid = SID.search(text)
    found = (pattern.search(text) for pattern in LABELLED)
    category = search.get("category") or next((match.group(1) for match in found if match), None)
    if sid is None or category is None:
        reason = "no category is labelled 年报, and the portal file's filter names none"
        raise ListingError(ListingTrouble.CHANGED, reason)
    api = urljoin(url, f"/gkmlpt/api/all/{category}")
    return Page(follow=(Follow(f"{api}?page=1&sid={sid.group(1)}", sequence=category),))


def listing(text: str, url: str, asked: Follow) -> Page:
    """Read one answer of the API."""
    try:
        answer = json.loads(text)
    except ValueError:
        raise ListingError(ListingTrouble.FAILED, f"not JSON but {' '.join(text.split())[:60]!r}") from None
    rows = answer.get("articles") if isinstance(answer, dict) else None
    total = answer.get("total") if isinstance(answer, dict) else None
    if not isinstance(rows, list) or not isinstance(total, int):
        raise ListingError(ListingTrouble.FAILED, f"no articles and total but {text[:60]!r}")
    if not rows and total and asked.number == 1:
        raise ListingError(ListingTrouble.FAILED, f"an empty first page of {total} rows")
    size = asked.size or len(rows)
    is_last = not rows or asked.number * size >= total
    follow = () if is_last else (_next(asked, size),)
    entries = tuple(entry for row in rows if (entry := _entry(row, url)) is not None)
    return Page(entries, total, len(rows), follow, is_proven_last=is_last)


def _next(asked: Follow, size: int) -> Follow:
    url = re.sub(r"(?<=[?&]page=)\d+", str(asked.number + 1), asked.url)
    return Follow(url, sequence=asked.sequence, number=asked.number + 1, size=size)


def _entry(row: object, base: str) -> Entry | None:
    if not isinstance(row, dict):
        return None
    url = link_target(str(row.get("url") or row.get("post_url") or ""), base)
    title = " ".join(str(row.get("title") or "").split())
    date = _date(row.get("display_publish_time")) or _date(row.get("create_time"))
    return Entry(url, title, date, str(row.get("publisher") or "") or None) if url and title else None


def _date(value: object) -> str | None:
    """Read an epoch in seconds, as a number or as text, or a printed date."""
    text = str(value or "").strip()
    if not text.isdecimal():
        return iso_date(text)
    try:
        return (datetime.fromtimestamp(int(text), UTC) + CHINA).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return None
