"""Automatic numbers of paragraphs: what Word prints before the text and does not store in it.

A section heading that Word numbers itself holds only 总体情况; its 一、 stands in ``numbering.xml``.
"""

from dataclasses import dataclass, field

from lxml.etree import _Element

from parsers.formats.docx.names import PARAGRAPH_PROPERTIES, VAL, W
from parsers.formats.docx.package import Package
from parsers.list_numbers import ListLevel, Lists


@dataclass(slots=True)
class Numbering:
    """The lists of one document, and the styles that number their paragraphs by one of them."""

    lists: Lists = field(default_factory=Lists)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # style id -> (num id, level)

    def label(self, paragraph: _Element) -> str:
        """Return the number printed before a paragraph, counting on; "" when it has none."""
        found = self._list_of(paragraph)
        return "" if found is None else self.lists.label(*found)

    def labels_in(self, table: _Element) -> dict[_Element, str]:
        """Return the numbers printed before the paragraphs of a table, counting on."""
        if not self.lists.lists:
            return {}
        marks = (mark.getparent() for mark in table.iter(W + "numPr", W + "pStyle"))
        paragraphs = dict.fromkeys(mark.getparent() for mark in marks if mark is not None)
        labels = {element: self.label(element) for element in paragraphs if element is not None}
        return {element: label for element, label in labels.items() if label}

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


def read_numbering(package: Package, styles: _Element | None) -> Numbering:
    """Read the numbering part and the styles linked to it; a document without them numbers nothing."""
    numbering = Numbering()
    element = package.related("numbering")
    if element is None:
        return numbering
    for abstract in element.iter(W + "abstractNum"):
        numbering.lists.levels[abstract.get(W + "abstractNumId", "")] = {
            _count(level.get(W + "ilvl"), 0): _level(level) for level in abstract.iter(W + "lvl")
        }
    for number in element.iter(W + "num"):
        abstract_id = _value(number, "abstractNumId")
        if abstract_id is not None:
            numbering.lists.lists[number.get(W + "numId", "")] = abstract_id
        numbering.lists.restarts[number.get(W + "numId", "")] = {
            _count(override.get(W + "ilvl"), 0): _count(start, 1)
            for override in number.iter(W + "lvlOverride")
            if (start := _value(override, "startOverride")) is not None
        }
    for properties in () if styles is None else styles.iterfind(f"{W}style/{PARAGRAPH_PROPERTIES}"):
        found = _number_properties(properties)
        style = properties.getparent()
        if style is not None and found is not None and found[0] is not None:
            numbering.styles[style.get(W + "styleId", "")] = (found[0], found[1])
    return numbering


def _level(level: _Element) -> ListLevel:
    start = _count(_value(level, "start"), 1)
    return ListLevel(start, _value(level, "numFmt") or "decimal", _value(level, "lvlText") or "")


def _number_properties(properties: _Element) -> tuple[str | None, int] | None:
    found = properties.find(W + "numPr")
    if found is None:
        return None
    return _value(found, "numId"), _count(_value(found, "ilvl"), 0)


def _count(printed: str | None, otherwise: int) -> int:
    """Return a number of a list as the file says it; what is none, or counts beyond reason, counts for nothing."""
    return int(printed) if printed and printed.isdecimal() and len(printed) < 8 else otherwise


def _value(element: _Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(VAL)
