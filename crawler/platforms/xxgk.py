"""大汉 xxgk, the 信息公开目录 beside JCMS: ``/module/xxgk/tree.jsp`` and ``search.jsp``.

The column page is a shell that loads a tree of categories or the search itself. The node labelled
年报 gives the ``infotypeId``; ``area`` is the organisation, one for each town and department. Row
shapes differ from site to site (portals.md 2.3, a-e); all are tried on every answer.
"""

import html
import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml import html as lxml_html

from crawler.platforms.page import Entry, Follow, ListingError, ListingTrouble, Page
from crawler.platforms.pager import stated_pages, stated_rows
from crawler.platforms.rows import iso_date, link_target, parse_fragment, read_row

LOADED = re.compile(r"""["']([^"'\s]*/module/xxgk/(tree|search)\.jsp[^"'\s]*)["']""", re.IGNORECASE)
NODE = re.compile(r"""funclick\(\s*\\?["']([^"'\\]+)\\?["'][^>]*>(?:<[^<>]+>)*([^<>]+)<""")
ANNUAL = (re.compile("信息公开.{0,6}年度?报"), re.compile("^(?!.*(?:网站|法治)).*年报|年度报告"))
JDID = re.compile(r"""\bjdid["']?\s*[:=]\s*["']?(\d+)""")
# What the site's own script sends, in its order; the last three only where the shell names them.
FIELDS = ("infotypeId", "jdid", "area", "divid", "vc_title", "vc_number", "vc_filenumber", "vc_all", "texttype",
          "fbtime", "currpage", "sortfield")  # fmt: skip
MORE_FIELDS = ("standardXxgk", "isAllList", "requestUrl")
IN_QUERY = ("divid", "infotypeId", "jdid", "area", "sortfield")
SORTED = ",compaltedate:0"  # spelt so
ROW_SHAPES = (
    "//tr[contains(@class, 'tr_main_value_')]",  # (a)
    "//ul[contains(@class, 'content_right_ul')]/li[contains(@class, 'tab_box')]",  # (b) fuyang 2019
    "//*[*[contains(@class, 'sub_tab_span1')]]",  # (c)
    "//tr[.//a[contains(@class, 'bt_link')]]",  # (d)
    "//div[contains(@class, 'zfxxgk_list_con')]/ul/li",  # (e) standardXxgk=1
)


def recognises(text: str) -> bool:
    """Whether the page loads the tree or the search of the directory."""
    return bool(LOADED.search(text))


def column(text: str, url: str, search: dict[str, str]) -> Page:
    """Return the request that brings the first rows, or the tree that tells their category."""
    loaded = {kind.lower(): address for address, kind in LOADED.findall(text)}
    if not loaded:
        raise ListingError(ListingTrouble.CHANGED, "the column page loads no directory")
    address = link_target(html.unescape(loaded.get("search") or loaded["tree"]), url)
    if address is None:
        raise ListingError(ListingTrouble.CHANGED, f"no address: {loaded}")
    known = dict(parse_qsl(urlsplit(address).query, keep_blank_values=True)) | search
    if "jdid" not in known and (found := JDID.search(text)):
        known["jdid"] = found.group(1)
    if "search" in loaded or known.get("infotypeId"):
        return Page(follow=(_first_search(address, known),))
    tree = f"{address.partition('?')[0]}?{urlencode(known, safe='/:,')}"
    return Page(follow=(Follow(tree, sequence="tree", is_page=True),))


def listing(text: str, url: str, asked: Follow) -> Page:
    """Read the tree, or one page of rows."""
    if asked.sequence == "tree":
        known = dict(parse_qsl(urlsplit(asked.url).query, keep_blank_values=True))
        if "jdid" not in known and (found := JDID.search(text)):
            known["jdid"] = found.group(1)
        return Page(follow=(_first_search(asked.url, known | {"infotypeId": _annual_node(text)}),))
    entries, rows, words = _read(text, url)
    total, pages = stated_rows(words), stated_pages(words)
    if rows == 0 and pages == 0:
        total = 0
    if rows == 0 and total != 0:
        raise ListingError(ListingTrouble.FAILED, f"no rows in a shape that we know but {words[:60]!r}")
    is_last = pages is not None and asked.number >= pages
    follow = () if pages is None or is_last else (_turned(asked),)
    doubt = "it does not say how many pages there are" if pages is None else None
    return Page(entries, total, rows, follow, is_proven_last=is_last, pages=pages, doubt=doubt)


def _annual_node(text: str) -> str:
    nodes = [(code, html.unescape(label).strip()) for code, label in NODE.findall(text)]
    if not nodes:
        raise ListingError(ListingTrouble.FAILED, f"no tree but {' '.join(text.split())[:60]!r}")
    for pattern in ANNUAL:
        for code, label in nodes:
            if pattern.search(label):
                return str(code)
    raise ListingError(ListingTrouble.CHANGED, f"none of {len(nodes)} categories is labelled 年报")


def _first_search(address: str, known: dict[str, str]) -> Follow:
    values = {"sortfield": SORTED, **known, "currpage": "1"}
    query = urlencode({name: values[name] for name in IN_QUERY if name in values}, safe=",:/")
    names = FIELDS + tuple(name for name in MORE_FIELDS if name in known)
    form = tuple((name, values.get(name, "")) for name in names)
    return Follow(urljoin(address, f"/module/xxgk/search.jsp?{query}"), "POST", form, "search")


def _turned(asked: Follow) -> Follow:
    number = asked.number + 1
    form = tuple((name, str(number) if name == "currpage" else value) for name, value in asked.form)
    return replace(asked, form=form, number=number)


def _read(text: str, url: str) -> tuple[tuple[Entry, ...], int, str]:
    tree = parse_fragment(text)
    if tree is None:
        return (), 0, ""
    found = (tree.xpath(shape) for shape in ROW_SHAPES)
    rows = max(([row for row in shaped if row.xpath(".//a")] for shaped in found), key=len)
    entries = tuple(entry for row in rows if (entry := _entry(row, url)) is not None)
    for row in rows:
        row.drop_tree()
    return entries, len(rows), "".join(str(tree.xpath("string()")).split())


def _entry(row: lxml_html.HtmlElement, url: str) -> Entry | None:
    entry = read_row(row, url)
    if entry is None:
        return None
    told = {name: str(values[0]) for name in ("rq", "jg") if (values := row.xpath(f".//@{name}"))}
    # (d) prints date and unit in the cells after the title.
    cells = ["".join(str(cell.xpath("string()")).split()) for cell in row.xpath("./td")]
    after = next((cells[at + 1 :] for at, cell in enumerate(cells) if iso_date(cell)), [])
    unit = entry.unit or told.get("jg") or next((cell for cell in after if cell), None)
    return replace(entry, date=entry.date or iso_date(told.get("rq", "")), unit=unit)
