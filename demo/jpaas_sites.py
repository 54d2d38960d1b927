"""The two portals that have moved to JPaaS, and where in them their reports stand.

Hosts, web ids, template ids and page sizes are those known of the real portals; column numbers are
invented, since none is known.
"""

from datetime import date

from demo import decoys
from demo.hosts import GONGSHU, LINAN, OLD_STORE, STORE
from demo.layout import Unit, four_blocks
from demo.publishing import (
    Article,
    Body,
    Disposition,
    ListColumn,
    Report,
    Site,
    gateway_file,
    new_path,
    old_path,
    one_list,
    servlet_file,
    stored_file,
)

_ELSEWHERE = (
    (
        "https://mp.weixin.qq.com/s/3Qk7v0e2bQb0gkZrY0aQxA",
        "“临安昌化发布”：昌化镇政务公开这一年",
        date(2021, 2, 5),
    ),
    (
        "https://www.hangzhou.gov.cn/art/2021/2/3/art_1229063404_3844231.html",
        "杭州市2020年政务公开工作要点落实情况",
        date(2021, 2, 3),
    ),
)


_PORTAL_CODE = "F001"
_UNITS_OF_LINAN = (Unit("昌化镇", "F001-A01"), Unit("锦北街道", "F001-A02"), Unit("太湖源镇", "F001-A03"))
_DEPARTMENTS_OF_LINAN = (Unit("区发改局"), Unit("区教育局"))  # none of them has a report on the replica


def _migrated_list(
    host: str, column: str, named: tuple[Article, ...], titled: tuple[decoys.Titled, ...]
) -> tuple[Article, ...]:
    """List reports and decoys: since the migration old and new URLs stand side by side."""
    others = tuple(
        Article(host, (new_path if index % 3 else old_path)(column, title, on), title, on, _code_of(title))
        for index, (title, on) in enumerate(titled)
    )
    return one_list(named + others)


def _code_of(title: str) -> str:
    return next((unit.code for unit in _UNITS_OF_LINAN if unit.name in title), _PORTAL_CODE)


def linan() -> Site:
    """Return 临安: two reports in its 年报 column, both as files behind a page that says no more."""
    column, base = "1229361104", 1229361000
    changhua = "杭州市临安区昌化镇人民政府2020年度政府信息公开年度报告"
    jinbei = "锦北街道2020年信息公开工作年度报告"
    first, second = date(2021, 1, 26), date(2021, 1, 22)
    reports = (
        Article(
            LINAN,
            old_path(column, changhua, first),
            changhua,
            first,
            "F001-A01",
            Report(
                "000_changhua_2020",
                Body.SEE_FILE,
                gateway_file(STORE, "2242", f"{changhua}.docx", Disposition.RFC5987),
            ),
        ),
        Article(
            LINAN,
            new_path(column, jinbei, second),
            jinbei,
            second,
            "F001-A02",
            Report(
                "003_jinbei_2020", Body.SEE_FILE, servlet_file(LINAN, f"{jinbei}.doc", Disposition.RAW_GBK)
            ),
        ),
        *(Article(LINAN, href, title, on, _PORTAL_CODE) for href, title, on in _ELSEWHERE),
    )
    titled = decoys.beside_reports("昌化镇", "临安区", 2020, first) + decoys.beside_reports(
        "锦北街道", "临安区", 2020, second
    )
    units = tuple(unit.name for unit in _UNITS_OF_LINAN)
    titled += decoys.other_news(units, 29, date(2024, 5, 20), date(2016, 3, 1))
    listed = ListColumn(
        column, "政府信息公开年报", 15, _migrated_list(LINAN, column, reports, titled), "信息列表", column
    )
    return Site(
        host=LINAN,
        name="杭州市临安区人民政府",
        platform="jpaas",
        webid="2242",
        template="VuAIYKXLw7THdhTjKO2yP",
        has_validators=True,
        robots=None,
        pages=four_blocks(
            base, "杭州·临安", "镇街信息公开", _UNITS_OF_LINAN, column, departments=_DEPARTMENTS_OF_LINAN
        ),
        columns=(listed,),
    )


def gongshu() -> Site:
    """Return 拱墅: the report of its government office, whole on the page and as a file."""
    column, base = "1229541104", 1229541000
    title, on = "2020年政府信息公开工作年度报告（拱墅区政府办公室）", date(2021, 2, 4)
    report = Article(
        GONGSHU,
        new_path(column, title, on),
        title,
        on,
        _PORTAL_CODE,
        report=Report(
            "004_gongshu_office_2020",
            Body.WHOLE,
            stored_file(OLD_STORE, "2096", f"{title}.docx", Disposition.PERCENT),
        ),
    )
    units = (Unit("区政府办公室"), Unit("区发改局"), Unit("半山街道"))
    titled = decoys.beside_reports("拱墅区", "拱墅区", 2020, on)
    titled += decoys.other_news(tuple(unit.name for unit in units), 25, date(2023, 9, 1), date(2018, 2, 1))
    # Its pageId is not its column number, as on some real columns: it has to be read from queryData.
    listed = ListColumn(
        column,
        "政府信息公开年报",
        18,
        _migrated_list(GONGSHU, column, (report,), titled),
        "信息列表",
        "1229540921",
    )
    return Site(
        host=GONGSHU,
        name="杭州市拱墅区人民政府",
        platform="jpaas",
        webid="2096",
        template="twgFdvK8tDtEnAde8Gpsj",
        has_validators=True,
        robots="User-agent: *\nDisallow: /jsearchfront/\n",
        pages=four_blocks(base, "杭州市拱墅区人民政府", "部门信息公开", units, column),
        columns=(listed,),
    )
