"""Which page answers which request: one door for all hosts the replica plays."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from demo import families, jcms, jpaas
from demo.articles import answer_article
from demo.chrome import not_found, static_page
from demo.exchange import Reply, Request, page_reply
from demo.files import answer_file, file_asked
from demo.hosts import FUYANG, SEARCH, STORES
from demo.publishing import DOWNLOAD, GATEWAY, ListColumn, Site, StaticPage, column_path
from demo.search import answer_search
from demo.troubles import Where, turn
from demo.world import World


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request leads: its sort, the case it is about if any, and who answers."""

    where: Where
    case: str | None
    answer: Callable[[], Reply]


def answer(world: World, request: Request) -> Reply:
    """Answer as the portal named by the Host header would, its present troubles included."""
    if request.host in families.FAMILIES:
        return _family_answer(world, families.FAMILIES[request.host], request)
    if request.host == SEARCH:
        return _search_answer(world, request)
    if request.host in STORES:
        route: Route | None = _file_route(world, request)
    elif request.host in world.sites:
        route = _site_route(world, world.sites[request.host], request)
    else:
        return Reply(421, b"this replica plays no such host\n", (("Content-Type", b"text/plain"),))
    if route is None:
        return page_reply(not_found(world.sites[request.host]), 404)
    good = route.answer()
    if request.host == FUYANG:  # the session cookie of its load balancer: harmless, and no challenge
        good = good.with_header("Set-Cookie", b"acw_tc=276077b81611712345; path=/; HttpOnly; Max-Age=1800")
    if request.path == GATEWAY:  # its redirect is sound: a trouble of a file is met where the file lies
        return good
    trouble = world.troubles.take(request.host, route.where, route.case)
    return turn(trouble, good) if trouble else good


def _family_answer(world: World, family: families.Family, request: Request) -> Reply:
    """Answer for one of the small sites; its lists may lie, and everything else may go wrong as anywhere."""
    if request.path == "/robots.txt":
        where, lie = Where.ROBOTS, None
    else:
        where = Where.COLUMN if request.path == family.column else Where.LIST
        lie = world.troubles.take(request.host, Where.LIST, None) if where is Where.COLUMN else None
    kind = lie or world.troubles.take(request.host, where, None)
    good = families.answer(family, request, kind)
    if good is None:
        return page_reply("<html><body>您访问的页面不存在</body></html>", 404)
    return turn(kind, good) if kind else good


def _search_answer(world: World, request: Request) -> Reply:
    kind = world.troubles.take(SEARCH, Where.LIST, None) if request.method == "POST" else None
    good = answer_search(world, request)
    return turn(kind, good) if kind else good


def _file_route(world: World, request: Request) -> Route:
    asked = file_asked(world, request)
    return Route(Where.FILE, asked[0].report.case if asked else None, lambda: answer_file(world, request))


def _site_route(world: World, site: Site, request: Request) -> Route | None:
    path = request.path
    if path == "/robots.txt":
        return Route(Where.ROBOTS, None, lambda: _robots(site))
    if path in {DOWNLOAD, GATEWAY}:
        return _file_route(world, request)
    if site.platform == "jpaas" and path == jpaas.UNIT_SERVICE:
        return Route(Where.LIST, None, lambda: jpaas.answer_unit(world, site, request))
    if site.platform == "jcms" and path in jcms.PROXIES:
        return Route(Where.LIST, None, lambda: jcms.answer_proxy(world, site, request))
    if path.startswith("/picture/0/") and path.endswith(".png"):
        return Route(Where.PAGE, None, lambda: Reply(200, world.picture, (("Content-Type", b"image/png"),)))
    return _column_route(world, site, path) or _article_route(world, site, request)


def _column_route(world: World, site: Site, path: str) -> Route | None:
    for page in site.pages:
        if path == page.path or (page.path == "/" and path == "/index.html"):
            return Route(Where.PAGE, None, partial(_static, site, page))
    for column in site.columns:
        if path == column_path(column.column):
            return Route(Where.COLUMN, None, partial(_column, world, site, column))
    return None


def _static(site: Site, page: StaticPage) -> Reply:
    return page_reply(static_page(site, page))


def _column(world: World, site: Site, column: ListColumn) -> Reply:
    make = jpaas.column_page if site.platform == "jpaas" else jcms.column_page
    return page_reply(make(world, site, column))


def _article_route(world: World, site: Site, request: Request) -> Route | None:
    article = world.find_article(site.host, request.path)
    if article is None:
        return None
    case = article.report.case if article.report else None
    return Route(Where.PAGE, case, lambda: answer_article(world, site, article, request))


def _robots(site: Site) -> Reply:
    if site.robots is None:
        return page_reply(not_found(site), 404)
    return Reply(200, site.robots.encode(), (("Content-Type", b"text/plain"),))
