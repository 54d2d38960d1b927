"""The body of an RTF document: words change the state, text goes into paragraphs, cells and rows."""

from collections.abc import Callable
from dataclasses import dataclass

from parsers.document import Picture, Place, Table, UnreadableDocument
from parsers.edges import Merge
from parsers.formats.rtf.blocks import Blocks
from parsers.formats.rtf.definitions import Definitions
from parsers.formats.rtf.pictures import picture_of, pictures_in
from parsers.formats.rtf.tables import RowShape
from parsers.formats.rtf.text import PRIVATE, Run, Text
from parsers.formats.rtf.tokens import BRACE, HEX, NUMBERED, SYMBOL, TEXT, TOKEN, WORD, end_of_group
from parsers.formats.rtf.words import CHARACTERS, SEEN, SKIPPED, SYMBOLS

MOST_OPEN_GROUPS = 5_000
_DEEPEST = 4  # text within text: a box in a box


@dataclass(slots=True)
class ParagraphState:
    r"""What ``\pard`` sets back."""

    is_in_table: bool = False
    style: int = 0
    list_id: int = 0
    level: int = 0


class Reader:
    """Reads one stretch of RTF: a document, or the text of a box, a note, a number."""

    def __init__(self, source: str, definitions: Definitions, depth: int = 0) -> None:
        self.blocks = Blocks()
        self.unread: list[tuple[str, Place]] = []
        self.is_cut_short = False
        self.definitions = definitions
        self.printed = Text(definitions)
        self.paragraph = ParagraphState()
        self.row = RowShape()
        self._source = source
        self._depth = depth
        self._position = 0
        self._stack: list[Run] = []
        self._label = ""
        self._is_starred = False

    def read(self) -> None:
        """Read the source to its end or to the end of its outermost group."""
        source, match = self._source, TOKEN.match
        while found := match(source, self._position):
            self._position = found.end()
            kind = found.lastindex
            if kind in {WORD, NUMBERED}:
                self._word(found[1], found[2])
            elif kind == TEXT:
                self.printed.add_bytes(found[6].encode("latin-1"))
            elif kind == HEX:
                self.printed.add_bytes(bytes([int(found[3], 16)]))
            elif kind == BRACE:
                if not (self._open() if found[5] == "{" else self._close()):
                    break
            elif kind == SYMBOL:
                self._symbol(found[4])
        self.is_cut_short = self._depth == 0 and (bool(self._stack) or self._position < len(source))
        if self.printed.is_begun or self._label or self.blocks.has_pictures:
            self.end_paragraph()
        self.blocks.end_table()

    def text(self) -> str:
        """Read the source and return all its text."""
        self.read()
        parts = []
        for block in self.blocks.found:
            if isinstance(block, Table):
                parts += [cell.text for cell in block.cells]
            elif not isinstance(block, Picture):
                parts.append(block.label + block.text)
        return "\n".join(parts)

    def inner_text(self, source: str) -> str:
        """Return the text of a group that stands outside the run of the text."""
        if self._depth >= _DEEPEST:
            self.note(f"text in more than {_DEEPEST} boxes within one another")
            return ""
        return Reader(source, self.definitions, self._depth + 1).text()

    def note(self, what: str) -> None:
        """Tell what was met and not read."""
        self.unread.append((what, Place()))

    def skip_bytes(self, number: int) -> None:
        """Skip bytes that are not RTF."""
        self._position += max(number, 0)

    def take_number(self, source: str) -> None:
        """Take the number that the writer printed before a paragraph."""
        self._label = "".join(char for char in self.inner_text(source) if ord(char) not in PRIVATE).strip()

    def end_paragraph(self) -> None:
        """End a paragraph, in a cell or outside tables."""
        label, text = self._taken_label(), self.printed.take()
        if self.paragraph.is_in_table or self.blocks.is_row_open:
            self.blocks.end_cell_paragraph(label + text)
        else:
            self.blocks.end_paragraph(text, label, self.definitions.headings.get(self.paragraph.style))

    def end_cell(self) -> None:
        """End a cell with the paragraph that it ends with."""
        label = self._taken_label()
        self.blocks.end_cell(label + self.printed.take())

    def _open(self) -> bool:
        if len(self._stack) >= MOST_OPEN_GROUPS:
            raise UnreadableDocument(f"more than {MOST_OPEN_GROUPS} groups within one another")
        self._stack.append(self.printed.open())
        self._is_starred = False
        return True

    def _close(self) -> bool:
        """End a group; False when it was the outermost."""
        self.printed.close(self._stack.pop() if self._stack else self.printed.run)
        if self._stack or self._depth:
            return True
        rest = self._source[self._position :].strip("\0\r\n\t }")
        if rest:
            self.note(f"{len(rest)} bytes behind the end of the document")
        self._position = len(self._source)
        return False

    def _word(self, word: str, printed: str | None) -> None:
        is_starred, self._is_starred = self._is_starred, False
        act = _WORDS.get(word)
        if act is not None:
            act(self, None if printed is None else int(printed))
        elif word in _CAPTURED:
            _CAPTURED[word](self, self._take_group())
        elif word in SKIPPED or (is_starred and word not in SEEN):
            self._take_group()
        elif word in CHARACTERS:
            self.printed.add(CHARACTERS[word])

    def _take_group(self) -> str:
        """Return the rest of the group that is open, and go to its end."""
        start = self._position
        self._position = end_of_group(self._source, start)
        return self._source[start : self._position]

    def _symbol(self, printed: str) -> None:
        if printed == "*":
            self._is_starred = True
        elif printed in "\\{}":
            self.printed.add_bytes(printed.encode("ascii"))
        elif printed in "\r\n":
            self.end_paragraph()
        elif printed in SYMBOLS:
            self.printed.add(SYMBOLS[printed])

    def _taken_label(self) -> str:
        """Return the number of the paragraph: as its writer printed it, or as its list counts."""
        paragraph = self.paragraph
        counted = ""
        if paragraph.list_id:
            counted = self.definitions.lists.label(str(paragraph.list_id), paragraph.level)
        label, self._label = self._label or counted, ""
        return label


