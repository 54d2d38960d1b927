"""大汉 JCMS on the wire: a datastore inside the column page, and dataproxy.jsp for the groups after it."""

import html
from urllib.parse import quote

from demo.chrome import breadcrumb, frame, utf8_meta
from demo.exchange import Reply, Request, page_reply
from demo.hosts import XIUZHOU
from demo.publishing import Article, ListColumn, Lists, Site

PROXY = "/module/jpage/dataproxy.jsp"
PROXIES = frozenset({PROXY, "/module/web/jpage/dataproxy.jsp", "/module/jslib/jquery/jpage/dataproxy.jsp"})
_PAGES_IN_GROUP = 3
_LONGEST_TITLE = 20


def column_page(world: Lists, site: Site, column: ListColumn) -> str:
    """Return the page of a column: always its first group, whatever the query says."""
    articles = world.listed(column)
    store = _datastore(site, column, articles, 1, with_totals=False)
    if site.host == XIUZHOU:
        store = f'<script type="text/xml">{store}</script>'
    content = (
        f"{breadcrumb('政府信息公开', column.name)}<h1>{column.name}</h1>\n"
        f'<div class="list" id="{column.unit}">{store}</div>\n'
        f"<script>var perpage={column.page_size};var totalpage={_pages(len(articles), column.page_size)};</script>"
    )
    return frame(site, column.name, content, utf8_meta(site, column.column, column.name))


def answer_proxy(world: Lists, site: Site, request: Request) -> Reply:
    """Answer dataproxy.jsp: a range of records when asked by startrecord, else a whole group by page."""
    asked = request.parameters
    column = next(
        (
            each
            for each in site.columns
            if each.column == asked.get("columnid") and each.unit == asked.get("unitid")
        ),
        None,
    )
    if column is None or asked.get("webid") != site.webid:
        return page_reply("<html><body>参数错误</body></html>")
    articles = world.listed(column)
    if "startrecord" not in asked:
        return _xml(
            _datastore(site, column, articles, max(_number(asked.get("page"), 1), 1), with_totals=True)
        )
    size = max(_number(asked.get("perpage"), column.page_size), 1)
    first = max(_number(asked["startrecord"], 1), 1)
    last = _number(asked.get("endrecord"), first + size - 1)
    if site.host == XIUZHOU:
        last = min(last, first + _PAGES_IN_GROUP * size - 1)  # this server gives no more than a group
    records = _records(site, articles[first - 1 : max(last, 0)])
    return _xml(f"<datastore>{_totals(len(articles), size)}<recordset>{records}</recordset></datastore>")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise


def _xml(store: str) -> Reply:
    """Return a datastore the way the JSP leaves it: after some blank lines."""
    return Reply(200, f"\n\n\n{store}".encode(), (("Content-Type", b"text/xml;charset=UTF-8"),))


def _pages(count: int, size: int) -> int:
    return -(-count // size)


def _totals(count: int, size: int) -> str:
    return f"<totalrecord>{count}</totalrecord><totalpage>{_pages(count, size)}</totalpage>"


def _datastore(
    site: Site, column: ListColumn, articles: list[Article], group: int, *, with_totals: bool
) -> str:
    """Return one group of three pages, and the link to the next group if there is one."""
    size = _PAGES_IN_GROUP * column.page_size
    following = (
        f"<nextgroup>{_next_group(site, column, group + 1)}</nextgroup>"
        if group * size < len(articles)
        else ""
    )
    totals = _totals(len(articles), column.page_size) if with_totals else ""
    records = _records(site, articles[(group - 1) * size : group * size])
    return f"<datastore>\n{following}{totals}<recordset>\n{records}</recordset></datastore>"


def _next_group(site: Site, column: ListColumn, group: int) -> str:
    webname = quote(quote(site.name))  # the CMS encodes twice
    href = (
        f"{PROXY}?page={group}&appid=1&appid=1&webid={site.webid}&path=/&columnid={column.column}"
        f"&unitid={column.unit}&webname={webname}&permissiontype=0"
    )
    return f'<![CDATA[<a href="{href}"></a>]]>'


def _records(site: Site, articles: list[Article]) -> str:
    """Return records; Xiuzhou leaves a table between some, Fuyang writes them without CDATA."""
    if site.host != XIUZHOU:
        return "".join(f"<record>{_double_quoted(article)}</record>\n" for article in articles)
    parts: list[str] = []
    for index, article in enumerate(articles):
        if index and index % 5 == 0:
            parts.append('<table width="100%"><tr><td height="8"></td></tr></table>\n')
        parts.append(f"<record><![CDATA[\n{_single_quoted(article)}]]></record>\n")
    return "".join(parts)


def _single_quoted(article: Article) -> str:
    text = html.escape(article.title)
    return (
        f"<li class='clearfix'><a href='{article.href}' class='bt_link' title='{text}' target='_blank'>"
        f"{html.escape(_shortened(article.title))}</a><b>{article.on.isoformat()}</b></li>"
    )


def _double_quoted(article: Article) -> str:
    text = html.escape(article.title)
    day = article.on.strftime("%Y/%m/%d")
    return (
        f'<li><a target="_blank" href="{article.href}" title="{text}">{html.escape(_shortened(article.title))}</a>'
        f'<div class="sj1">[{day}]</div></li>'
    )


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}..."
