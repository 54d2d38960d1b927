"""开普 UCAP on the wire: one site with static lists, one whose lists come from its search service."""

import html
import re

from demo.exchange import Reply, Request, json_reply, page_reply
from demo.families.family import Family, Row, make_rows, page

_PAGE = re.compile(r"/site/c100028/common_zfxxgknb(?:_(\d+))?\.shtml$")
_CHANNEL = "/common/search/a1a078ee0bc54721ab6b148884c784a2"


def _answer_static(family: Family, request: Request, lie: str | None) -> Reply | None:
    found = _PAGE.match(request.path)
    if not found:
        return None
    shown = family.show(int(found.group(1) or 1), lie)
    if shown.is_missing:
        return page_reply(page("404", "<p>您访问的页面不存在</p>"), 404)
    rows = "".join(
        f'<li><a href="{row.href}" title="{html.escape(row.title)}">{html.escape(row.title)}</a><span class="date">{row.on}</span></li>'
        for row in shown.rows
    )
    script = (
        f"createPageHTML('page_div',{shown.pages}, {shown.number},'common_zfxxgknb','shtml',{shown.total});"
    )
    content = f'<ul class="list" id="list">{rows}</ul><div id="page_div"></div><script>{script}</script>'
    return page_reply(page("政府信息公开年报", content))


def _answer_service(family: Family, request: Request, lie: str | None) -> Reply | None:
    if request.path == family.column:
        script = (
            f'<script>var url = "{_CHANNEL}"; var data = {{"datas[0][key]": "status", "datas[0][value]": "4"}};'
            "load(url, data);</script><ul id='list'></ul>"
        )
        return page_reply(page("政府信息公开年报", script))
    if request.path != _CHANNEL:
        return None
    asked = request.parameters
    if request.method != "POST" or asked.get("datas[0][value]") != "4":
        return json_reply({"data": None, "message": "参数错误"})
    shown = family.show(int(asked.get("page") or 1), lie)
    results = [_result(row) for row in shown.rows]
    return json_reply({"data": {"results": results, "total": shown.total, "page": shown.number}})


def _result(row: Row) -> dict[str, str]:
    marked = row.title.replace("年度报告", '<font color="red">年度报告</font>')
    return {"url": row.href, "title": marked, "publishedTimeStr": f"{row.on} 09:30:00"}


_TEXT = '<div class="detail-news">{}</div>'
STATIC = Family(
    "www.ucap.invalid",
    "某市人民政府（开普）",
    "/site/c100028/common_zfxxgknb.shtml",
    10,
    make_rows(
        lambda number, on: f"/site/c100028/{on:%Y%m}/{0xA0 + number:032x}/content.shtml",
        lambda article: article.replace("content.shtml", "files/nb2020.docx"),
    ),
    _TEXT,
    _answer_static,
)
SERVICE = Family(
    "search.ucap.invalid",
    "某省人民政府（开普）",
    "/zfxxgknb/index.html",
    10,
    make_rows(
        lambda number, on: f"/site/{on:%Y%m}/c01_{1108900 + number}.shtml",
        lambda article: article.replace(".shtml", "/files/nb2020.docx"),
    ),
    _TEXT,
    _answer_service,
)
