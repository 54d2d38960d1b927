"""A document read, its format forgotten: blocks in order, each with its place.

Every format reader gives this; everything after it (forms, sections, mentions) reads only this.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]


class UnreadableDocument(Exception):
    """The bytes cannot be read as a document; the message says why, for a person."""


class NeedsConversion(UnreadableDocument):
    """A document of a format that no reader of ours knows; the message says which. LibreOffice reads it."""


class Place(NamedTuple):  # made for every box of every table: a dataclass takes three times as long
    """Where a reader can look in the original. Only what applies is set.

    ``block``, ``row`` and ``column`` count from 0; ``line`` and ``page`` from 1, as people count
    them. ``box`` is left, top, right, bottom in points of its page; of what OCR read in a picture
    that has no page it is in pixels of the picture, and ``page`` counts pictures that follow one another.
    """

    block: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph that the format itself calls a heading (``h1``-``h6``, a Word heading style)."""

    text: str
    place: Place
    level: int = 1
    label: str = ""  # automatic number that the format resolves: "一、"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``text`` excludes the automatic number, which is ``label``."""

    text: str
    place: Place
    label: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the text; ``source`` is its URL or its member name inside the package."""

    source: str
    place: Place
    body: bytes | None = None


class TableCell(NamedTuple):  # as often
    """One box of a table as printed, with the grid positions that it covers."""

    row: int
    column: int
    text: str  # untrimmed; paragraphs of the cell joined with a line break
    place: Place
    row_span: int = 1
    column_span: int = 1
    has_picture: bool = False
    is_proved: bool = True  # by lines or markup; a table without lines was only laid out by its labels
    recognition: float | None = None  # least score of its lines, 0 to 1, where OCR read them in a picture


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``is_ragged`` says that a converter lost the spans, so columns do not align."""

    cells: tuple[TableCell, ...]
    place: Place
    is_ragged: bool = False

    def rows(self) -> Iterator[tuple[TableCell, ...]]:
        """Yield the cells that begin in each row, from the top, left to right."""
        starting: dict[int, list[TableCell]] = {}
        for cell in self.cells:
            starting.setdefault(cell.row, []).append(cell)
        for row in range(max(starting, default=-1) + 1):
            yield tuple(sorted(starting.get(row, []), key=lambda cell: cell.column))


Block = Heading | Paragraph | Picture | Table


@dataclass(frozen=True, slots=True)
class Residue:
    """Traces of a conversion in the text, such as ``[bookmark: _GoBack]``, taken out of it."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """A blob read: its blocks in order, and what the reader wants to say about them.

    ``is_converted`` marks text made by a converter: its residues and paddings are findings about
    the text, while in every other format they are our reading. ``converter`` is the program that made what
    was read of a file that we do not read ourselves, None where we read the file itself. ``title`` is what the file says of
    itself outside its body (``<title>``, meta tags); ``metadata`` are its other such words
    (``PubDate``). ``is_charset_guessed`` says that some bytes fitted no charset.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    is_charset_guessed: bool = False
    is_converted: bool = False
    converter: str | None = None
    residues: tuple[Residue, ...] = ()
    unread: tuple[tuple[str, Place], ...] = ()  # (what was met and not read, where)
