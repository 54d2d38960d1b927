"""Automatic numbers of OpenDocument lists and headings: their styles, and how far each has counted."""

from dataclasses import dataclass, field

from lxml import etree

from parsers.formats.odt.names import STYLE, TEXT
from parsers.list_numbers import format_number

_LEVEL_NUMBER, _LIST_STYLE = TEXT + "list-level-style-number", TEXT + "list-style"
_OUTLINE_STYLE, _OUTLINE_LEVEL = TEXT + "outline-style", TEXT + "outline-level-style"
# The samples of ODF's style:num-format to the names of Word's styles; others are numbered in figures.
_STYLES = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting", "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "一, 十, 一百(繁), ...": "chineseCounting", "１, ２, ３, ...": "decimalFullWidth",
    "①, ②, ③, ...": "decimalEnclosedCircle", "甲, 乙, 丙, ...": "ideographTraditional",
    "一, 二, 三(繁), ...": "chineseCounting", "": "none",
}  # fmt: skip
_OUTLINE = "\0outline"
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    prefix: str
    suffix: str
    start: int
    shown: int  # how many levels the number prints, this one and those above it


@dataclass(slots=True)
class OdtLists:
    """The list styles of a document, and the counts of each so far."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # style -> level from 0
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def begin(self, style: str | None, level: int, *, goes_on: bool) -> None:
        """Begin a list; one that does not go on counts from its start."""
        if style is not None and level == 0 and not goes_on:
            self.counts.pop(style, None)

    def label(self, style: str | None, level: int, item: etree._Element) -> str:
        """Count on and return the number before an item; "" for a bullet or a style that is not defined."""
        printed = item.get(TEXT + "start-value") or ""
        start = int(printed) if printed.isdecimal() and len(printed) < 8 else None
        return "" if style is None else self._count(style, level, start)

    def outline(self, level: int) -> str:
        """Count on and return the number before a heading of a level from 1."""
        return self._count(_OUTLINE, min(level, _DEEPEST) - 1, None)

    def _count(self, style: str, level: int, start: int | None) -> str:
        levels = self.levels.get(style, {})
        if level not in levels:
            return ""
        own = levels[level]
        counts = self.counts.setdefault(style, {})
        counts[level] = counts.get(level, own.start - 1) + 1 if start is None else start
        for deeper in [depth for depth in counts if depth > level]:
            del counts[deeper]
        shown = [
            format_number(counts.get(depth, levels[depth].start), levels[depth].style)
            for depth in range(max(level + 1 - own.shown, 0), level + 1)
            if depth in levels
        ]
        number = ".".join(filter(None, shown))
        return f"{own.prefix}{number}{own.suffix}" if number else ""


def read_lists(content: etree._Element, styles: etree._Element | None) -> OdtLists:
    """Read the list styles of both parts; those of the content are the nearer ones."""
    lists = OdtLists()
    for part in (styles, content):
        if part is None:
            continue
        for style in part.iter(_LIST_STYLE):
            lists.levels[style.get(STYLE + "name") or ""] = dict(map(_level, style.iter(_LEVEL_NUMBER)))
        for style in part.iter(_OUTLINE_STYLE):
            lists.levels[_OUTLINE] = dict(map(_level, style.iter(_OUTLINE_LEVEL)))
    return lists


def _level(element: etree._Element) -> tuple[int, _Level]:
    printed = element.get(STYLE + "num-format") or ""
    return _whole(element.get(TEXT + "level"), 1) - 1, _Level(
        _STYLES.get(printed, "decimal"),
        element.get(STYLE + "num-prefix") or "",
        element.get(STYLE + "num-suffix") or "",
        _whole(element.get(TEXT + "start-value"), 1),
        min(_whole(element.get(TEXT + "display-levels"), 1), _DEEPEST),
    )


def _whole(printed: str | None, otherwise: int) -> int:
    return int(printed) if printed and printed.isdecimal() and len(printed) < 8 else otherwise
