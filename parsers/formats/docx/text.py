"""The text of paragraphs as a reader of the accepted document sees it."""

from collections.abc import Iterator, Mapping

from lxml.etree import _Element

from parsers.formats.docx.names import (
    CELL,
    DELETED,
    FALLBACK,
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

Labels = Mapping[_Element, str]

_TEXT = W + "t"
_TAB = W + "tab"
_SPECIAL = {_TAB: "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_VANISH = W + "vanish"
# Where these stand, what is seen or whose it is depends on what stands around it.
_TURNS = (DELETED, W + "moveFrom", FALLBACK, _VANISH, W + "txbxContent")
_EMBED, _ID = R + "embed", R + "id"
_BLIP, _IMAGE_DATA = A + "blip", V + "imagedata"


def paragraph_text(paragraph: _Element) -> str:
    """Return the text of one paragraph, text boxes in it included."""
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def cell_texts(table: _Element, labels: Labels) -> dict[_Element, str]:
    """Return the text of every cell: its paragraphs joined by line breaks, a nested table's among them.

    ``labels`` are the automatic numbers of the paragraphs that have one; they are printed before them.
    """
    if any(element is not table for element in table.iter(TABLE, *_TURNS)):
        return {cell: _cell_text(cell, labels) for cell in table.iter(CELL)}
    return _plain_texts(table, labels)


def _plain_texts(table: _Element, labels: Labels) -> dict[_Element, str]:
    """Read a table in which everything is seen, and every paragraph is a cell's own: in one pass."""
    cells: dict[_Element, list[str]] = {}
    parts: list[str] = []
    for element in table.iter(CELL, PARAGRAPH, _TEXT, *_SPECIAL):
        tag = element.tag
        if tag == _TEXT:
            parts.append(element.text or "")
        elif tag == PARAGRAPH:
            parts.append("\n")
            if labels and element in labels:
                parts.append(labels[element])
        elif tag == CELL:
            parts = cells.setdefault(element, [])
        elif tag != _TAB or _is_typed(element):
            parts.append(_SPECIAL[tag])
    return {cell: "".join(parts[1:]) for cell, parts in cells.items()}


def _is_typed(tab: _Element) -> bool:
    """Whether a tab stands in a run: others are the tab stops of a paragraph."""
    parent = tab.getparent()
    return parent is not None and parent.tag == RUN


def _cell_text(cell: _Element, labels: Labels) -> str:
    return "\n".join(labels.get(paragraph, "") + paragraph_text(paragraph) for paragraph in _paragraphs(cell))


def pictures_in(element: _Element) -> Iterator[str]:
    """Yield the relationship ids of the pictures in an element."""
    for picture in pictures(element):
        yield picture.get(_EMBED) or picture.get(_ID) or ""


def pictures(element: _Element) -> Iterator[_Element]:
    """Yield what shows a picture in an element and says which."""
    yield from (blip for blip in element.iter(_BLIP) if blip.get(_EMBED))
    yield from (data for data in element.iter(_IMAGE_DATA) if data.get(_ID))


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