# What words do that change the state, and what is done with groups that are read as a whole. A word
# without a number switches a property on.

_Act = Callable[[Reader, int | None], None]


def _begin_paragraph(reader: Reader, _: int | None) -> None:
    reader.paragraph = ParagraphState()


def _end_paragraph(reader: Reader, _: int | None) -> None:
    reader.end_paragraph()


def _end_cell(reader: Reader, _: int | None) -> None:
    reader.end_cell()


def _page_break(reader: Reader, _: int | None) -> None:
    if reader.printed.is_begun:
        reader.printed.add("\n")


def _set_plain(reader: Reader, _: int | None) -> None:
    reader.printed.flush()
    reader.printed.run = Run(unicode_skip=reader.printed.run.unicode_skip)


def _set_font(reader: Reader, number: int | None) -> None:
    if number != reader.printed.run.font:
        reader.printed.flush()
        reader.printed.run.font = number


def _set_hidden(reader: Reader, number: int | None) -> None:
    reader.printed.flush()
    reader.printed.run.is_hidden = number != 0


def _set_deleted(reader: Reader, number: int | None) -> None:
    reader.printed.flush()
    reader.printed.run.is_deleted = number != 0


def _set_in_table(reader: Reader, number: int | None) -> None:
    reader.paragraph.is_in_table = number != 0


def _set_style(reader: Reader, number: int | None) -> None:
    reader.paragraph.style = number or 0


def _set_list(reader: Reader, number: int | None) -> None:
    reader.paragraph.list_id = number or 0


def _set_level(reader: Reader, number: int | None) -> None:
    reader.paragraph.level = number or 0


def _begin_row(reader: Reader, _: int | None) -> None:
    reader.row = RowShape()


def _set_vertical(merge: Merge) -> _Act:
    def act(reader: Reader, _: int | None) -> None:
        reader.row.vertical = merge

    return act


def _join_left(reader: Reader, _: int | None) -> None:
    reader.row.joins_left = True


def _take_picture(reader: Reader, source: str) -> None:
    if reader.printed.run.is_seen:
        reader.blocks.add_picture(picture_of(source))


def _take_shape_value(reader: Reader, source: str) -> None:
    for picture in pictures_in(source):
        _take_picture(reader, picture)


def _take_note(reader: Reader, source: str) -> None:
    text = reader.inner_text(source).strip()
    if text:
        reader.note(f"footnote: {text}")


_WORDS: dict[str, _Act] = {
    "u": lambda reader, number: reader.printed.add_unicode(number or 0),
    "uc": lambda reader, number: reader.printed.set_unicode_skip(number or 0),
    "f": _set_font, "plain": _set_plain, "v": _set_hidden, "deleted": _set_deleted,
    "bin": lambda reader, number: reader.skip_bytes(number or 0),
    "pard": _begin_paragraph, "intbl": _set_in_table, "itap": _set_in_table, "s": _set_style, "ls": _set_list,
    "ilvl": _set_level, "par": _end_paragraph, "sect": _end_paragraph, "page": _page_break,
    "trowd": _begin_row, "clmrg": _join_left, "clvmgf": _set_vertical(Merge.START),
    "clvmrg": _set_vertical(Merge.GOES_ON), "cell": _end_cell,
    "trleft": lambda reader, number: reader.row.set_left(number or 0),
    "cellx": lambda reader, number: reader.row.end_cell(number or 0),
    "row": lambda reader, _: reader.blocks.end_row(reader.row),
    "ansicpg": lambda reader, number: reader.definitions.set_code_page(number),
    "deff": lambda reader, number: reader.definitions.set_default_font(number),
}  # fmt: skip
_CAPTURED: dict[str, Callable[[Reader, str], None]] = {
    "fonttbl": lambda reader, source: reader.definitions.read_fonts(source),
    "stylesheet": lambda reader, source: reader.definitions.read_styles(source),
    "info": lambda reader, source: reader.definitions.read_info(source),
    "listtable": lambda reader, source: reader.definitions.read_lists(source),
    "listoverridetable": lambda reader, source: reader.definitions.read_overrides(source),
    "shptxt": lambda reader, source: reader.printed.add(reader.inner_text(source) + "\n"),
    "pict": _take_picture, "sv": _take_shape_value, "footnote": _take_note,
    "listtext": Reader.take_number, "pntext": Reader.take_number,
}  # fmt: skip
