"""Automatic numbering: the headings whose numbers Word counts, and which the seed texts therefore lost.

Tika prints such numbers wrongly (`（2） ` for `（二）`) or not at all. In the documents they are w:numPr
again; in the pages, which were made by a person from Word's screen, they are printed complete.
"""

import re
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_TIKA_NUMBER = re.compile(r"（(\d)） ")


@dataclass(frozen=True, slots=True)
class AutoNumber:
    """A paragraph's place in an automatic list: `list_id` (w:numId), and the number Word would show."""

    list_id: int
    pattern: str
    start: int
    ordinal: int

    @property
    def shown(self) -> str:
        """The number as a reader of the document sees it: 一、 or （三）."""
        return self.pattern.replace("%1", _DIGITS[self.ordinal])


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's text without its automatic number, and that number if it has one."""

    text: str
    number: AutoNumber | None


# Seed 001 counts 总体情况 by one list and its parts by two more: （二）依申请公开情况 is typed by hand, so
# that the list after it had to be told to begin at three.
_LOST: dict[str, dict[str, AutoNumber]] = {
    "001_wangdian_2020": {
        "总体情况": AutoNumber(90, "%1、", 1, 1),
        "主动公开情况。": AutoNumber(91, "（%1）", 1, 1),
        "政府信息管理情况。": AutoNumber(92, "（%1）", 3, 3),
        "平台建设情况。": AutoNumber(92, "（%1）", 3, 4),
    },
}
# Here Tika printed the counted number in its own way; the list of seed 002 begins at two.
_MISPRINTED: dict[str, tuple[int, int]] = {"002_luzhu_2021": (90, 2), "004_gongshu_office_2020": (90, 1)}


def take_number(case: str, text: str) -> Numbered:
    """Split a seed paragraph into what was typed and what Word counted."""
    lost = _LOST.get(case, {}).get(text)
    if lost:
        return Numbered(text, lost)
    misprinted = _TIKA_NUMBER.match(text)
    if misprinted and case in _MISPRINTED:
        list_id, start = _MISPRINTED[case]
        return Numbered(text[misprinted.end() :], AutoNumber(list_id, "（%1）", start, int(misprinted[1])))
    return Numbered(text, None)


def printed_with_number(case: str, text: str) -> str:
    """Return the paragraph as a reader of the document sees it."""
    numbered = take_number(case, text)
    return numbered.number.shown + numbered.text if numbered.number else text
