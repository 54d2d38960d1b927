"""What stands around the rows of a list: how many rows and pages there are, which page this is, the next one."""

import base64
import binascii
import re
from urllib.parse import urlsplit

from lxml import html as lxml_html

from crawler.platforms.page import ListingError, ListingTrouble
from crawler.platforms.rows import link_target, parse_fragment

ROWS = re.compile(r"(?:共|总计|合计)(?:有|计)?(\d+)(?:条|项|个?记录)")
PAGES = re.compile(r"共(\d+)页|总页数[:：]?(\d+)")
CURRENT = re.compile(r"第(\d+)(?:/(\d+))?页|当前(?:第)?(\d+)页")
NEXT = re.compile(r"^(?:下一?页|后一?页|next)[>»›→]*$", re.IGNORECASE)
# A pager whose buttons a script makes: nothing to follow is then no proof that nothing follows.
PAGER_WORDS = re.compile("下一?页|后一?页|尾页|末页")
# isDownLoad(this,'…'), queryArticleByCondition(this,'…-2.shtml'): the address is a word in quotes.
ONCLICK = re.compile(r"""['"]([^'"\s]*(?:/|\.s?html?|\.jsp|\?)[^'"\s]*)['"]""")
BASE64 = re.compile(r"^[A-Za-z0-9+/=\s]{40,}$")


def stated_rows(words: str) -> int | None:
    """Return the rows that a list says it has: 共98条."""
    return _number(ROWS, words)


def stated_pages(words: str) -> int | None:
    """Return the pages that a list says it has: 共5页, 第1/5页."""
    pages = _number(PAGES, words)
    found = CURRENT.search(words)
    return int(found.group(2)) if pages is None and found and found.group(2) else pages


def current_page(words: str) -> int | None:
    """Return the number that a page says it has: 第2页, 第2/5页."""
    found = CURRENT.search(words)
    return int(found.group(1) or found.group(3)) if found else None


def next_page(rest: lxml_html.HtmlElement | None, url: str) -> str | None:
    """Return the address behind 下一页; None where there is none, or where it is this very page.

    Raises `ListingError` for one on another host: a list does not leave its portal.
    """
    if rest is None:
        return None
    for tree in (rest, *_hidden(rest)):
        for anchor in tree.xpath("//a|//link[@rel='next']"):
            words = "".join(str(anchor.xpath("string()")).split())
            if anchor.get("rel") != "next" and not NEXT.match(words):
                continue
            target = _target(anchor, url)
            if target is None or target == url.partition("#")[0]:
                continue
            if urlsplit(target).netloc != urlsplit(url).netloc:
                raise ListingError(ListingTrouble.PARTIAL, f"the next page is on another host: {target}")
            return target
    return None


def _target(anchor: lxml_html.HtmlElement, url: str) -> str | None:
    href = (anchor.get("href") or "").strip()
    if href and not href.startswith(("#", "javascript:")):
        return link_target(href, url)
    found = ONCLICK.search(anchor.get("onclick") or href)
    return link_target(found.group(1), url) if found else None


def _hidden(rest: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
    """Return pagers that a page keeps as base64 in ``#pages`` (Yunnan)."""
    trees = []
    for element in rest.xpath("//*[@id='pages']"):
        text = str(element.xpath("string()")).strip()
        if not BASE64.match(text):
            continue
        try:
            tree = parse_fragment(base64.b64decode(text, validate=False).decode())
        except (binascii.Error, UnicodeDecodeError):
            continue
        trees += [] if tree is None else [tree]
    return trees


def _number(pattern: re.Pattern[str], words: str) -> int | None:
    found = pattern.search(words)
    return int(next(group for group in found.groups() if group)) if found else None
