"""The properties of paragraphs ([MS-DOC] 2.4.6.1): in a table or not, end of a row, counted by a list."""

from bisect import bisect_right
from dataclasses import dataclass

from parsers.document import UnreadableDocument
from parsers.formats.doc import sprms
from parsers.formats.doc.binary import i32, u16, u32
from parsers.formats.doc.file import File
from parsers.formats.doc.pages import paragraph_runs
from parsers.formats.doc.pieces import Text
from parsers.formats.doc.styles import Styles

_ROW_MODIFIERS = frozenset({
    sprms.T_DEFINITION, sprms.T_MERGE, sprms.T_SPLIT, sprms.T_INSERT, sprms.T_DELETE, sprms.T_WIDTH,
    sprms.T_VERTICAL,
})  # fmt: skip


@dataclass(slots=True)
class Paragraph:
    """What we use of a paragraph's properties. ``row`` are the modifiers of the table row it ends."""

    style: int = 0
    is_in_table: bool = False
    depth: int = 0
    is_row_end: bool = False
    is_inner_cell_end: bool = False
    is_inner_row_end: bool = False
    list_id: int | None = None
    level: int | None = None
    is_hidden: bool = False  # by its style
    is_plain: bool = False  # of a box in a table, and nothing is to be said about it
    row: tuple[tuple[int, bytes], ...] = ()


_NO_PARAGRAPH = Paragraph()


class Paragraphs:
    """Gives the properties of the paragraph at a position; equal sets of modifiers are read once."""

    def __init__(self, file: File, text: Text, styles: Styles) -> None:
        self._data = file.data
        self._left = 2 * len(file.data)
        self._text = text
        self._styles = styles
        self._runs = paragraph_runs(file)
        self._piece = text.piece_at(0)
        self._read: dict[tuple[bytes, bytes], Paragraph] = {}

    def at(self, position: int) -> Paragraph:
        """Return the properties of the paragraph that holds a position, its mark usually."""
        piece = self._piece
        if not piece.first <= position < piece.last:  # positions are asked in order: the piece is known
            piece = self._piece = self._text.piece_at(position)
        offset = piece.offset + (position - piece.first) * piece.width
        run = bisect_right(self._runs.offsets, offset) - 1
        if run < 0:
            return _NO_PARAGRAPH
        key = self._runs.properties[run], piece.modifiers
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = self._paragraph(*key)
        return found

    def _paragraph(self, properties: bytes, changes: bytes) -> Paragraph:
        found = Paragraph()
        if len(properties) >= 2:
            found.style = u16(properties, 0)
            self._apply(properties[2:], found, is_huge=False)
        self._apply(changes, found, is_huge=False)
        if found.is_in_table:
            found.depth = max(found.depth, 1)
        list_id, level = self._styles.list_of(found.style)
        if found.list_id is None:
            found.list_id = list_id
        if found.level is None:
            found.level = level or 0
        found.is_hidden = self._styles.is_hidden(found.style)
        is_end = found.is_row_end or found.is_inner_row_end
        found.is_plain = found.depth == 1 and not (is_end or found.is_hidden or found.list_id)
        return found

    def _apply(self, properties: bytes, found: Paragraph, *, is_huge: bool) -> None:
        for code, operand in sprms.modifiers(properties, _USED):
            if code in _FLAGS:
                setattr(found, _FLAGS[code], operand[0] != 0)
            elif code in _ROW_MODIFIERS:
                found.row += ((code, operand),)
            elif code in sprms.P_HUGE and not is_huge:  # only one set may stand elsewhere
                self._apply(self._elsewhere(u32(operand, 0)), found, is_huge=True)
            elif code in _NUMBERS:
                _number(found, code, operand)

    def _elsewhere(self, offset: int) -> bytes:
        """Return modifiers from the Data stream (PrcData, [MS-DOC] 2.9.211)."""
        if offset + 2 > len(self._data):
            return b""
        found = self._data[offset + 2 : offset + 2 + u16(self._data, offset)]
        self._left -= len(found)
        if self._left < 0:
            raise UnreadableDocument("the document is broken: its properties are larger than their stream")
        return found


_FLAGS = {
    sprms.P_IN_TABLE: "is_in_table",
    sprms.P_ROW_END: "is_row_end",
    sprms.P_INNER_CELL_END: "is_inner_cell_end",
    sprms.P_INNER_ROW_END: "is_inner_row_end",
}
_NUMBERS = frozenset({sprms.P_LIST, sprms.P_LEVEL, sprms.P_STYLE, sprms.P_DEPTH, sprms.P_DEPTH_STEP})
_USED = _ROW_MODIFIERS | sprms.P_HUGE | _NUMBERS | _FLAGS.keys()


def _number(found: Paragraph, code: int, operand: bytes) -> None:
    if code == sprms.P_LIST:
        found.list_id = u16(operand, 0)
    elif code == sprms.P_LEVEL:
        found.level = operand[0]
    elif code == sprms.P_STYLE:
        found.style = u16(operand, 0)
    elif code == sprms.P_DEPTH:
        found.depth = i32(operand, 0)
    else:
        found.depth += i32(operand, 0)
