"""The pages that lead to a column: home, 政府信息公开 with its four blocks, the list of units, a unit's own page.

国办公开办函〔2019〕61号 fixed the four blocks: 指南, 制度, 法定主动公开内容, 政府信息公开年报.
"""

from dataclasses import dataclass

from demo.publishing import StaticPage, column_path


@dataclass(frozen=True, slots=True)
class Unit:
    """A town, subdistrict or department with pages of its own.

    `code` is its number in the 信息公开目录, where the platform filters by one; `key_areas` the column
    behind its 重点领域信息公开, where that is a list.
    """

    name: str
    code: str = ""
    key_areas: str = ""


def four_blocks(
    base: int,
    name: str,
    units_title: str,
    units: tuple[Unit, ...],
    reports: str,
    *,
    departments: tuple[Unit, ...] = (),
) -> tuple[StaticPage, ...]:
    """Return every page of a portal that has no list; `reports` is the number of its 年报 column.

    Where a portal lists its departments apart from its towns, they are `departments`.
    """
    disclosure, guide, rules, statutory, unit_list, department_list = (
        column_path(str(base + n)) for n in (100, 101, 102, 103, 105, 106)
    )
    lists = [(units_title, unit_list, units)]
    if departments:
        lists.append(("部门信息公开", department_list, departments))
    blocks = (
        ("政府信息公开指南", guide),
        ("政府信息公开制度", rules),
        ("法定主动公开内容", statutory),
        ("政府信息公开年报", column_path(reports)),
    )
    home = (
        ("首页", "/"),
        ("新闻动态", "/xwdt/index.html"),
        ("政府信息公开", disclosure),
        ("办事服务", "/bsfw/index.html"),
    )
    every_unit = (*units, *departments)
    pages = {unit: column_path(str(base + 111 + n)) for n, unit in enumerate(every_unit)}
    unit_lists = (
        StaticPage(path, title, tuple((unit.name, pages[unit]) for unit in listed))
        for title, path, listed in lists
    )
    fixed = (
        StaticPage("/", name, home, f"欢迎访问{name}门户网站"),
        StaticPage("/xwdt/index.html", "新闻动态", home),
        StaticPage("/bsfw/index.html", "办事服务", home),
        StaticPage(
            disclosure,
            "政府信息公开",
            (*blocks, *((title, path) for title, path, _ in lists), ("依申请公开", guide)),
        ),
        StaticPage(guide, "政府信息公开指南", blocks, "本指南说明如何获得政府信息。"),
        StaticPage(rules, "政府信息公开制度", blocks, "本机关政府信息公开制度汇编。"),
        StaticPage(statutory, "法定主动公开内容", (*blocks, ("重点领域信息公开", unit_list))),
        *unit_lists,
    )
    own = (page for n, unit in enumerate(every_unit) for page in _unit_pages(base, n, unit, reports))
    return (*fixed, *own)


def _unit_pages(base: int, n: int, unit: Unit, reports: str) -> tuple[StaticPage, ...]:
    own, statutory = column_path(str(base + 111 + n)), column_path(str(base + 121 + n))
    key_areas = column_path(unit.key_areas or str(base + 131 + n))
    filed_under = f"?number={unit.code}" if unit.code else ""
    blocks = (
        ("政府信息公开指南", own),
        ("法定主动公开内容", statutory),
        ("政府信息公开年报", column_path(reports) + filed_under),
    )
    inside = (("机构职能", own), ("政策文件", statutory), ("重点领域信息公开", key_areas))
    pages = (
        StaticPage(own, f"{unit.name}政府信息公开", blocks),
        StaticPage(statutory, f"{unit.name}法定主动公开内容", inside),
    )
    if unit.key_areas:
        return pages
    return (*pages, StaticPage(key_areas, f"{unit.name}重点领域信息公开", inside, "本栏目暂无信息。"))
