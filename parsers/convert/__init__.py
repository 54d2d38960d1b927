"""Documents that only LibreOffice reads, converted where the reader asks for it.

The extra ``convert`` brings no package of Python: it is a LibreOffice on the PATH.
"""

from parsers.convert.libreoffice import Converted, convert, find, version_of
from parsers.detect import DOC, FLAT_ODT, UOF, WORD_PERFECT, WORD_XML, WORKS

__all__ = ["EXTRA", "MISSING", "SUFFIXES", "Converted", "converted", "is_here", "tools"]

EXTRA = "gongkai[convert]"
MISSING = (
    f"only LibreOffice reads it, where --convert asks for it: that needs the extra {EXTRA}, "
    "which is LibreOffice on the PATH (Debian: apt install libreoffice-writer-nogui)"
)
SUFFIXES = {
    DOC: ".doc",  # Word 6 and 95; later ones are read by our own reader
    FLAT_ODT: ".fodt",
    UOF: ".uot",
    WORD_PERFECT: ".wpd",
    WORD_XML: ".xml",
    WORKS: ".wps",
}


def is_here() -> bool:
    """Whether there is a LibreOffice."""
    return find() is not None


def tools() -> tuple[str, ...]:
    """Return what converts, for the parser's fingerprint: its version, or that it is absent."""
    program = find()
    return ("convert", version_of(program)) if program else ("convert absent",)


def converted(body: bytes, media_type: str) -> Converted:
    """Return the ``.docx`` that LibreOffice makes of a document; raises ``UnreadableDocument``."""
    return convert(body, SUFFIXES[media_type])
