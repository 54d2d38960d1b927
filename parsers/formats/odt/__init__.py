"""OpenDocument texts, and spreadsheets as far as they print text: one pass over ``content.xml``."""

from collections.abc import Iterator

from lxml import etree

from parsers.document import Block, Document, Heading, Paragraph, Picture, Place, UnreadableDocument
from parsers.formats.odt.lists import OdtLists, read_lists
from parsers.formats.odt.names import (
    HEADING,
    HREF,
    IMAGE,
    LIST,
    LIST_HEADER,
    LIST_ITEM,
    NUMBER,
    OFFICE,
    PARAGRAPH,
    TABLE,
    TEXT,
    WRAPPERS,
)
from parsers.formats.odt.tables import read_table
from parsers.formats.odt.text import has_note, note_texts, text_of
from parsers.packages import Members
from parsers.rows import Box, cut

_DEEPEST = 200  # lists in lists, sections in sections


def read(body: bytes) -> Document:
    """Read an ``.odt``; raises ``UnreadableDocument`` when the package is broken or beyond its limits."""
    members = Members(body)
    content = members.xml("content.xml")
    styles = members.xml("styles.xml") if "styles.xml" in members.names else None
    walk = _Walk(members, read_lists(content, styles))
    main = next(iter(content.iterfind(f"{OFFICE}body/*")), None)
    if main is None:
        raise UnreadableDocument("no body in content.xml")
    walk.is_sheet = main.tag == OFFICE + "spreadsheet"
    walk.read(main, 0)
    title = (
        members.xml("meta.xml").findtext(".//{http://purl.org/dc/elements/1.1/}title")
        if ("meta.xml" in members.names)
        else None
    )
    return Document(tuple(walk.blocks), title=title or None, unread=tuple(walk.unread))


class _Walk:
    """Walks the body once; knows the package for pictures and how far each list has counted."""

    def __init__(self, members: Members, lists: OdtLists) -> None:
        self.members = members
        self.lists = lists
        self.blocks: list[Block] = []
        self.unread: list[tuple[str, Place]] = []
        self.is_sheet = False  # an .ods: its tables hold the text around them too

    def read(self, element: etree._Element, depth: int) -> None:
        """Read the children of an element into ``blocks``."""
        if depth > _DEEPEST:
            raise UnreadableDocument(f"elements more than {_DEEPEST} deep")
        for child in element:
            if child.tag in {PARAGRAPH, HEADING}:
                self._paragraph(child, "")
            elif child.tag == LIST:
                self._list(child)
            elif child.tag == TABLE + "table":
                self._table(child)
            elif child.tag in WRAPPERS:
                self.read(child, depth + 1)

    def _list(self, element: etree._Element) -> None:
        for child, label in self._items(element, None, 0):
            if child.tag == TABLE + "table":
                self._table(child)
            else:
                self._paragraph(child, label)

    def _items(
        self, element: etree._Element, style: str | None, level: int
    ) -> Iterator[tuple[etree._Element, str]]:
        """Yield the paragraphs and tables of a list, each with the number printed before it."""
        if level > _DEEPEST:
            raise UnreadableDocument(f"lists more than {_DEEPEST} deep")
        style = element.get(TEXT + "style-name") or style
        self.lists.begin(
            style,
            level,
            goes_on=element.get(TEXT + "continue-numbering") == "true"
            or element.get(TEXT + "continue-list") is not None,
        )
        for item in element:
            if item.tag not in {LIST_ITEM, LIST_HEADER}:
                continue
            is_first = item.tag == LIST_ITEM
            for child in item:
                if child.tag == LIST:
                    yield from self._items(child, style, level + 1)
                elif child.tag in {PARAGRAPH, HEADING}:
                    label = self.lists.label(style, level, item) if is_first else ""
                    is_first = False
                    yield child, item.findtext(NUMBER) or label
                elif child.tag == TABLE + "table":
                    yield child, ""

    def _labels_in(self, table: etree._Element) -> dict[etree._Element, str]:
        """Return the numbers printed before the paragraphs of lists in a table."""
        inner = {below for item in table.iter(LIST_ITEM, LIST_HEADER) for below in item.iterchildren(LIST)}
        outermost = (found for found in table.iter(LIST) if found not in inner)
        return {child: label for found in outermost for child, label in self._items(found, None, 0) if label}

    def _paragraph(self, element: etree._Element, label: str) -> None:
        text = text_of(element)
        place = Place(block=len(self.blocks))
        if text.strip() or label:
            if element.tag == HEADING:
                printed = element.get(TEXT + "outline-level") or ""
                level = int(printed) if printed.isdecimal() and len(printed) < 3 else 1
                label = label or element.findtext(NUMBER) or self.lists.outline(level)
                self.blocks.append(Heading(text, place, level, label))
            else:
                self.blocks.append(Paragraph(text, place, label))
        self._inside(element)

    def _table(self, element: etree._Element) -> None:
        table = read_table(element, len(self.blocks), self._labels_in(element))
        if self.is_sheet:
            self.blocks += cut(
                [
                    Box(cell.row, cell.column, cell.text, cell.row_span, cell.column_span)
                    for cell in table.cells
                ],
                len(self.blocks),
            )
        elif table.cells:
            self.blocks.append(table)
        self._inside(element)

    def _inside(self, element: etree._Element) -> None:
        """Add the pictures in an element, and tell of its notes."""
        for image in element.iter(IMAGE):
            source = (image.get(HREF) or "").removeprefix("./")
            body = self.members.read(source) if source in self.members.names else None
            self.blocks.append(Picture(source, Place(block=len(self.blocks)), body))
        if has_note(element):
            place = Place(block=max(len(self.blocks) - 1, 0))
            self.unread += [(f"a note: {text}", place) for text in note_texts(element)]
