"""Bytes to text. The bytes decide, never the label: headers and meta tags of portals are missing or wrong.

Strict UTF-8 first, as text in another encoding hardly ever passes for it; then GB 18030, of which GBK
and GB 2312 are parts. This also survives a GBK page whose header says UTF-8.
"""

import codecs
from dataclasses import dataclass

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSETS = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset that gave it, and whether characters were lost on the way."""

    text: str
    charset: str
    is_lossy: bool = False


def decode(body: bytes) -> Decoded:
    """Decode a page, a file of text, an answer of an API or a header value."""
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return Decoded(body.decode(charset, "replace"), charset)
    for charset in _CHARSETS:
        try:
            # Incremental, so that a body cut in the middle of a character still counts as this charset.
            return Decoded(codecs.getincrementaldecoder(charset)("strict").decode(body), charset)
        except UnicodeDecodeError:
            continue
    readings = ((body.decode(charset, "replace"), charset) for charset in _CHARSETS)
    text, charset = min(readings, key=lambda reading: reading[0].count("\ufffd"))
    return Decoded(text, charset, is_lossy=True)
