"""Open the package of a Word document within limits, before any library looks at it."""

import io
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

import docx
from docx.document import Document as Package
from docx.opc.exceptions import OpcError
from lxml import etree

from parsers.document import UnreadableDocument

MOST_MEMBERS = 2_000
MOST_BYTES = 200 * 2**20  # of all members, unpacked
MOST_RATIO = 100  # unpacked to packed, past the first MiB: XML of tables packs about 20 to 1
_RATIO_FREE = 2**20


def open_package(body: bytes) -> Package:
    """Return the opened document; raises ``UnreadableDocument`` with the reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as members:
            _check_limits(members)
            _refuse_doctypes(members)
        return docx.Document(io.BytesIO(body))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnreadableDocument(f"the package is broken or cut short: {error}") from error
    except (etree.XMLSyntaxError, ParseError) as error:
        raise UnreadableDocument(f"a part is no XML: {error}") from error
    except (OpcError, KeyError, ValueError, NotImplementedError, AttributeError, RuntimeError) as error:
        raise UnreadableDocument(f"no Word document: {error}") from error


def _check_limits(members: zipfile.ZipFile) -> None:
    entries = members.infolist()
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_MEMBERS:
        raise UnreadableDocument(f"{len(entries)} members in the package; the limit is {MOST_MEMBERS}")
    if size > MOST_BYTES:
        raise UnreadableDocument(f"the package unpacks to {size} bytes; the limit is {MOST_BYTES}")
    for entry in entries:
        if entry.file_size > _RATIO_FREE and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise UnreadableDocument(f"{entry.filename} unpacks to more than {MOST_RATIO} times its size")
        if entry.flag_bits & 1:
            raise UnreadableDocument("the package is encrypted")


def _refuse_doctypes(members: zipfile.ZipFile) -> None:
    """Refuse what Office Open XML never has, and what brings entities: bombs, and files of ours."""
    for entry in members.infolist():
        if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in members.read(entry)[:4096]:
            raise UnreadableDocument(f"{entry.filename} declares a DOCTYPE")
