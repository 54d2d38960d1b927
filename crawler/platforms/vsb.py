"""博达 VSB: page 1 is ``tztg.htm``, the next ones count down, ``tztg/22.htm`` ... ``tztg/1.htm``.

As the number of page 2 depends on how many there are, only the link 下页 leads there. A list prints
共N条 and its page as 1/23 beside the links. A page that may not be seen comes with status 200.
"""

import re

from crawler.platforms.lists import Listed, read_list
from crawler.platforms.page import Follow, ListingError, ListingTrouble, Page
from crawler.platforms.pager import next_page, stated_pages, stated_rows

MARKS = re.compile(
    r"vsb_content|v_news_content|_sitegray|/system/resource/js/|Visual ?SiteBuilder", re.IGNORECASE
)
ARTICLE = re.compile(r"(?:^|/)info/\d+/\d+\.htm")
LINK = re.compile(r"""href\s*=\s*["']?[^"'\s>]*\binfo/\d+/\d+\.htm\b""", re.IGNORECASE)
POSITION = re.compile(r"(\d+)/(\d+)(?=\D*(?:首页|上页|下页|尾页))|(?:首页|上页|下页|尾页)\D*?(\d+)/(\d+)")
DENIED = re.compile("您无权访问此页面")


def recognises(text: str) -> bool:
    """Whether the page carries the marks of VSB, or links articles with its addresses."""
    return bool(MARKS.search(text)) or bool(LINK.search(text))


def column(text: str, url: str, search: dict[str, str]) -> Page:
    """Read the first page of the list."""
    del search
    return _page(text, url, Follow(url, number=1), is_column=True)


def listing(text: str, url: str, asked: Follow) -> Page:
    """Read a further page of the list."""
    return _page(text, url, asked, is_column=False)


def _page(text: str, url: str, asked: Follow, *, is_column: bool) -> Page:
    listed = read_list(text, url, ARTICLE)
    total, (current, pages) = stated_rows(listed.words), _position(listed)
    if listed.rows_seen == 0 and total != 0:
        denied = bool(DENIED.search(listed.words))
        reason = (
            "the server says that this page may not be seen"
            if denied
            else f"no rows but {listed.words[:60]!r}"
        )
        raise ListingError(ListingTrouble.CHANGED if denied else ListingTrouble.FAILED, reason)
    target = next_page(listed.rest, url)
    number = current or asked.number
    is_last = pages is not None and number >= pages
    follow = (Follow(target, number=asked.number + 1, is_page=True),) if target and not is_last else ()
    broken = pages is not None and not is_last and not follow
    return Page(
        listed.entries,
        total,
        listed.rows_seen,
        follow,
        None if is_column else current,
        is_proven_last=is_last,
        pages=pages,
        doubt=f"page {number} of {pages} leads to no next page" if broken else None,
    )


def _position(listed: Listed) -> tuple[int | None, int | None]:
    """Return the page and the number of pages that the list prints: 共52条 1/6 首页 上页 下页 尾页."""
    words = listed.words
    # "共52条1/6" without its count, as the digits of both would run together.
    found = POSITION.search(re.sub(r"共\d+条", " ", words))
    if found is None:
        return None, stated_pages(words)
    return int(found.group(1) or found.group(3)), int(found.group(2) or found.group(4))
