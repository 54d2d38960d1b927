"""The title in the properties of a document ([MS-OLEPS]): what its author's program wrote there."""

import struct

from parsers.compound import Compound
from parsers.document import UnreadableDocument
from parsers.formats.doc.binary import u16, u32, whole_characters

_SUMMARY = "\x05SummaryInformation"
_FIRST_SET = 44  # where the offset of the first property set stands
_CODE_PAGE, _TITLE = 1, 2
_BYTES, _WIDE = 0x1E, 0x1F  # VT_LPSTR, VT_LPWSTR
_MOST_PROPERTIES = 100
_LONGEST_TITLE = 1000
_CODECS = {936: "gb18030", 1200: "utf-16-le", 54936: "gb18030", 65001: "utf-8"}
_CODE_PAGES = {874, 932, 949, 950, *range(1250, 1259)}


def title_of(compound: Compound) -> str | None:
    """Return the title, None when there is none or its properties are broken: they are no content."""
    try:
        return _title(compound.optional_stream(_SUMMARY))
    except (UnreadableDocument, struct.error, LookupError, ValueError):
        return None


def _title(stream: bytes) -> str | None:
    if len(stream) < _FIRST_SET + 4:
        return None
    start = u32(stream, _FIRST_SET)
    properties = stream[start:]
    if len(properties) < 8:
        return None
    count = min(u32(properties, 4), _MOST_PROPERTIES, (len(properties) - 8) // 8)
    offsets = {u32(properties, 8 + 8 * item): u32(properties, 12 + 8 * item) for item in range(count)}
    at = offsets.get(_TITLE, len(properties))
    if at + 8 > len(properties):
        return None
    kind, size = u16(properties, at), min(u32(properties, at + 4), _LONGEST_TITLE)
    if kind == _WIDE:
        found = properties[at + 8 : at + 8 + 2 * size].decode("utf-16-le", "replace")
    elif kind == _BYTES:
        found = properties[at + 8 : at + 8 + size].decode(_codec(properties, offsets), "replace")
    else:
        return None
    return whole_characters(found).split("\0")[0].strip() or None


def _codec(properties: bytes, offsets: dict[int, int]) -> str:
    at = offsets.get(_CODE_PAGE, len(properties))
    code_page = u16(properties, at + 4) if at + 6 <= len(properties) else 936
    return f"cp{code_page}" if code_page in _CODE_PAGES else _CODECS.get(code_page, "gb18030")
