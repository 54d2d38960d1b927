"""What kind of file the bytes are: by the bytes, never by the name. A ``.doc`` may be anything."""

import io
import re
import zipfile

from parsers.charset import decode
from parsers.compound import MAGIC, root_names
from parsers.packages import FAULTS
from parsers.separated import separated_rows

CSV = "text/csv"  # and tabs or semicolons instead of commas
DOC = "application/msword"  # also Kingsoft's .wps
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
MHT = "multipart/related"
ODT = "application/vnd.oasis.opendocument.text"
OFD = "application/ofd"
PDF = "application/pdf"
TEXT = "text/plain"
XLS = "application/vnd.ms-excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
UOF = "application/vnd.uof.text"  # 标文通, GB/T 20916-2007
WORD_PERFECT = "application/vnd.wordperfect"
WORD_XML = "application/vnd.ms-word.document+xml"  # one XML file, as Word 2003 wrote it
WORKS = "application/vnd.ms-works"
ZIP = "application/zip"
RAR = "application/vnd.rar"
SEVEN_ZIP = "application/x-7z-compressed"
GIF = "image/gif"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
OLE = "application/x-ole-storage"
RTF = "application/rtf"
EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"

_MAGIC = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF8", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\xffWPC", WORD_PERFECT),
)
_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|div|p|meta|script|span)\b", re.IGNORECASE)
# The stream of a compound file that tells whose it is.
_STREAMS = {
    "WordDocument": DOC, "Workbook": XLS, "Book": XLS,
    "MatOST": WORKS, "CONTENTS": WORKS, "MN0": WORKS,  # as libwps, the reader of LibreOffice, tells them
}  # fmt: skip
# The root of a document that is one file of XML.
_XML = (
    (re.compile(r"<w:wordDocument\b|<\?mso-application\s+progid=.Word\.Document"), WORD_XML),
    (re.compile(r"<uof:UOF\b"), UOF),
    (re.compile(r"<office:document\s"), FLAT_ODT),
)
# A web page saved with its pictures: the headers of a mail, before the first empty line.
_MAIL = re.compile(
    r"[A-Z][A-Za-z-]+:(?:(?!\r?\n\r?\n).)*?^Content-Type:\s*(?:multipart/(?:related|alternative|mixed)|text/html)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_SNIFFED = 4096
_MOST_CONTROLS = 0.01


def detect(body: bytes) -> str:
    """Return the media type of a body."""
    if not body:
        return EMPTY
    if body.startswith(b"PK\x03\x04"):
        return _package(body)
    if body.startswith(MAGIC):
        return _compound(body)
    for magic, media_type in _MAGIC:
        if body.startswith(magic):
            return media_type
    return _text(body)


def _package(body: bytes) -> str:
    """Tell the packages of ZIP apart by the names of their members; a broken one by its first name."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            names = set(package.namelist())
    except FAULTS:
        return DOCX if b"word/" in body or b"[Content_Types].xml" in body[:200] else ZIP
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    if "OFD.xml" in names:
        return OFD
    if "content.xml" in names and "mimetype" in names:
        return ODT
    return DOCX if any(name.startswith("word/") for name in names) else ZIP


def _compound(body: bytes) -> str:
    """Tell compound files apart by the streams of their root: others may be embedded deeper.

    A broken one is told by any name in it, so that its reader can say what is broken.
    """
    names = root_names(body)
    if not names:
        names = frozenset(name for name in _STREAMS if name.encode("utf-16-le") in body)
    return next((media_type for name, media_type in _STREAMS.items() if name in names), OLE)


def _text(body: bytes) -> str:
    """Tell texts apart by how they begin, and tables of separated values by all their lines."""
    text = decode(body[: _SNIFFED * 4]).text[:_SNIFFED]
    if _MAIL.match(text.lstrip()):
        return MHT
    if text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        for root, media_type in _XML:
            if root.search(text):
                return media_type
    if _HTML.search(text):
        return HTML
    controls = sum(char < " " and char not in "\t\n\r\f\x0b" for char in text) + text.count("\ufffd")
    if controls > max(2, len(text) * _MOST_CONTROLS):
        return UNKNOWN
    return TEXT if separated_rows(decode(body).text) is None else CSV
