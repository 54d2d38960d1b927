"""The piece table ([MS-DOC] 2.4.1): the text of a document, put together from where it was saved."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.document import UnreadableDocument
from parsers.formats.doc.binary import plc, u16, u32, utf16
from parsers.formats.doc.file import PIECES, File

MOST_PIECES = 200_000
_PROPERTIES, _TABLE = 1, 2  # the two kinds of entries in a Clx
_COMPRESSED, _OFFSET = 0x40000000, 0x3FFFFFFF

# Modifiers that fit into two bytes ([MS-DOC] 2.9.215 Prm0), those that we use.
_SHORT = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5C: 0x083C}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand side by side: positions ``first`` to ``last`` in the text."""

    first: int
    last: int
    offset: int  # in the WordDocument stream
    width: int  # bytes per character
    modifiers: bytes  # what a fast save changed for the whole piece

    def offset_of(self, position: int) -> int:
        """Return where a character of the piece stands in the stream."""
        return self.offset + (position - self.first) * self.width

    def position_of(self, offset: int) -> int:
        """Return the first character of the piece that stands at or behind an offset, within the piece."""
        steps = -(-(offset - self.offset) // self.width)
        return min(max(self.first + steps, self.first), self.last)


@dataclass(frozen=True, slots=True)
class Text:
    """All characters of a document, one per position, and the pieces they came in."""

    characters: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def piece_at(self, position: int) -> Piece:
        """Return the piece that holds a position."""
        return self.pieces[max(bisect_right(self.starts, position) - 1, 0)]


def read_text(file: File) -> Text:
    """Read the piece table; raises ``UnreadableDocument`` when it has none or says more than there is."""
    clx = file.structure(PIECES)
    changes, table = _entries(clx)
    positions, items = plc(table, 8)
    if len(items) > MOST_PIECES:
        raise UnreadableDocument(f"{len(items)} pieces of text; the limit is {MOST_PIECES}")
    pieces: list[Piece] = []
    parts: list[str] = []
    length = 0
    for index, item in enumerate(items):
        first, last = positions[index], positions[index + 1]
        if first != length or last < first or last - first > len(file.word):
            raise UnreadableDocument("the piece table is broken: its positions are in no order")
        piece = _piece(item, first, last, changes)
        part = _characters(file.word, piece)
        # A character is a byte at least, and no byte is used twice but after changes: more is an attack.
        length += len(part)
        if len(part) != last - first or length > 2 * len(file.word):
            raise UnreadableDocument("the document is broken or cut short: text is missing")
        pieces.append(piece)
        parts.append(part)
    if not pieces:
        raise UnreadableDocument("the document is broken: its piece table is empty")
    if length < file.lengths.main:
        raise UnreadableDocument(f"the document is cut short: {length} of {file.lengths.main} characters")
    return Text("".join(parts), tuple(pieces), tuple(piece.first for piece in pieces))


def _entries(clx: bytes) -> tuple[list[bytes], bytes]:
    """Split a Clx ([MS-DOC] 2.9.38) into the changes that pieces refer to, and the table itself."""
    changes: list[bytes] = []
    at = 0
    while at + 3 <= len(clx) and clx[at] == _PROPERTIES:
        size = u16(clx, at + 1)
        changes.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if at + 5 > len(clx) or clx[at] != _TABLE:
        raise UnreadableDocument("the document is broken or cut short: it has no piece table")
    return changes, clx[at + 5 : at + 5 + u32(clx, at + 1)]


def _piece(item: bytes, first: int, last: int, changes: list[bytes]) -> Piece:
    """Read a Pcd ([MS-DOC] 2.9.177)."""
    packed, change = u32(item, 2), u16(item, 6)
    offset = packed & _OFFSET
    modifiers = b""
    if change & 1:
        modifiers = changes[change >> 1] if change >> 1 < len(changes) else b""
    elif change:
        code = _SHORT.get(change >> 1 & 0x7F)
        modifiers = code.to_bytes(2, "little") + bytes([change >> 8]) if code else b""
    if packed & _COMPRESSED:
        return Piece(first, last, offset // 2, 1, modifiers)
    return Piece(first, last, offset, 2, modifiers)


def _characters(word: bytes, piece: Piece) -> str:
    saved = word[piece.offset : piece.offset_of(piece.last)]
    return saved.decode("cp1252", "replace") if piece.width == 1 else utf16(saved)


def runs_of(text: Text, offsets: tuple[int, ...]) -> Iterator[tuple[int, Piece]]:
    """Yield each run of the stream with each piece that it has characters in.

    ``offsets`` are where the runs begin, in order; a run ends where the next begins.
    """
    for piece in text.pieces:
        first = max(bisect_right(offsets, piece.offset) - 1, 0)
        for run in range(first, bisect_left(offsets, piece.offset_of(piece.last))):
            yield run, piece


def span_of(run: int, piece: Piece, offsets: tuple[int, ...]) -> tuple[int, int]:
    """Return the positions, first and last, that a run covers in a piece."""
    last = piece.position_of(offsets[run + 1]) if run + 1 < len(offsets) else piece.last
    return piece.position_of(offsets[run]), last
