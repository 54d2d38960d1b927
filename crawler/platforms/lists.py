"""Find the list on a page whose markup nobody promised: the rows that are alike, dated, and many.

Navigation, footers and "most read" boxes are lists of links too. What sets the list apart is that
its rows carry dates (or lead to addresses of articles), and that they stand in like parents:
templates cut a list into several ``ul`` of five rows each, so one parent alone is not the list.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import html as lxml_html

from crawler.platforms.page import Entry
from crawler.platforms.rows import iso_date, parse_fragment, read_row

ROW_TAGS = ("li", "tr", "dd", "p", "div")  # likeliest first; the first that gives dated rows is taken
LONGEST_ROW = 400  # characters: longer ones are boxes of layout, not rows

Rows = list[lxml_html.HtmlElement]


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a page, and what is left of the page without them: there the pager stands."""

    entries: tuple[Entry, ...] = ()
    rows_seen: int = 0
    rest: lxml_html.HtmlElement | None = None

    @property
    def words(self) -> str:
        """Everything printed around the rows, without any space."""
        return "" if self.rest is None else "".join(str(self.rest.xpath("string()")).split())


def read_list(markup: str, base: str, article: re.Pattern[str] | None = None) -> Listed:
    """Return the largest list of a page. ``article`` is what addresses of articles look like, if known."""
    tree = parse_fragment(markup)
    if tree is None:
        return Listed()
    for element in tree.xpath("//script|//style"):
        element.drop_tree()
    rows = _likeliest(tree, article)
    entries = tuple(entry for row in rows if (entry := read_row(row, base)) is not None)
    for row in rows:
        row.drop_tree()
    return Listed(entries, len(rows), tree)


def _likeliest(tree: lxml_html.HtmlElement, article: re.Pattern[str] | None) -> Rows:
    for tag in ROW_TAGS:
        groups: dict[tuple[str, ...], Rows] = defaultdict(list)
        for row in tree.xpath(f"//{tag}[.//a]"):
            if len("".join(str(row.xpath("string()")).split())) <= LONGEST_ROW:
                groups[_signature(row)].append(row)
        best = max(groups.values(), key=lambda rows: _weight(rows, article), default=[])
        if any(_weight(best, article)):
            told = [row for row in best if any(_weight([row], article))]
            outer = {above for row in told for above in row.iterancestors()}
            return [row for row in best if row not in outer]
    return []


def _signature(row: lxml_html.HtmlElement) -> tuple[str, ...]:
    """Return what rows of one list share; not their own class, which tells odd from even."""
    parent = row.getparent()
    above = ("", "") if parent is None else (str(parent.tag), parent.get("class") or "")
    return (str(row.tag), *above)


def _weight(rows: Rows, article: re.Pattern[str] | None) -> tuple[int, int]:
    # Cell by cell: "…年报5" and "2021-01-26" run together would hide the date.
    dated = sum(iso_date(" ".join(row.itertext())) is not None for row in rows)
    known = sum(any(article.search(str(href)) for href in row.xpath(".//a/@href")) for row in rows if article)
    return dated, known
