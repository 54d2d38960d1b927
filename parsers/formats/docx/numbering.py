"""Automatic numbers of paragraphs: what Word prints before the text and does not store in it.

A section heading that Word numbers itself holds only 总体情况; its 一、 stands in ``numbering.xml``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from docx.document import Document as Package
from lxml.etree import _Element

from parsers.formats.docx.names import PARAGRAPH_PROPERTIES, VAL, W

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_COUNTING = frozenset({
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
    "taiwaneseCounting", "taiwaneseCountingThousand",
})  # fmt: skip
_SILENT = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    pattern: str  # "%1、", "（%2）"


@dataclass(slots=True)
class Numbering:
    """The numbering definitions of one document, and how far each list has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by abstract id
    lists: dict[str, str] = field(default_factory=dict)  # num id -> abstract id
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)  # num id -> level -> start
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # style id -> (num id, level)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: _Element) -> str:
        """Return the number printed before a paragraph, counting on; "" when it has none."""
        found = self._list_of(paragraph)
        if found is None or found[0] not in self.lists:
            return ""
        number, level = found
        abstract = self.lists[number]
        levels = self.levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._count(number, abstract, level)
        printed = levels[level].pattern
        for depth in range(level + 1):
            if f"%{depth + 1}" in printed and depth in levels:
                count = counts.get(depth, levels[depth].start)
                printed = printed.replace(f"%{depth + 1}", format_number(count, levels[depth].style))
        return printed

    def _count(self, number: str, abstract: str, level: int) -> dict[int, int]:
        counts = self.counters.setdefault(abstract, {})
        for restarted, start in self.restarts.pop(number, {}).items():
            counts[restarted] = start - 1
        counts[level] = counts.get(level, self.levels[abstract][level].start - 1) + 1
        for deeper in [depth for depth in counts if depth > level]:
            del counts[deeper]
        return counts

    def _list_of(self, paragraph: _Element) -> tuple[str, int] | None:
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        if properties is None:
            return None
        own = _number_properties(properties)
        style = properties.find(W + "pStyle")
        inherited = None if style is None else self.styles.get(style.get(VAL, ""))
        if own is None or own[0] is None:
            return inherited
        return None if own[0] == "0" else (own[0], own[1])


def read_numbering(package: Package) -> Numbering:
    """Read the numbering part and the styles linked to it; a document without them numbers nothing."""
    numbering = Numbering()
    part = next(
        (rel.target_part for rel in package.part.rels.values() if rel.reltype.endswith("/numbering")), None
    )
    if part is None:
        return numbering
    element: _Element = part.element
    for abstract in element.iter(W + "abstractNum"):
        numbering.levels[abstract.get(W + "abstractNumId", "")] = {
            int(level.get(W + "ilvl", "0")): _level(level) for level in abstract.iter(W + "lvl")
        }
    for number in element.iter(W + "num"):
        abstract_id = _value(number, "abstractNumId")
        if abstract_id is not None:
            numbering.lists[number.get(W + "numId", "")] = abstract_id
        numbering.restarts[number.get(W + "numId", "")] = {
            int(override.get(W + "ilvl", "0")): int(start)
            for override in number.iter(W + "lvlOverride")
            if (start := _value(override, "startOverride")) is not None
        }
    for style in package.styles.element.iter(W + "style"):
        properties = style.find(PARAGRAPH_PROPERTIES)
        found = None if properties is None else _number_properties(properties)
        if found is not None and found[0] is not None:
            numbering.styles[style.get(W + "styleId", "")] = (found[0], found[1])
    return numbering


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


def _enclosed(count: int) -> str:
    return chr(0x2460 + count - 1) if count <= 20 else str(count)


_WRITERS: dict[str, Callable[[int], str]] = {
    "chineseLegalSimplified": lambda count: "".join(_LEGAL[int(digit)] for digit in str(count)),
    "decimalEnclosedCircle": _enclosed,
    "decimalEnclosedCircleChinese": _enclosed,
    "decimalFullWidth": lambda count: "".join(chr(ord(digit) + 0xFEE0) for digit in str(count)),
    "lowerLetter": lambda count: chr(96 + (count - 1) % 26 + 1),
    "upperLetter": lambda count: chr(64 + (count - 1) % 26 + 1),
    "ideographTraditional": lambda count: _STEMS[(count - 1) % len(_STEMS)],
}


def _level(level: _Element) -> _Level:
    start = _value(level, "start")
    return _Level(int(start or 1), _value(level, "numFmt") or "decimal", _value(level, "lvlText") or "")


def _number_properties(properties: _Element) -> tuple[str | None, int] | None:
    found = properties.find(W + "numPr")
    if found is None:
        return None
    return _value(found, "numId"), int(_value(found, "ilvl") or 0)


def _value(element: _Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(VAL)
