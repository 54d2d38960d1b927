"""Where the body of an article stands in a page of a portal."""

from collections.abc import Sequence

from lxml.etree import _Element
from parsel import Selector

# Containers met on portals of these platforms (domain notes, portals.md 2.4 and 3), the surest first.
CONTAINERS = (
    "#zoom", ".TRS_Editor", "#vsb_content", ".article-content", ".bt_content", ".main-txt", ".details-content",
    ".TRS_PreAppend", ".trs_editor_view", ".pages_content", ".v_news_content", ".news_cont_d_wrap", ".detail-news",
    ".content_body", ".wrapper_detail_text", "#article", "div.content", "article",
)  # fmt: skip
_SHORTEST = 20  # characters: a shorter container is an empty shell, unless it holds a table or picture


def article_of(page: Selector, selectors: Sequence[str] = ()) -> _Element:
    """Return the element that holds the article; the whole body where no container is known."""
    for selector in (*selectors, *CONTAINERS):
        for found in page.css(selector):
            element: _Element = found.root
            if _holds_something(element):
                return element
    bodies = page.xpath("//body")
    root: _Element = bodies[0].root if bodies else page.root
    return root


def _holds_something(element: _Element) -> bool:
    if next(element.iter("table", "img"), None) is not None:
        return True
    return len("".join(element.itertext()).strip()) >= _SHORTEST
