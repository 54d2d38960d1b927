"""The elements of an article as blocks in the order of the text."""

from lxml.etree import _Element

from parsers.document import Block, Heading, Paragraph, Picture, Place
from parsers.formats.html.tables import UNSEEN, is_layout, line_of, read_table

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "o:p", "st1:chsdate",
})  # fmt: skip
_CHROME = frozenset({"nav", "header", "footer", "aside", "form", "button", "iframe", "del"})
_SPACES = str.maketrans("\r\n\t", "   ")


class Walk:
    """Gathers running text until an element of its own line begins, then makes a block of it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._line: int | None = None

    def read(self, article: _Element) -> None:
        """Read an element into ``blocks``."""
        self._children(article)
        self._flush()

    def _children(self, element: _Element) -> None:
        self._add(element.text, element)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in UNSEEN and child.tag not in _CHROME:
                self._element(child)
            self._add(child.tail, element)

    def _element(self, element: _Element) -> None:
        tag = element.tag
        if tag in _INLINE or ":" in tag:
            self._children(element)
        elif tag == "br":
            self._flush()
        elif tag == "img":
            self._flush()
            if source := (element.get("src") or "").strip():
                self.blocks.append(Picture(source, self._place(element)))
        elif tag == "table" and not is_layout(element):
            self._flush()
            self.blocks.append(read_table(element, len(self.blocks)))
            self._pictures(element)
        else:
            self._flush()
            self._children(element)
            self._flush(int(tag[1]) if tag in _HEADINGS else None)

    def _pictures(self, table: _Element) -> None:
        for image in table.iter("img"):
            if source := (image.get("src") or "").strip():
                self.blocks.append(Picture(source, self._place(image)))

    def _add(self, text: str | None, element: _Element) -> None:
        if text:
            if not self._text:
                self._line = line_of(element)
            self._text.append(text)

    def _flush(self, level: int | None = None) -> None:
        text = "".join(self._text).translate(_SPACES)
        self._text = []
        if not text.strip():
            return
        place = Place(block=len(self.blocks), line=self._line)
        text = text.strip(" ")
        self.blocks.append(Paragraph(text, place) if level is None else Heading(text, place, level))

    def _place(self, element: _Element) -> Place:
        return Place(block=len(self.blocks), line=line_of(element))
