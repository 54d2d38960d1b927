"""What kind of file the bytes are: by the bytes, never by the name. A ``.doc`` may be anything."""

import io
import re
import zipfile

from parsers.charset import decode

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
TEXT = "text/plain"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|div|p|meta|script|span)\b", re.IGNORECASE)
_SNIFFED = 4096
_MOST_CONTROLS = 0.01


def detect(body: bytes) -> str:
    """Return the media type of a body."""
    if not body:
        return EMPTY
    if body.startswith(b"PK\x03\x04"):
        return _package(body)
    for magic, media_type in _MAGIC:
        if body.startswith(magic):
            return media_type
    text = decode(body[: _SNIFFED * 4]).text[:_SNIFFED]
    if _HTML.search(text):
        return HTML
    controls = sum(char < " " and char not in "\t\n\r\f\x0b" for char in text) + text.count("\ufffd")
    return TEXT if controls <= max(2, len(text) * _MOST_CONTROLS) else UNKNOWN


def _package(body: bytes) -> str:
    """Tell the packages of ZIP apart by the names of their members; a broken one by its first name."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile:
        return DOCX if b"word/" in body or b"[Content_Types].xml" in body[:200] else ZIP
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    if "OFD.xml" in names:
        return "application/ofd"
    if "content.xml" in names and "mimetype" in names:
        return "application/vnd.oasis.opendocument.text"
    return DOCX if any(name.startswith("word/") for name in names) else ZIP
