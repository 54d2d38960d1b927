"""Open the package of a Word document within limits, before any library looks at it."""

import io
import zipfile
import zlib

import docx
from docx.document import Document as Package
from docx.opc.exceptions import OpcError
from lxml import etree

from parsers.document import UnreadableDocument
from parsers.packages import Members

_XML = (".xml", ".rels")


def open_package(body: bytes) -> Package:
    """Return the opened document; raises ``UnreadableDocument`` with the reason."""
    members = Members(body)
    for name in members.names:
        if name.endswith(_XML):
            members.read(name)  # refuses what is broken or brings entities
    try:
        return docx.Document(io.BytesIO(body))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnreadableDocument(f"the package is broken or cut short: {error}") from error
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(f"a part is no XML: {error}") from error
    except (OpcError, KeyError, ValueError, NotImplementedError, AttributeError, RuntimeError) as error:
        raise UnreadableDocument(f"no Word document: {error}") from error
