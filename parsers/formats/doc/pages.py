"""Formatted disk pages ([MS-DOC] 2.4.2, 2.9.31, 2.9.183): runs of text and the properties each has."""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from parsers.document import UnreadableDocument
from parsers.formats.doc.binary import plc, u32
from parsers.formats.doc.file import CHARACTER_PAGES, PARAGRAPH_PAGES, File

_PAGE = 512
_PAGE_NUMBER = 0x3FFFFF
_PARAGRAPH_ENTRY = 13  # BxPap: an offset and a PHE that we need not


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs in the order of the stream: run ``n`` begins at ``offsets[n]`` and has ``properties[n]``."""

    offsets: tuple[int, ...]
    properties: tuple[bytes, ...]


def character_runs(file: File) -> Runs:
    """Return the runs of characters with their modifiers (CHPX)."""
    return _runs(file, CHARACTER_PAGES, _character_entry)


def paragraph_runs(file: File) -> Runs:
    """Return the paragraphs with their style number and modifiers (PAPX)."""
    return _runs(file, PARAGRAPH_PAGES, _paragraph_entry)


def _runs(file: File, index: int, entry: Callable[[bytes, int, int], bytes]) -> Runs:
    _, items = plc(file.structure(index), 4)
    if len(items) > len(file.word) // _PAGE + 1:
        raise UnreadableDocument("the document is broken: it names more pages of properties than it has")
    found: dict[int, bytes] = {}
    for item in items:
        start = (u32(item, 0) & _PAGE_NUMBER) * _PAGE
        page = file.word[start : start + _PAGE]
        if len(page) < _PAGE:
            raise UnreadableDocument("the document is broken or cut short: a page of properties is missing")
        count = page[_PAGE - 1]
        for run, offset in enumerate(struct.unpack_from(f"<{count}I", page)):
            found[offset] = entry(page, count, run)
    offsets = tuple(sorted(found))
    return Runs(offsets, tuple(found[offset] for offset in offsets))


def _character_entry(page: bytes, count: int, run: int) -> bytes:
    at = page[4 * (count + 1) + run] * 2
    return page[at + 1 : at + 1 + page[at]] if at else b""


def _paragraph_entry(page: bytes, count: int, run: int) -> bytes:
    at = page[4 * (count + 1) + _PARAGRAPH_ENTRY * run] * 2
    if not at:
        return b""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]
