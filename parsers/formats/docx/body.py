"""The body of a Word document as blocks in order."""

from collections.abc import Iterator

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
from parsers.formats.docx.package import Package
from parsers.formats.docx.tables import read_table
from parsers.formats.docx.text import paragraph_text, pictures_in


class Body:
    """Walks the body once; knows the numbering so far and the styles that are headings."""

    def __init__(self, package: Package) -> None:
        self.package = package
        names_style = next(package.body.iter(W + "pStyle"), None) is not None
        styles = package.related("styles") if names_style else None
        self.numbering = read_numbering(package, styles)
        self.headings = {} if styles is None else dict(_heading_styles(styles))
        self.count = 0

    def blocks(self) -> Iterator[Block]:
        """Yield headings, paragraphs, tables and pictures in the order of the text."""
        yield from self._walk(self.package.body)

    def _walk(self, element: _Element) -> Iterator[Block]:
        for child in element:
            if child.tag == PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == TABLE:
                yield self._counted(read_table(child, self.count, self.numbering.labels_in(child)))
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
            source = self.package.targets.get(relation, relation)
            body = self.package.parts.get(source)
            yield self._counted(Picture(source, Place(block=self.count), body))

    def _heading_level(self, paragraph: _Element) -> int | None:
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        style = None if properties is None else properties.find(W + "pStyle")
        return None if style is None else self.headings.get(style.get(VAL, ""))

    def _counted(self, block: Block) -> Block:
        self.count += 1
        return block


def _heading_styles(styles: _Element) -> Iterator[tuple[str, int]]:
    """Yield the style ids that are headings: Word names them "heading 1" in every language."""
    for name in styles.iterfind(f"{W}style/{W}name"):
        printed = (name.get(VAL) or "").lower()
        style = name.getparent()
        level = printed.removeprefix("heading ")
        if level != printed and level.isdecimal() and len(level) < 3 and style is not None:
            yield style.get(W + "styleId", ""), int(level)
