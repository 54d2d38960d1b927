"""The names of the fonts ([MS-DOC] 2.9.286 SttbfFfn): a symbol means nothing without its font."""

from parsers.formats.doc.binary import u16
from parsers.formats.doc.file import FONTS, File

_NAME = 39  # where the name stands in an FFN, its size byte left out
_MOST_FONTS = 5000


def read_fonts(file: File) -> dict[int, str]:
    """Return the names of fonts by their numbers."""
    table = file.structure(FONTS)
    if len(table) < 4:
        return {}
    fonts: dict[int, str] = {}
    at = 4
    for number in range(min(u16(table, 0), _MOST_FONTS)):
        if at >= len(table):
            break
        size = table[at]
        fonts[number] = table[at + 1 + _NAME : at + 1 + size].decode("utf-16-le", "replace").split("\0")[0]
        at += 1 + size
    return fonts
