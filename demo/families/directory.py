"""大汉 xxgk on the wire: a shell, a tree of categories, and a search with rows in one shape for each area."""

import html
from collections.abc import Callable

from demo.exchange import Reply, Request, page_reply
from demo.families.family import Family, Row, Shown, make_rows, page

_TREE, _SEARCH = "/module/xxgk/tree.jsp", "/module/xxgk/search.jsp"
# Each area of this one site writes its rows as another real site does (a-e).
AREAS = {"GA": "a", "GB": "b", "GC": "c", "GD": "d", "GE": "e"}
_NODES = (("A001", "机构概况"), ("F003", "政府网站年报"), ("H001", "信息公开年报"))


def _answer(family: Family, request: Request, lie: str | None) -> Reply | None:
    if request.path == family.column:
        frame = f'<iframe src="{_TREE}?standardXxgk=1&amp;area=GA&amp;divid=div1416545"></iframe>'
        return page_reply(page("政府信息公开", f"{frame}<script>var jdid = '2754';</script>"))
    if request.path == _TREE:
        nodes = "".join(rf"<a onclick=\"funclick(\'{code}\',\'1\')\">{label}</a>" for code, label in _NODES)
        return page_reply(f"<script>document.write('{nodes}')</script>")
    if request.path != _SEARCH:
        return None
    asked = request.parameters
    shape = AREAS.get(asked.get("area", ""))
    if (asked.get("infotypeId"), asked.get("jdid")) != ("H001", "2754") or shape is None:
        return page_reply("<html><body>参数错误</body></html>")
    return page_reply(_list(family.show(int(asked.get("currpage") or 1), lie), shape))


def _list(shown: Shown, shape: str) -> str:
    rows = "".join(_SHAPES[shape](row, number) for number, row in enumerate(shown.rows))
    around = {"b": '<ul class="content_right_ul">{}</ul>', "c": "<ul>{}</ul>"}
    around["e"] = '<div class="zfxxgk_list_con"><ul>{}</ul></div>'
    pager = f'<table class="tb_title"><tr><td>页/共&nbsp;{shown.pages}&nbsp;页</td></tr></table>'
    return around.get(shape, "<table>{}</table>").format(rows) + pager


def _attributes(row: Row) -> str:
    return f"mc='{html.escape(row.title)}' rq='{row.on}' jg='昌化镇' syh='002489/{row.on.year}'"


_SHAPES: dict[str, Callable[[Row, int], str]] = {
    "a": lambda row, number: (
        f"<tr class='tr_main_value_{'odd' if number % 2 else 'even'}'><td><a href='{row.href}' {_attributes(row)} "
        f"title='{html.escape(row.title)}'>{row.title[:12]}...</a></td><td>{row.on}</td></tr>"
    ),
    "b": lambda row, _: (
        f"<li class='tab_box'><a href='{row.href}'><span><span {_attributes(row)}>{row.title[:12]}…</span></span>"
        f"<span>{row.on}</span></a></li>"
    ),
    "c": lambda row, _: (
        f"<li><span class='sub_tab_span1'><a href='{row.href}'>{html.escape(row.title)}</a></span>"
        f"<span class='sub_tab_span2'>{row.on}</span></li>"
    ),
    "d": lambda row, _: (
        f"<tr><td><a class='bt_link' href='{row.href}' title='{html.escape(row.title)}'>{row.title[:12]}</a></td>"
        f"<td width='80'>{row.on}</td><td width='180'>昌化镇</td></tr>"
    ),
    "e": lambda row, _: f"<li><a href='{row.href}'>{html.escape(row.title)}</a><span>{row.on}</span></li>",
}


SITE = Family(
    "www.xxgk.invalid",
    "某区人民政府（信息公开目录）",
    "/col/col1416545/index.html",
    10,
    make_rows(
        lambda number, on: f"/art/{on.year}/{on.month}/{on.day}/art_1416545_{33290000 + number}.html",
        lambda _: "/module/download/downfile.jsp?classid=0&filename=2101261503000000123.docx",
    ),
    '<div id="zoom">{}</div>',
    _answer,
)
