"""The streams of a Word document and its FIB ([MS-DOC] 2.5): where everything else stands."""

from dataclasses import dataclass

from parsers.compound import Compound
from parsers.document import NeedsConversion, UnreadableDocument
from parsers.formats.doc.binary import u16, u32

_WORD_95 = 0xA5DC  # wIdent of Word 6 and 95
_WORD_97 = 0xA5EC
_FIRST_97 = 0x00BE  # nFib: Word 95 has 104, Word 97 has 193, its betas are near it
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_SMALLEST_FIB = 0x1AA  # to the end of fcClx and lcbClx
_FIRST_PAIR = 154  # FibRgFcLcb97

# Other programs' main streams, and what to call them.
_STRANGERS = (
    ("Workbook", "an Excel workbook"),
    ("Book", "an Excel 5 workbook"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("EncryptedPackage", "an encrypted Office document"),
    ("Contents", "a Microsoft Works or Publisher document"),
)

# Indexes into FibRgFcLcb97 ([MS-DOC] 2.5.6).
STYLES = 1
CHARACTER_PAGES = 12
PARAGRAPH_PAGES = 13
FONTS = 15
PIECES = 33
ANCHORS = 40
DRAWINGS = 50
TEXT_BOXES = 56
LISTS = 73
LIST_OVERRIDES = 74


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many characters each part of the text has, in the order they stand ([MS-DOC] 2.5.4)."""

    main: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    text_boxes: int


@dataclass(frozen=True, slots=True)
class File:
    """The three streams that hold a document: its text, its tables of structures, its data."""

    word: bytes
    table: bytes
    data: bytes
    lengths: Lengths

    def structure(self, index: int) -> bytes:
        """Return a structure of the table stream by its index in the FIB; b"" when there is none."""
        offset, size = self.pair(index)
        return self.table[offset : offset + size]

    def pair(self, index: int) -> tuple[int, int]:
        """Return offset and size of a structure in the table stream."""
        at = _FIRST_PAIR + 8 * index
        if at + 8 > len(self.word):
            return 0, 0
        return u32(self.word, at), u32(self.word, at + 4)


def open_file(compound: Compound) -> File:
    """Open the streams of a document; raises ``UnreadableDocument`` saying what else it is."""
    if "WordDocument" not in compound.names:
        for name, what in _STRANGERS:
            if name in compound.names:
                raise UnreadableDocument(f"no Word document: {what}")
        raise UnreadableDocument("no Word document: the compound file has no WordDocument stream")
    word = compound.stream("WordDocument")
    if len(word) < 32:
        raise UnreadableDocument("the WordDocument stream is cut short")
    kind, version, flags = u16(word, 0), u16(word, 2), u16(word, 10)
    if kind in {_WORD_95, _WORD_97} and flags & _ENCRYPTED:
        raise UnreadableDocument("the document is encrypted: its password is needed")
    if kind == _WORD_95 or (kind == _WORD_97 and version < _FIRST_97):
        raise NeedsConversion(f"a document of Word 6 or 95 (nFib {version})")
    if kind != _WORD_97:
        raise UnreadableDocument(f"no Word document: its stream begins with {kind:#06x}")
    if len(word) < _SMALLEST_FIB:
        raise UnreadableDocument("the WordDocument stream is cut short")
    table = "1Table" if flags & _TABLE_1 else "0Table"
    if table not in compound.names:
        raise UnreadableDocument(f"the document is broken: it has no stream {table}")
    lengths = Lengths(*(u32(word, offset) for offset in range(76, 104, 4)))
    return File(word, compound.stream(table), compound.optional_stream("Data"), lengths)
