"""Bytes to text. The bytes decide, never the label: headers on these portals are missing or wrong.

Strict UTF-8 first, as text in another encoding hardly ever passes for it; then GB18030, of which
GBK and GB2312 are parts. This also survives a GBK page whose header says UTF-8.
"""

import codecs
from dataclasses import dataclass

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset that gave it, and whether characters were lost on the way."""

    text: str
    charset: str
    is_lossy: bool = False


def decode(body: bytes) -> Decoded:
    """Decode a page, an answer of an API or a header value."""
    for bom, charset in BOMS:
        if body.startswith(bom):
            return Decoded(body.decode(charset, "replace"), charset)
    for charset in ("utf-8", "gb18030"):
        try:
            # Incremental, so that a body cut in the middle of a character still counts as this charset.
            return Decoded(codecs.getincrementaldecoder(charset)("strict").decode(body), charset)
        except UnicodeDecodeError:
            continue
    return Decoded(_least_lossy(body), "unknown", is_lossy=True)


def _least_lossy(body: bytes) -> str:
    readings = [body.decode(charset, "replace") for charset in ("utf-8", "gb18030")]
    return min(readings, key=lambda text: text.count("\ufffd"))
