"""博达 VSB on the wire: the second page of three is ``zfxxgknb/2.htm``, the third ``zfxxgknb/1.htm``."""

import html
import re

from demo.exchange import Reply, Request, page_reply
from demo.families.family import Family, Row, make_rows, page

_PAGE = re.compile(r"/xxgk/zfxxgknb(?:/(\d+))?\.htm$")
_DOWNLOAD = "/system/_content/download.jsp"


def _answer(family: Family, request: Request, lie: str | None) -> Reply | None:
    if request.path == _DOWNLOAD and not request.referring_path:
        return page_reply(page("系统提示", "<p>系统提示 … 您无权访问此页面</p>"))
    found = _PAGE.match(request.path)
    if not found:
        return None
    pages = family.show(1, lie).pages
    number = 1 if found.group(1) is None else pages - int(found.group(1)) + 1
    shown = family.show(number, lie)
    if shown.is_missing:
        return page_reply(page("404", "<p>您访问的页面不存在</p>"), 404)
    rows = "".join(_row(row, is_first=found.group(1) is None) for row in shown.rows)
    prefix = "zfxxgknb/" if found.group(1) is None else ""
    more = number < pages
    following = (
        f'<a href="{prefix}{pages - number}.htm" class="Next">下页</a>' if more else "<span>下页</span>"
    )
    pager = f"<div>共{shown.total}条&nbsp;&nbsp;{shown.number}/{shown.pages}&nbsp;<span>首页</span><span>上页</span>{following}尾页</div>"
    head = '<META Name="keywords" Content="年报"><script src="/system/resource/js/vsbscreen.min.js"></script>'
    return page_reply(page("政府信息公开年报", f'<ul class="winstyle">{rows}</ul>{pager}', head))


def _row(row: Row, *, is_first: bool) -> str:
    href = f"..{row.href}" if is_first else f"../..{row.href}"
    return f'<li id="line"><a href="{href}" title="{html.escape(row.title)}">{html.escape(row.title[:16])}...</a><span>{row.on:%Y年%m月%d日}</span></li>'


SITE = Family(
    "www.vsb.invalid",
    "某县人民政府（博达）",
    "/xxgk/zfxxgknb.htm",
    10,
    make_rows(
        lambda number, _: f"/info/1021/{4500 + number}.htm",
        lambda _: (
            f"{_DOWNLOAD}?urltype=news.DownloadAttachUrl&owner=1512313&wbfileid=2F4A6B8C0D1E3F5A7B9C1D2E3F4A5B6C"
        ),
    ),
    '<div id="vsb_content"><div class="v_news_content">{}</div></div>',
    _answer,
)
