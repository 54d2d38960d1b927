"""Automatic numbers of paragraphs: how Word's lists count on, and how their numbers are written.

docx, doc and rtf store the same lists in three ways; what a list prints is the same in all.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MOST_LEVELS = 9
LONGEST_PATTERN = 255  # characters, as Word limits it
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_COUNTING = frozenset({
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
    "taiwaneseCounting", "taiwaneseCountingThousand",
})  # fmt: skip
_SILENT = frozenset({"bullet", "none"})
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LARGEST_ROMAN = 3999
_SYMBOLS = re.compile("[\uf000-\uf0ff]")  # bullets of symbol fonts, which are no characters

# The number that doc and rtf store for a style, [MS-OSHARED] 2.2.1.3 MSONFC, to its name in docx.
STYLES_BY_CODE: Mapping[int, str] = MappingProxyType({
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 15: "decimalHalfWidth", 18: "decimalEnclosedCircle",
    19: "decimalFullWidth", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle",
    30: "ideographTraditional", 33: "taiwaneseCounting", 35: "taiwaneseCountingThousand",
    36: "ideographDigital", 37: "chineseCounting", 38: "chineseLegalSimplified",
    39: "chineseCountingThousand", 255: "none",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: ``pattern`` is what it prints, "%1" standing for the count of level 0."""

    start: int
    style: str
    pattern: str  # "%1、", "（%2）"
    is_legal: bool = False  # prints every count in figures: "1.1" below 一、


@dataclass(slots=True)
class Lists:
    """The lists of one document by their ids, and how far each definition has counted."""

    levels: dict[str, dict[int, ListLevel]] = field(default_factory=dict)  # by the id of a definition
    lists: dict[str, str] = field(default_factory=dict)  # list id -> id of its definition
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)  # list id -> level -> start
    overrides: dict[str, dict[int, ListLevel]] = field(default_factory=dict)  # list id -> its own levels
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str:
        """Count a list on and return the number it prints; "" for a list or level that is not defined."""
        definition = self.lists.get(number)
        if definition is None:
            return ""
        levels = self.levels.get(definition, {})
        if number in self.overrides:
            levels = {**levels, **self.overrides[number]}
        if level not in levels:
            return ""
        counts = self._count(number, definition, level, levels[level].start)
        printed = levels[level].pattern
        for depth in range(level + 1):
            if f"%{depth + 1}" in printed and depth in levels:
                style = "decimal" if levels[level].is_legal else levels[depth].style
                count = counts.get(depth, levels[depth].start)
                printed = printed.replace(f"%{depth + 1}", format_number(count, style))
        return _SYMBOLS.sub("", printed)

    def _count(self, number: str, definition: str, level: int, start: int) -> dict[int, int]:
        counts = self.counters.setdefault(definition, {})
        for restarted, first in self.restarts.pop(number, {}).items():
            counts[restarted] = first - 1
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [depth for depth in counts if depth > level]:
            del counts[deeper]
        return counts


def format_number(count: int, style: str) -> str:
    """Write a count in one of Word's number styles (ECMA-376, ST_NumberFormat)."""
    if style in _SILENT:
        return ""
    if style in _COUNTING:
        return _chinese(count)
    write = _WRITERS.get(style)
    return str(count) if write is None or count < 1 else write(count)


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    if not 0 <= tens < 10:
        return str(count)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _one_of(first: str, most: int) -> Callable[[int], str]:
    """Write a count as one character of a Unicode series, in figures past its end."""
    return lambda count: chr(ord(first) + count - 1) if count <= most else str(count)


def _roman(count: int) -> str:
    if count > _LARGEST_ROMAN:
        return str(count)
    printed = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        printed += letters * times
    return printed


_WRITERS: dict[str, Callable[[int], str]] = {
    "chineseLegalSimplified": lambda count: "".join(_LEGAL[int(digit)] for digit in str(count)),
    "decimalEnclosedCircle": _one_of("①", 20),
    "decimalEnclosedCircleChinese": _one_of("①", 20),
    "decimalEnclosedFullstop": _one_of("⒈", 20),
    "decimalEnclosedParen": _one_of("⑴", 20),
    "decimalFullWidth": lambda count: "".join(chr(ord(digit) + 0xFEE0) for digit in str(count)),
    "decimalZero": lambda count: f"{count:02d}",
    "ideographEnclosedCircle": _one_of("㊀", 10),
    "ideographTraditional": lambda count: _STEMS[(count - 1) % len(_STEMS)],
    "lowerLetter": lambda count: chr(96 + (count - 1) % 26 + 1),
    "lowerRoman": _roman,
    "upperLetter": lambda count: chr(64 + (count - 1) % 26 + 1),
    "upperRoman": lambda count: _roman(count).upper(),
}
