"""南方 gkmlpt on the wire: a shell that knows its site number, and an API that answers JSON."""

from datetime import UTC, datetime, timedelta

from demo.exchange import Reply, Request, json_reply, page_reply
from demo.families.family import Family, Row, make_rows, page

_API = "/gkmlpt/api/all/2155"
_SHELL = """<script>window._CONFIG = {SID: '2', SITE_NAME: '某区', TREE: [
{"id": 2150, "name": "政府信息公开指南", "parent": 0},
{"id": 2155, "name": "政府信息公开年报", "parent": 0},
{"id": 2160, "name": "法治政府建设年报汇编", "parent": 0}]};</script>
<script src="/gkmlpt/static/app.js"></script><div id="app"></div>"""


def _answer(family: Family, request: Request, lie: str | None) -> Reply | None:
    if request.path == family.column:
        return page_reply(page("政府信息公开目录", _SHELL))
    if request.path != _API:
        return None
    asked = request.parameters
    if asked.get("sid") != "2":
        return json_reply({"total": 0, "articles": []})
    shown = family.show(int(asked.get("page") or 1), lie)
    articles = [_article(family, row, number) for number, row in enumerate(shown.rows)]
    return json_reply({"total": shown.total, "articles": articles})


def _article(family: Family, row: Row, number: int) -> dict[str, object]:
    """Describe a row: since midnight in China is the day before in London, an epoch has to be read there."""
    midnight = datetime(row.on.year, row.on.month, row.on.day, 0, 30, tzinfo=UTC) - timedelta(hours=8)
    place = {"post_url": f"http://{family.host}{row.href}"} if number % 2 else {"url": row.href}
    told = {
        "id": number,
        "title": row.title,
        "create_time": int(midnight.timestamp()),
        "publisher": "某区政府办",
    }
    return {**told, **place}


SITE = Family(
    "www.gkmlpt.invalid",
    "某区人民政府（南方）",
    "/gkmlpt/index",
    10,
    make_rows(
        lambda number, _: f"/gkmlpt/content/2/2155/post_{2155400 + number}.html",
        lambda _: "/attachment/0/123/123456/2155421.docx",
    ),
    '<div class="article-content">{}</div>',
    _answer,
)
