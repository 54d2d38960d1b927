"""A site of no known CMS: a table of dated rows and 下一页, whose address a click hands to a script."""

import html
import re

from demo.exchange import Reply, Request, page_reply
from demo.families.family import Family, Row, make_rows, page

_PAGE = re.compile(r"/zwgk/nianbao(?:-(\d+))?\.shtml$")


def _answer(family: Family, request: Request, lie: str | None) -> Reply | None:
    found = _PAGE.match(request.path)
    if not found:
        return None
    shown = family.show(int(found.group(1) or 1), lie)
    if shown.is_missing:
        return page_reply(page("404", "<p>您访问的页面不存在</p>"), 404)
    rows = "".join(_row(row) for row in shown.rows)
    following = f"/zwgk/nianbao-{shown.number + 1}.shtml"
    click = f"""<a href="#" onclick="queryArticleByCondition(this,'{following}')">下一页</a>"""
    turn = click if shown.number < shown.pages else "<span>下一页</span>"
    pager = (
        f"<div class='turn'>共 {shown.total} 条记录 第 {shown.number}/{shown.pages} 页 上一页 {turn}</div>"
    )
    return page_reply(page("政府信息公开年报", f"<table><tbody>{rows}</tbody></table>{pager}"))


def _row(row: Row) -> str:
    return f'<tr><td>·</td><td><a href="{row.href}">{html.escape(row.title)}</a></td><td>{row.on:%Y/%m/%d}</td></tr>'


SITE = Family(
    "www.plain.invalid",
    "某镇人民政府",
    "/zwgk/nianbao.shtml",
    10,
    make_rows(lambda number, _: f"/zwgk/show/{300 + number}.shtml", lambda _: "/upload/2021/nb2020.docx"),
    '<div class="content">{}</div>',
    _answer,
)
