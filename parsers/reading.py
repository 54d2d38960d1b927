"""Bytes to blocks: the reader of a format, and the extras that read what it cannot."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from parsers import bundles, convert, ocr
from parsers.containers import SavedPage, with_pictures
from parsers.detect import DOCX, EMPTY, HTML, RAR, SEVEN_ZIP, ZIP, detect
from parsers.document import Document, NeedsConversion, Picture, Table, UnreadableDocument
from parsers.formats import READERS, html
from parsers.report import Cell, Certainty, ParseHints, Problem, ProblemKind
from parsers.undecoded import undecoded

NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})
_NO_HINTS = ParseHints()


def read_document(
    body: bytes,
    media_type: str | None = None,
    hints: ParseHints = _NO_HINTS,
    pictures: Mapping[str, bytes] = NO_PICTURES,
) -> Document:
    """Read bytes into blocks; raises ``UnreadableDocument`` with the reason.

    ``media_type`` is what ``detect`` said, where the caller knows it; a server's word is no evidence.
    ``pictures`` are the files that a web page shows, by their addresses; other formats bring their own.
    """
    media_type = media_type or detect(body)
    if pictures:
        return _read_blocks(body, media_type, hints, pictures)
    return _last_read(body, media_type, hints)


@lru_cache(maxsize=1)
def _last_read(body: bytes, media_type: str, hints: ParseHints) -> Document:
    """Read what brings no pictures; the last document is held, for its digest is made first and then its report."""
    return _read_blocks(body, media_type, hints, NO_PICTURES)


def _read_blocks(body: bytes, media_type: str, hints: ParseHints, pictures: Mapping[str, bytes]) -> Document:
    if media_type == EMPTY:
        raise UnreadableDocument("the file is empty: 0 bytes")
    try:
        document = _read(body, media_type, hints, pictures)
    except RecursionError as error:
        raise UnreadableDocument("its elements are nested too deeply to be a report") from error
    document = replace(document, unread=(*document.unread, *undecoded(document, media_type)))
    return _with_ocr(document, body, media_type, hints)


def _read(body: bytes, media_type: str, hints: ParseHints, pictures: Mapping[str, bytes]) -> Document:
    if media_type == HTML:
        page = SavedPage(body, hints.url or "", pictures)
        return with_pictures(html.read(body, hints.body_selectors), page)
    try:
        return _reader(media_type)(body)
    except NeedsConversion as needed:
        if not (hints.convert and convert.is_here()):
            raise NeedsConversion(f"{needed}: {convert.MISSING}") from needed
        made = convert.converted(body, media_type)
        document = READERS[DOCX](made.body)
        if not any(isinstance(block, Table | Picture) or block.text.strip() for block in document.blocks):
            raise UnreadableDocument(f"{made.by} made an empty document of it") from needed
        return replace(document, converter=made.by)


def _reader(media_type: str) -> Callable[[bytes], Document]:
    if media_type in READERS:
        return READERS[media_type]
    if media_type in convert.SUFFIXES:
        raise NeedsConversion(f"no reader of ours for {media_type}")
    if media_type in {ZIP, RAR, SEVEN_ZIP}:
        raise UnreadableDocument("a bundle of files: each of its members is a document by itself")
    raise UnreadableDocument(f"no reader for {media_type}")


def _with_ocr(document: Document, body: bytes, media_type: str, hints: ParseHints) -> Document:
    return ocr.read_by_ocr(document, body, media_type) if hints.ocr and ocr.is_here() else document


def refusal(error: UnreadableDocument, media_type: str, hints: ParseHints) -> Iterable[Problem]:
    """Tell why nothing was read, and which extra would have read it, where one is missing."""
    is_known = (media_type in READERS or media_type == EMPTY) and not isinstance(error, NeedsConversion)
    yield Problem(ProblemKind.UNREADABLE_DOCUMENT if is_known else ProblemKind.UNSUPPORTED_FORMAT, str(error))
    if isinstance(error, NeedsConversion) and hints.convert:
        yield Problem(ProblemKind.EXTRA_MISSING, convert.MISSING)
    if media_type in {RAR, SEVEN_ZIP} and not bundles.is_here():
        yield Problem(ProblemKind.EXTRA_MISSING, bundles.MISSING)


def second_hand(document: Document, hints: ParseHints, cells: tuple[Cell, ...]) -> Iterable[Problem]:
    """Tell what was read by way of an extra, and of one that is missing and would have had something to read."""
    is_pictured = any(isinstance(block, Picture) for block in document.blocks)
    if hints.ocr and is_pictured and not ocr.is_here():
        yield Problem(ProblemKind.EXTRA_MISSING, ocr.MISSING)
    if document.converter is not None:
        keys = tuple(cell.key for cell in cells if cell.certainty is not Certainty.NONE)
        message = f"{document.converter} converted the file; what it made of it was read"
        yield Problem(ProblemKind.DOCUMENT_CONVERTED, message, keys)


def as_sure_as_read(document: Document, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the cells of a document; where another program converted it, the certainty of each says so."""
    if document.converter is None:
        return cells
    return tuple(
        cell if cell.certainty is Certainty.NONE else replace(cell, certainty=Certainty.CONVERTED)
        for cell in cells
    )
