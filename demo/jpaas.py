"""大汉 JPaaS on the wire: a column page without its list, and the unit service that fills it."""

import html
import json
from datetime import date
from typing import Any

from demo.chrome import breadcrumb, frame, utf8_meta
from demo.exchange import Reply, Request, json_reply, page_reply
from demo.hosts import LINAN
from demo.publishing import Article, ListColumn, Lists, Site, column_path, digest

UNIT_SERVICE = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_BUILDER = "/cms_files/default/script/AuthorizedRead/unitbuild.js?v=3.1.3-GXB"
_NAVIGATION_TAG = "导航栏"
_LARGEST_PAGE = 100


def column_page(world: Lists, site: Site, column: ListColumn) -> str:
    """Return the page of a column: two units, neither of them filled, and no row of the list."""
    content = (
        f"{breadcrumb('政府信息公开', column.name)}<h1>{column.name}</h1>\n"
        f"{_unit_script(world, site, column, _NAVIGATION_TAG, 'queryData')}\n"
        f'<div class="list">{_unit_script(world, site, column, column.unit, "querydata")}</div>'
    )
    return frame(site, column.name, content, utf8_meta(site, column.column, column.name))


def answer_unit(world: Lists, site: Site, request: Request) -> Reply:
    """Answer the unit service: the HTML of one page of a list inside JSON."""
    asked = request.parameters
    column = next((each for each in site.columns if each.page_id == asked.get("pageId")), None)
    if column is None or not _comes_from(request, column):
        return page_reply("<html><body><h1>403 Forbidden</h1></body></html>", 403)
    if (asked.get("webId"), asked.get("tplSetId")) != (site.webid, world.templates[site.host]):
        return _html_in_json("")
    if asked.get("tagId") == _NAVIGATION_TAG:
        return _html_in_json(
            '<ul class="wzdh"><li><a href="/">首页</a></li><li><a href="/bsfw/index.html">办事服务</a></li></ul>'
        )
    if asked.get("tagId") != column.unit or asked.get("parseType") != "bulidstatic":
        return _html_in_json("")
    try:
        wanted = json.loads(asked.get("paramJson") or "{}")
        search = json.loads(wanted.get("search") or "{}")
        number, size = int(wanted.get("pageNo", 1)), int(wanted.get("pageSize", column.page_size))
    except (ValueError, AttributeError, TypeError):
        return json_reply({"success": False, "message": "参数错误", "data": None})
    articles = _filtered(world.listed(column), search)
    return _html_in_json(_page(site, column, articles, number, max(1, min(size, _LARGEST_PAGE))))


def _comes_from(request: Request, column: ListColumn) -> bool:
    return request.referring_path == column_path(column.column)


def _filtered(articles: list[Article], search: dict[str, Any]) -> list[Article]:
    wanted = str(search.get("xxgkId") or "")
    return [article for article in articles if article.code.startswith(wanted)]


def _html_in_json(fragment: str) -> Reply:
    return json_reply({"success": True, "message": None, "data": {"html": fragment}})


def _unit_script(world: Lists, site: Site, column: ListColumn, tag: str, attribute: str) -> str:
    query = {
        "parseType": "bulidstatic",
        "webId": site.webid,
        "tplSetId": world.templates[site.host],
        "pageType": "column",
        "tagId": tag,
        "editType": "null",
        "pageId": column.page_id,
    }
    literal = "{" + ",".join(f"'{name}':'{value}'" for name, value in query.items()) + "}"
    return (
        f'<script id="{digest(site.host, tag)}" src="{_BUILDER}" webId="{site.webid}" parseType="bulidstatic" '
        f'url="{UNIT_SERVICE}" {attribute}="{literal}"></script>'
    )


def _page(site: Site, column: ListColumn, articles: list[Article], number: int, size: int) -> str:
    """Return one page of rows; a page past the end is empty."""
    rows = articles[max(number - 1, 0) * size : number * size]
    if not rows:
        return ""
    count = len(articles)
    if site.host == LINAN:
        items = "".join(_linan_row(article.href, article.title, article.on) for article in rows)
        pager = f'<div class="pagination" rows="{size}" count="{count}" pageNo="{number}"></div>'
        return f'<div class="page-content"><ul class="ajax-ul">{items}</ul></div>{pager}'
    items = "".join(_plain_row(article.href, article.title, article.on) for article in rows)
    pager_id = f"{digest(site.host, column.unit)}_pagination"
    query = f"{{'rows':'{size}','count':'{count}','pageNo':'{number}'}}"
    return f'<div class="page-content"><ul>{items}</ul></div><div id="{pager_id}" queryData="{query}"></div>'


def _linan_row(href: str, title: str, on: date) -> str:
    text = html.escape(title)
    return (
        f'<li class="cf border-line"><a class="fl" href="{html.escape(href)}" target="_blank" title="{text}">'
        f'{text}</a><span class="fr">{on.isoformat()}</span></li>'
    )


def _plain_row(href: str, title: str, on: date) -> str:
    text = html.escape(title)
    return f'<li><a href="{href}" target="_blank" title="{text}">{text}</a><span>{on.isoformat()}</span></li>'
