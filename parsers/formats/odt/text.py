"""The text of OpenDocument paragraphs as a reader of the accepted document sees it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree
from lxml.etree import _Element

from parsers.formats.odt.names import HEADING, NOTE, PARAGRAPH, TEXT, UNSEEN

Labels = Mapping[_Element, str]

_NO_LABELS: Labels = MappingProxyType({})
_MOST_SPACES = 1000
_LINE_BREAK, _TAB, _SPACES = TEXT + "line-break", TEXT + "tab", TEXT + "s"


def text_of(element: etree._Element) -> str:
    """Return the text of one paragraph; text boxes in it are part of it, notes and comments are not."""
    parts: list[str] = []
    _collect(element, parts)
    return "".join(parts)


def cell_text(cell: etree._Element, labels: Labels = _NO_LABELS) -> str:
    """Return the paragraphs of a cell joined by line breaks, those of lists and nested tables too.

    ``labels`` are the automatic numbers of the paragraphs that have one.
    """
    return "\n".join(labels.get(paragraph, "") + text_of(paragraph) for paragraph in _paragraphs(cell))


def has_note(element: etree._Element) -> bool:
    """Whether a footnote or an endnote hangs on the text."""
    return next(element.iter(NOTE), None) is not None


def note_texts(element: etree._Element) -> Iterator[str]:
    """Yield the texts of the notes."""
    for body in element.iter(TEXT + "note-body"):
        yield "\n".join(text_of(paragraph) for paragraph in body.iter(PARAGRAPH, HEADING)).strip()


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """Yield the outermost paragraphs: one inside a text box of another is part of that one's text."""
    for child in cell:
        if child.tag in {PARAGRAPH, HEADING}:
            yield child
        elif child.tag not in UNSEEN and child.tag != NOTE:
            yield from _paragraphs(child)


def _collect(element: etree._Element, parts: list[str]) -> None:
    parts.append(_folded(element.text))
    for child in element:
        tag = child.tag
        if tag == _LINE_BREAK:
            parts.append("\n")
        elif tag == _TAB:
            parts.append("\t")
        elif tag == _SPACES:
            printed = child.get(TEXT + "c") or "1"
            parts.append(
                " " * min(int(printed) if printed.isdecimal() and len(printed) < 8 else 1, _MOST_SPACES)
            )
        elif isinstance(tag, str) and tag not in UNSEEN and tag != NOTE:
            _collect(child, parts)
            parts.append("\n" if tag in {PARAGRAPH, HEADING} else "")
        parts.append(_folded(child.tail))


def _folded(text: str | None) -> str:
    """Fold the white space of the source; typed spaces are elements or U+3000."""
    if not text or text.isalnum():
        return text or ""
    return text.translate(_WHITE)


_WHITE = str.maketrans("\r\n\t", "   ")
