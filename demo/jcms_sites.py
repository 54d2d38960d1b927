"""The two portals that are still on JCMS, and where in them their reports stand.

Fuyang's web id is known; Xiuzhou's and all column numbers are invented, since none is known.
"""

from datetime import date

from demo import decoys
from demo.hosts import FUYANG, XIUZHOU
from demo.layout import Unit, four_blocks
from demo.publishing import (
    Article,
    Body,
    Disposition,
    ListColumn,
    Report,
    Site,
    old_path,
    one_list,
    servlet_file,
)


def _dated_list(
    host: str, column: str, named: tuple[Article, ...], titled: tuple[decoys.Titled, ...]
) -> tuple[Article, ...]:
    return one_list(
        named + tuple(Article(host, old_path(column, title, on), title, on) for title, on in titled)
    )


def xiuzhou() -> Site:
    """Return 秀洲: one report in its long 年报 column, whole on the page, no file."""
    column, base = "1229471104", 1229471000
    title, on = "王店镇2020年度政府信息公开工作年度报告", date(2021, 1, 28)
    report = Article(
        XIUZHOU, old_path(column, title, on), title, on, report=Report("001_wangdian_2020", Body.WHOLE)
    )
    units = (Unit("王店镇"), Unit("洪合镇"), Unit("新塍镇"))
    titled = decoys.beside_reports("王店镇", "秀洲区", 2020, on)
    titled += decoys.other_news(tuple(unit.name for unit in units), 92, date(2024, 11, 1), date(2012, 5, 1))
    listed = ListColumn(
        column, "政府信息公开年报", 15, _dated_list(XIUZHOU, column, (report,), titled), "5521033"
    )
    return Site(
        host=XIUZHOU,
        name="嘉兴市秀洲区人民政府",
        platform="jcms",
        webid="2871",
        template="",
        has_validators=False,
        robots="User-agent: *\nAllow: /\n",
        pages=four_blocks(base, "嘉兴市秀洲区人民政府", "镇街信息公开", units, column),
        columns=(listed,),
    )


def fuyang() -> Site:
    """Return 富阳: a town's report among the 重点领域信息公开 of that town, not in the 年报 column."""
    column, areas, base = "1229429104", "1229429131", 1229429000
    title, on = "富阳区渌渚镇2021年政府信息公开工作年度报告", date(2022, 1, 20)
    report = Article(
        FUYANG,
        old_path(areas, title, on),
        title,
        on,
        report=Report(
            "002_luzhu_2021", Body.WHOLE, servlet_file(FUYANG, f"{title}.docx", Disposition.RAW_UTF8)
        ),
    )
    units = (Unit("渌渚镇", key_areas=areas), Unit("新登镇"), Unit("场口镇"))
    names = tuple(unit.name for unit in units)
    # The district's own 年报 column does not hold the town's report; it has not even been told of it.
    plain = decoys.other_news(names, 22, date(2023, 6, 1), date(2017, 1, 10))
    beside = decoys.beside_reports("渌渚镇", "富阳区", 2021, on)
    beside += decoys.other_news(("渌渚镇",), 58, date(2024, 4, 1), date(2018, 8, 1))
    columns = (
        ListColumn(column, "政府信息公开年报", 20, _dated_list(FUYANG, column, (), plain), "6717153"),
        ListColumn(areas, "重点领域信息公开", 20, _dated_list(FUYANG, areas, (report,), beside), "6717166"),
    )
    return Site(
        host=FUYANG,
        name="杭州市富阳区人民政府",
        platform="jcms",
        webid="2754",
        template="",
        has_validators=False,
        robots=None,
        pages=four_blocks(base, "杭州·富阳", "乡镇信息公开", units, column),
        columns=columns,
    )
