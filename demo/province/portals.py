"""Eight portals, one on each platform: the same lists as the small sites and the four portals show, only longer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from demo import jcms, jpaas, publishing
from demo.corpus import Publisher
from demo.exchange import Reply, Request, page_reply
from demo.families import Lie, gkmlpt, plain, trs, ucap, vsb
from demo.families import directory as xxgk
from demo.families.family import Family, Row
from demo.province.articles import Article, authorities
from demo.province.pages import file_address
from demo.publishing import ListColumn, Site, column_path

PAGE = 5  # few, so that short lists have several pages too
_COLUMN = "1229700104"


def _dated(number: int, on: date) -> str:
    return f"/art/{on.year}/{on.month}/{on.day}/art_{_COLUMN}_{58_000_000 + number}.html"


def _hashed(number: int, on: date) -> str:
    return f"/col/col{_COLUMN}/art/{on.year}/art_{publishing.digest('province', str(number))}.html"


@dataclass(slots=True)
class _Column:
    """One column with its rows, as the servers of 大汉 want to be told of them."""

    rows: Sequence[Row]
    templates: dict[str, str]

    def listed(self, column: ListColumn) -> list[publishing.Article]:
        """Return the rows of the one column there is."""
        return [publishing.Article("", row.href, row.title, row.on) for row in self.rows]


def _site(host: str, platform: str, unit: str) -> Site:
    column = ListColumn(_COLUMN, "政府信息公开年报", PAGE, (), unit, _COLUMN)
    return Site(
        host,
        "某区人民政府",
        platform,
        "2242",
        "VuAIYKXLw7THdhTjKO2yP",
        has_validators=True,
        robots=None,
        pages=(),
        columns=(column,),
    )


def _answer_jpaas(family: Family, request: Request, lie: str | None) -> Reply | None:
    del lie  # its lists are made elsewhere, and say what is
    site = _site(family.host, "jpaas", "信息列表")
    column = _Column(family.rows, {family.host: site.template})
    if request.path == family.column:
        return page_reply(jpaas.column_page(column, site, site.columns[0]))
    return jpaas.answer_unit(column, site, request) if request.path == jpaas.UNIT_SERVICE else None


def _answer_jcms(family: Family, request: Request, lie: str | None) -> Reply | None:
    del lie
    site = _site(family.host, "jcms", "5521033")
    column = _Column(family.rows, {})
    if request.path == family.column:
        return page_reply(jcms.column_page(column, site, site.columns[0]))
    return jcms.answer_proxy(column, site, request) if request.path in jcms.PROXIES else None


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform: its site, and where its articles stand."""

    family: Family
    address: Callable[[int, date], str]


def _like(family: Family, name: str) -> Family:
    return replace(family, host=f"{name}.province.invalid", size=PAGE, rows=())


_ZOOM = '<div id="zoom">{}</div>'
JPAAS = Family("jpaas.province.invalid", "某市", column_path(_COLUMN), PAGE, (), _ZOOM, _answer_jpaas)
JCMS = Family("jcms.province.invalid", "某县", column_path(_COLUMN), PAGE, (), _ZOOM, _answer_jcms)
PLATFORMS: dict[str, Platform] = {
    "jpaas": Platform(JPAAS, _hashed),
    "jcms": Platform(JCMS, _dated),
    "xxgk": Platform(_like(xxgk.SITE, "xxgk"), _dated),
    "trs": Platform(
        _like(trs.SITE, "trs"),
        lambda number, on: f"/zfxxgk/zfxxgknb/{on:%Y%m}/t{on:%Y%m%d}_{4410000 + number}.html",
    ),
    "ucap": Platform(
        _like(ucap.STATIC, "ucap"), lambda number, on: f"/site/c100028/{on:%Y%m}/{number:032x}/content.shtml"
    ),
    "gkmlpt": Platform(
        _like(gkmlpt.SITE, "gkmlpt"), lambda number, _: f"/gkmlpt/content/2/2155/post_{number}.html"
    ),
    "vsb": Platform(_like(vsb.SITE, "vsb"), lambda number, _: f"/info/1021/{4500 + number}.htm"),
    "generic": Platform(_like(plain.SITE, "generic"), lambda number, _: f"/zwgk/show/{300 + number}.shtml"),
}
HOSTS = {name: platform.family.host for name, platform in PLATFORMS.items()}
# How the lists of the second day lie; and who turns visitors away: at whose article, or at robots.txt.
FORBIDDING = "robots.txt"
TROUBLES = {
    "gkmlpt": Lie.SAME_PAGE, "generic": Lie.CHAIN_BROKEN, "xxgk": Lie.MORE_PROMISED,
    "trs": "521", "ucap": "aliyun", "vsb": "412", "jpaas": "403", "jcms": FORBIDDING,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal on a platform, and who publishes there. ``trouble`` is that of its second day, if any."""

    name: str
    platform: str
    family: Family
    publishers: Sequence[Publisher]
    trouble: str | None = None
    moves: bool = False  # to another platform, on the third day

    @property
    def lie(self) -> Lie | None:
        """How its lists lie."""
        return Lie(self.trouble) if self.trouble in set(Lie) else None

    @property
    def challenge(self) -> str | None:
        """What it shows instead of some articles."""
        return self.trouble if self.lie is None and self.trouble != FORBIDDING else None

    def address(self, number: int, on: date) -> str:
        """Return where an article stands."""
        return PLATFORMS[self.platform].address(number, on)


def eight_portals() -> list[Portal]:
    """Return one portal on each platform, of eight counties; one of them moves."""
    return [
        Portal(name, name, platform.family, authorities(place), TROUBLES[name], moves=name == "jcms")
        for place, (name, platform) in enumerate(PLATFORMS.items())
    ]


def with_rows(family: Family, articles: Sequence[Article]) -> Family:
    """Return a site that lists these articles, newest first."""
    newest_first = sorted(articles, key=lambda one: (one.on, one.number), reverse=True)
    rows = tuple(Row(one.title, one.on, one.href, file_address(one)) for one in newest_first)
    return replace(family, rows=rows)
