"""Where the body of an article stands in a page of a portal."""

import re
from collections.abc import Sequence

from lxml.etree import _Element
from parsel import Selector

# Containers met on portals of these platforms (domain notes, portals.md 2.4 and 3), the surest first.
CONTAINERS = (
    "#zoom", ".TRS_Editor", "#vsb_content", ".article-content", ".bt_content", ".main-txt", ".details-content",
    ".TRS_PreAppend", ".trs_editor_view", ".pages_content", ".v_news_content", ".news_cont_d_wrap", ".detail-news",
    ".content_body", ".wrapper_detail_text", "#article", "div.content", "article",
)  # fmt: skip
_NAMES = {selector: re.split(r"[#.]", selector)[-1] for selector in CONTAINERS}
_SHORTEST = 20  # characters: a shorter container is an empty shell, unless it holds a table or picture


def article_of(page: Selector, selectors: Sequence[str] = ()) -> _Element:
    """Return the element that holds the article; the whole body where no container is known."""
    for selector in (*selectors, *_known_in(page)):
        for found in page.css(selector):
            element: _Element = found.root
            if _holds_something(element):
                return element
    bodies = page.xpath("//body")
    root: _Element = bodies[0].root if bodies else page.root
    return root


def _known_in(page: Selector) -> list[str]:
    """Return the containers whose name the page has at all: to look for each takes longer than to read it."""
    values = page.root.xpath("//@id | //@class", smart_strings=False)
    words = {word for value in values for word in value.split()}
    return [selector for selector, name in _NAMES.items() if name in words or name == selector]


def _holds_something(element: _Element) -> bool:
    if next(element.iter("table", "img"), None) is not None:
        return True
    return len("".join(map(str, element.itertext())).strip()) >= _SHORTEST
