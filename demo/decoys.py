"""Rows that stand around the reports and are none: what a list is full of, and a crawler must pass by."""

from datetime import date, timedelta

_TOPICS = (
    "{unit}{year}年第{quarter}季度政府信息公开数据统计",
    "关于更新{unit}政府信息公开目录的公告",
    "{unit}召开{year}年政务公开工作推进会",
    "{unit}{year}年政务公开工作要点",
    "关于{unit}依申请公开受理方式调整的公告",
    "关于{year}年{unit}政务公开考核情况的通报",
    "{unit}{year}年预决算公开说明",
)

Titled = tuple[str, date]


def beside_reports(unit: str, seat: str, year: int, on: date) -> tuple[Titled, ...]:
    """Return the usual neighbours of a report in its list, dated around it.

    `unit` is the publisher as titles name it, `seat` the city or district above it.
    """
    return (
        (f"【图解】{year}年{unit}政府信息公开工作年度报告", on + timedelta(days=2)),
        (f"{unit}{year}年法治政府建设年度报告", on + timedelta(days=4)),
        (f"关于做好{year}年政府信息公开工作年度报告编制发布工作的通知", on - timedelta(days=18)),
        (f"{seat}{year}年政府网站工作年度报表", on - timedelta(days=6)),
        (f"{unit}信息公开指南", on - timedelta(days=40)),
    )


def other_news(units: tuple[str, ...], count: int, newest: date, oldest: date) -> tuple[Titled, ...]:
    """Return `count` unrelated items, evenly between two dates, no title twice."""
    step = (newest - oldest) / max(count - 1, 1)
    titled: list[Titled] = []
    for index in range(count):
        on = newest - step * index
        title = _TOPICS[index % len(_TOPICS)].format(
            unit=units[index % len(units)], year=on.year, quarter=(on.month - 1) // 3 + 1
        )
        if any(title == known for known, _ in titled):
            title += f"（第{index}号）"
        titled.append((title, on))
    return tuple(titled)
