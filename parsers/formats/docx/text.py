"""The text of paragraphs as a reader of the accepted document sees it."""

from collections.abc import Iterator

from lxml.etree import _Element

from parsers.formats.docx.names import (
    CELL,
    OFF,
    PARAGRAPH,
    RUN,
    RUN_PROPERTIES,
    SDT,
    SDT_CONTENT,
    TABLE,
    UNSEEN,
    VAL,
    WRAPPERS,
    A,
    R,
    V,
    W,
)  # fmt: skip

_TEXT = W + "t"
_SPECIAL = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_VANISH = W + "vanish"
_EMBED, _ID = R + "embed", R + "id"
_BLIP, _IMAGE_DATA = A + "blip", V + "imagedata"


def paragraph_text(paragraph: _Element) -> str:
    """Return the text of one paragraph, text boxes in it included."""
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def cell_text(cell: _Element) -> str:
    """Return the paragraphs of a table cell joined by line breaks; a nested table's text is part of it."""
    return "\n".join(paragraph_text(paragraph) for paragraph in _paragraphs(cell))


def pictures_in(element: _Element) -> Iterator[str]:
    """Yield the relationship ids of the pictures in an element."""
    for blip in element.iter(_BLIP):
        if source := blip.get(_EMBED):
            yield source
    for data in element.iter(_IMAGE_DATA):
        if source := data.get(_ID):
            yield source


def children(element: _Element, tag: str) -> Iterator[_Element]:
    """Yield the children with a tag, through content controls and other wrappers."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from children(content, tag)
        elif child.tag in WRAPPERS:
            yield from children(child, tag)


def _paragraphs(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag == TABLE:
            for inner in child.iter(CELL):
                yield from _paragraphs_of_own(inner)
        elif child.tag in WRAPPERS or child.tag in {SDT, SDT_CONTENT}:
            yield from _paragraphs(child)


def _paragraphs_of_own(cell: _Element) -> Iterator[_Element]:
    """Yield a nested cell's own paragraphs; those of tables inside it come with their own cells."""
    for child in cell:
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag != TABLE and (child.tag in WRAPPERS or child.tag in {SDT, SDT_CONTENT}):
            yield from _paragraphs_of_own(child)


def _collect(element: _Element, parts: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            parts.append(child.text or "")
        elif tag == RUN:
            if not _is_hidden(child):
                _collect(child, parts)
        elif tag in UNSEEN:
            continue
        elif tag in _SPECIAL:
            parts.append(_SPECIAL[tag])
        elif tag == PARAGRAPH:  # of a text box
            _collect(child, parts)
            parts.append("\n")
        elif len(child):
            _collect(child, parts)


def _is_hidden(run: _Element) -> bool:
    properties = run.find(RUN_PROPERTIES)
    vanish = None if properties is None else properties.find(_VANISH)
    return vanish is not None and vanish.get(VAL) not in OFF
