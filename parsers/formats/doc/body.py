"""The main text as blocks in order: paragraphs, tables and pictures where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.document import Block, Heading, Picture, Place
from parsers.document import Paragraph as TextParagraph
from parsers.edges import CellBudget, EdgeCell, table_of
from parsers.formats.doc.boxes import anchored_shapes, text_boxes
from parsers.formats.doc.characters import ANCHOR, clean, shown
from parsers.formats.doc.drawings import floating_pictures
from parsers.formats.doc.file import File
from parsers.formats.doc.numbering import Numbering
from parsers.formats.doc.paragraphs import Paragraph, Paragraphs
from parsers.formats.doc.pictures import Pictures
from parsers.formats.doc.pieces import read_text
from parsers.formats.doc.rows import CellText, cells_of, shape_of
from parsers.formats.doc.styles import read_styles

_MARK = re.compile("[\r\x07\x0c]")
_PICTURES = re.compile("[\x01\x08]")  # in the line, and anchored there
_CELL_END, _PARAGRAPH_END = "\x07", "\r"


@dataclass(slots=True)
class _OpenTable:
    """A table whose end has not come yet, down to the paragraphs of the cell that is being read."""

    budget: CellBudget
    rows: list[tuple[EdgeCell, ...]] = field(default_factory=list)
    cells: list[CellText] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    pictures: list[tuple[str, bytes | None]] = field(default_factory=list)
    pictures_before_cell: int = 0

    def end_cell(self) -> None:
        has_picture = len(self.pictures) > self.pictures_before_cell
        self.cells.append(CellText("\n".join(self.paragraphs), has_picture))
        self.paragraphs = []
        self.pictures_before_cell = len(self.pictures)

    def end_row(self, paragraph: Paragraph, *, is_deleted: bool) -> None:
        if not is_deleted and (self.cells or paragraph.row):
            row = cells_of(shape_of(paragraph.row), self.cells)
            self.budget.spend(len(row))
            self.rows.append(row)
        self.cells, self.paragraphs = [], []


class Body:
    """Walks the main text once; knows the lists so far and the styles that are headings."""

    def __init__(self, file: File) -> None:
        text = read_text(file)
        self._file = file
        self._styles = read_styles(file)
        self._shown = shown(file, text, self._styles)
        self._paragraphs = Paragraphs(file, text, self._styles)
        self._numbering = Numbering(file)
        self._shapes = anchored_shapes(file)
        self._boxes = text_boxes(file)
        self._budget = CellBudget()
        self._inline = Pictures(file.data)
        self._floating = Pictures(file.word)
        self._drawn = floating_pictures(file) if self._shapes else {}
        self._has_pictures = bool(self._shown.pictures or self._drawn)
        self._count = 0

    def blocks(self) -> Iterator[Block]:
        """Yield headings, paragraphs, tables and pictures in the order of the text."""
        table = _OpenTable(self._budget)
        main = self._shown.characters[: self._file.lengths.main]
        begin = 0
        for found in _MARK.finditer(main):
            mark, position = found[0], found.start()
            paragraph = self._paragraphs.at(position)
            if position in self._shown.deleted_marks and self._goes_on(mark, position, paragraph):
                continue
            if paragraph.depth or mark == _CELL_END:
                self._in_table(table, paragraph, mark, (begin, position))
            else:
                yield from self._end(table)
                table = _OpenTable(self._budget)
                yield from self._paragraph(paragraph, mark, (begin, position))
            begin = position + 1
        yield from self._end(table)
        if begin < len(main):
            yield from self._paragraph(self._paragraphs.at(begin), _PARAGRAPH_END, (begin, len(main)))

    def unread(self) -> Iterator[tuple[str, Place]]:
        """Yield what stands outside the main text and was not put into it: notes, boxes without anchor."""
        lengths = self._file.lengths
        notes = lengths.main + lengths.footnotes
        endnotes = notes + lengths.headers + lengths.macros + lengths.comments
        stretches = [("footnotes", lengths.main, notes), ("endnotes", endnotes, endnotes + lengths.endnotes)]
        stretches += [("a text box", first, last) for first, last in self._boxes.values()]
        for what, first, last in stretches:
            text = clean(self._shown.characters[first:last].replace(_PARAGRAPH_END, "\n")).strip()
            if text:
                yield f"{what}: {text}", Place()

    def _goes_on(self, mark: str, position: int, paragraph: Paragraph) -> bool:
        """Tell whether a tracked change deleted this mark, so that the next paragraph joins this one."""
        if mark != _PARAGRAPH_END or position + 1 >= self._file.lengths.main:
            return False
        return self._paragraphs.at(position + 1).depth == paragraph.depth

    def _in_table(self, table: _OpenTable, paragraph: Paragraph, mark: str, span: tuple[int, int]) -> None:
        if mark == _CELL_END and paragraph.is_plain and not table.paragraphs and not self._has_pictures:
            table.cells.append(CellText(self._text(span)))
            return
        if mark == _CELL_END and paragraph.is_row_end and paragraph.depth <= 1:
            table.end_row(paragraph, is_deleted=span[1] in self._shown.deleted_marks)
            return
        if not paragraph.is_inner_row_end:
            label, text = self._read(paragraph, mark, span)
            table.paragraphs.append(label + text)
            if self._has_pictures:
                table.pictures += self._pictures(span)
        if mark == _CELL_END:
            table.end_cell()

    def _end(self, table: _OpenTable) -> Iterator[Block]:
        if table.paragraphs:
            table.end_cell()
        if table.cells:
            table.end_row(Paragraph(), is_deleted=False)  # its end is lost: the cells are kept
        if any(table.rows):
            yield self._counted(table_of(table.rows, self._count))
        for source, body in table.pictures:
            yield self._counted(Picture(source, Place(block=self._count), body))

    def _paragraph(self, paragraph: Paragraph, mark: str, span: tuple[int, int]) -> Iterator[Block]:
        label, text = self._read(paragraph, mark, span)
        if text.strip() or label:
            place = Place(block=self._count)
            level = self._styles.heading(paragraph.style)
            if level is None:
                yield self._counted(TextParagraph(text, place, label))
            else:
                yield self._counted(Heading(text, place, level, label))
        for source, body in self._pictures(span):
            yield self._counted(Picture(source, Place(block=self._count), body))

    def _read(self, paragraph: Paragraph, mark: str, span: tuple[int, int]) -> tuple[str, str]:
        """Return the number and the text of a paragraph; a page break within it counts nothing."""
        text = self._text(span)
        if paragraph.is_hidden:
            text = ""
        if not paragraph.list_id or (mark == "\x0c" and not text.strip()):
            return "", text
        return self._numbering.label(paragraph), text

    def _text(self, span: tuple[int, int]) -> str:
        characters = self._shown.characters[span[0] : span[1]]
        if characters.isprintable():  # so is nearly every box
            return characters
        if ANCHOR not in characters:
            return clean(characters)
        parts = []
        for position, char in enumerate(characters, span[0]):
            box = self._boxes.pop(self._shapes.get(position, -1), None) if char == ANCHOR else None
            parts.append(char if box is None else self._shown.characters[slice(*box)].replace("\r", "\n"))
        return clean("".join(parts))

    def _pictures(self, span: tuple[int, int]) -> Iterator[tuple[str, bytes | None]]:
        for found in _PICTURES.finditer(self._shown.characters, *span):
            position = found.start()
            offset = self._shown.pictures.get(position)
            if offset is not None:
                yield f"Data@{offset}", self._inline.inline(offset)
            for first, last in self._drawn.get(self._shapes.get(position, -1), ()):
                yield f"WordDocument@{first}", self._floating.between(first, last)

    def _counted(self, block: Block) -> Block:
        self._count += 1
        return block
