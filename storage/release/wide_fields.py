"""The columns of the wide tables: first whose report it is, then one column a cell."""

from collections.abc import Sequence

from storage.release.codebook import YUAN, Variable
from storage.release.fields import Field, Table, Type

IDENTITY = (
    Field("publisher_id", "发布机关标识", "id of the publisher, stable"),
    Field("publisher", "发布机关", "name of the publisher"),
    Field("publisher_type", "机关类型", "what the publisher is"),
    Field("division_code", "区划代码", "code of its division"),
    Field("year", "年度", "year reported on", Type.INTEGER),
    Field("form", "格式", "form of the report: a national form, or none"),
    Field("version", "版本", "version shown: 1v2 is the second of the first publication"),
    Field("published_on", "发布日期", "day of publication as the portal tells it", Type.DATE),
    Field("url", "来源网址", "address of the publication"),
    Field("sha256", "原文SHA-256", "SHA-256 of the page or file as captured"),
)


def number_table(columns: Sequence[Variable]) -> Table:
    """Return the table of numbers."""
    cells = [Field(one.name, one.zh, one.en, Type.NUMBER) for one in columns]
    return Table(
        "reports", "每份报告一行，每个单元格一列", "one row a report, one column a cell", [*IDENTITY, *cells]
    )


def mark_table(columns: Sequence[Variable]) -> Table:
    """Return the table of marks: of the same rows, and of the cells but for amounts in yuan."""
    cells = [Field(one.name, one.zh, one.en) for one in columns if not one.is_yuan]
    return Table(
        "marks",
        "每份报告一行，每个单元格的标记",
        "one row a report, the mark of each cell",
        [*IDENTITY, *cells],
    )


PLACES = {"province": 2, "city": 4, "county": 6}  # digits of the code of a division that say it
FIGURE_OWNER = (
    Field("publisher_id", "发布机关标识", "id of the publisher, stable"),
    Field("division_code", "区划代码", "code of its division"),
    *(
        Field(name, zh, f"the first {PLACES[name]} digits of that code", Type.INTEGER)
        for name, zh in zip(PLACES, ("省", "市", "县区"), strict=True)
    ),
    Field("year", "年度", "year reported on", Type.INTEGER),
    Field("form", "格式", "form of the report: a national form, or none"),
)
HAS = "has_"


def figure_table(columns: Sequence[Variable]) -> Table:
    """Return the table for questions that look at every report: of each cell the number, and whether there is a box."""
    cells = [one for one in columns if not one.is_yuan]
    numbers = [Field(one.name, one.zh, f"{one.en}; money in {YUAN}", Type.NUMBER) for one in cells]
    boxes = [
        Field(f"{HAS}{one.name}", f"{one.zh}：有此格", f"{one.en}: whether there is a mark", Type.BOOLEAN)
        for one in cells
    ]
    return Table(
        "figures",
        "每份报告一行，供通览全部报告的计算",
        "one row a report, for sums over all reports",
        [*FIGURE_OWNER, *numbers, *boxes],
    )
