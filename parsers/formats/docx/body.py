"""The body of a Word document as blocks in order."""

from collections.abc import Iterator

from docx.document import Document as Package
from lxml.etree import _Element

from parsers.document import Block, Heading, Paragraph, Picture, Place
from parsers.formats.docx.names import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    SDT,
    SDT_CONTENT,
    TABLE,
    VAL,
    WRAPPERS,
    W,
)
from parsers.formats.docx.numbering import read_numbering
from parsers.formats.docx.tables import read_table
from parsers.formats.docx.text import paragraph_text, pictures_in


class Body:
    """Walks the body once; knows the numbering so far and the styles that are headings."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.numbering = read_numbering(package)
        self.headings = dict(_heading_styles(package))
        self.count = 0

    def blocks(self) -> Iterator[Block]:
        """Yield headings, paragraphs, tables and pictures in the order of the text."""
        yield from self._walk(self.package.element.body)

    def _walk(self, element: _Element) -> Iterator[Block]:
        for child in element:
            if child.tag == PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == TABLE:
                yield self._counted(read_table(child, self.count))
                yield from self._pictures(child)
            elif child.tag in WRAPPERS or child.tag in {SDT, SDT_CONTENT}:
                yield from self._walk(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[Block]:
        label = self.numbering.label(paragraph)
        text = paragraph_text(paragraph)
        if text.strip() or label:
            level = self._heading_level(paragraph)
            place = Place(block=self.count)
            if level is None:
                yield self._counted(Paragraph(text, place, label))
            else:
                yield self._counted(Heading(text, place, level, label))
        yield from self._pictures(paragraph)

    def _pictures(self, element: _Element) -> Iterator[Block]:
        for relation in pictures_in(element):
            part = self.package.part.related_parts.get(relation)
            source = str(part.partname) if part is not None else relation
            body = part.blob if part is not None else None
            yield self._counted(Picture(source, Place(block=self.count), body))

    def _heading_level(self, paragraph: _Element) -> int | None:
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        style = None if properties is None else properties.find(W + "pStyle")
        return None if style is None else self.headings.get(style.get(VAL, ""))

    def _counted(self, block: Block) -> Block:
        self.count += 1
        return block


def _heading_styles(package: Package) -> Iterator[tuple[str, int]]:
    """Yield the style ids that are headings: Word names them "heading 1" in every language."""
    for style in package.styles.element.iter(W + "style"):
        name = style.find(W + "name")
        printed = "" if name is None else (name.get(VAL) or "").lower()
        if printed.startswith("heading ") and printed[8:].isdecimal():
            yield style.get(W + "styleId", ""), int(printed[8:])
