"""The marks of cells, in words and as Stata's extended missing values: none of them is zero."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from parsers.report import Mark


class ToldMark(NamedTuple):
    """What a mark means, and the letter that stands for it where a number is missing in Stata."""

    letter: str
    zh: str
    en: str


MARKS: Mapping[Mark, ToldMark] = MappingProxyType(
    {
        Mark.NUMBER: ToldMark(
            "o", "数字（缺失：过大而无法存储，或金额未注明单位）", "a number (missing: too large to hold, or money without a unit)"
        ),
        Mark.BLANK: ToldMark("b", "空白", "the box is there and empty"),
        Mark.SLASH: ToldMark("s", "斜线（/）", "a slash"),
        Mark.DASH: ToldMark("d", "横线（-、—）", "a dash"),
        Mark.TEXT_NONE: ToldMark("n", "“无”“不涉及”", "the word none"),
        Mark.PICTURE: ToldMark("p", "以图片公布", "shown only as a picture"),
        Mark.ABSENT: ToldMark("x", "文件中没有该格", "the document has no such box"),
        Mark.UNREADABLE: ToldMark("u", "无法识读", "other text, or a place that could not be read"),
    }
)  # fmt: skip
NO_SUCH_CELL = ("该报告所用格式没有该格", "the form of the report has no such cell")
