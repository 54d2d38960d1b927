"""The style sheet ([MS-DOC] 2.9.271): which styles are headings, count by a list, or hide their text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.formats.doc.binary import u16
from parsers.formats.doc.file import STYLES, File
from parsers.formats.doc.sprms import C_VANISH, P_LEVEL, P_LIST, modifiers

MOST_STYLES = 4095
_NO_STYLE = 0x0FFF
_PARAGRAPH, _CHARACTER = 1, 2  # stk
_MOST_BASES = 20
_USED = frozenset({P_LIST, P_LEVEL, C_VANISH})
_HEADINGS = range(1, 10)  # sti, and istd too: "heading 1" to "heading 9" in every language


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says itself; None where it leaves a thing to the style it is based on."""

    base: int
    heading: int | None = None
    list_id: int | None = None
    level: int | None = None
    is_hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their numbers (istd); one is read when it is asked for."""

    definitions: dict[int, bytes]
    header: int
    _read: dict[int, Style | None] = field(default_factory=dict)

    def heading(self, style: int) -> int | None:
        """Return the level of a heading style, None for any other."""
        found = self._style(style)
        return found.heading if found else None

    def list_of(self, style: int) -> tuple[int | None, int | None]:
        """Return the list and the level that a style counts by, its bases asked where it is silent."""
        bases = list(self._bases(style))
        list_id = next((base.list_id for base in bases if base.list_id is not None), None)
        return list_id, next((base.level for base in bases if base.level is not None), None)

    def is_hidden(self, style: int) -> bool:
        """Tell whether text in a style is hidden unless it says otherwise."""
        return next((base.is_hidden for base in self._bases(style) if base.is_hidden is not None), False)

    def _bases(self, style: int) -> Iterator[Style]:
        for _ in range(_MOST_BASES):
            found = self._style(style)
            if found is None:
                return
            yield found
            style = found.base

    def _style(self, number: int) -> Style | None:
        if number not in self._read:
            definition = self.definitions.get(number, b"")
            is_whole = len(definition) >= max(self.header, 10)
            self._read[number] = _style(definition, self.header) if is_whole else None
        return self._read[number]


def read_styles(file: File) -> Styles:
    """Read the style sheet; a document without one has no styles."""
    sheet = file.structure(STYLES)
    if len(sheet) < 6:
        return Styles({}, 0)
    at = 2 + u16(sheet, 0)
    count, header = min(u16(sheet, 2), MOST_STYLES), u16(sheet, 4)
    definitions: dict[int, bytes] = {}
    for number in range(count):
        if at + 2 > len(sheet):
            break
        size = u16(sheet, at)
        definitions[number] = sheet[at + 2 : at + 2 + size]
        at += 2 + size + size % 2
    return Styles(definitions, header)


def _style(definition: bytes, header: int) -> Style:
    """Read an STD ([MS-DOC] 2.9.258)."""
    built_in = u16(definition, 0) & 0x0FFF
    kind, base = u16(definition, 2) & 0xF, u16(definition, 2) >> 4
    heading = built_in if built_in in _HEADINGS and kind == _PARAGRAPH else None
    list_id = level = is_hidden = None
    for position, properties in enumerate(_properties(definition, header)):
        is_paragraph = kind == _PARAGRAPH and position == 0
        for code, operand in modifiers(properties[2:] if is_paragraph else properties, _USED):
            if code == P_LIST:
                list_id = u16(operand, 0)
            elif code == P_LEVEL:
                level = operand[0]
            elif code == C_VANISH and kind in {_PARAGRAPH, _CHARACTER}:
                is_hidden = operand[0] == 1
    return Style(base, heading, list_id, level, is_hidden)


def _properties(definition: bytes, header: int) -> Iterator[bytes]:
    """Yield the sets of modifiers behind the name, each at an even place ([MS-DOC] 2.9.104)."""
    if header + 2 > len(definition):
        return
    at = header + 2 + 2 * u16(definition, header) + 2
    for _ in range(2):
        at += at % 2
        if at + 2 > len(definition):
            return
        size = u16(definition, at)
        yield definition[at + 2 : at + 2 + size]
        at += 2 + size
