"""ZIP packages of XML within limits, checked before any library unpacks them."""

import io
import zipfile
import zlib

from lxml import etree

from parsers.document import UnreadableDocument

MOST_MEMBERS = 2_000
MOST_BYTES = 200 * 2**20  # of all members, unpacked
MOST_RATIO = 100  # unpacked to packed, past the first MiB: XML of tables packs about 20 to 1
_RATIO_FREE = 2**20
_XML = (".xml", ".rels")
# What zipfile raises for a package that is broken: it checks its directory, not every header.
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
           LookupError, OverflowError)  # fmt: skip


class Members:
    """The members of a package by name; of two with one name the last counts, as for zipfile."""

    def __init__(self, body: bytes) -> None:
        try:
            self._package = zipfile.ZipFile(io.BytesIO(body))
        except FAULTS as error:
            raise UnreadableDocument(f"the package is broken or cut short: {error}") from error
        self._check_limits()
        self.names = tuple(self._package.namelist())

    def read(self, name: str) -> bytes:
        """Return a member unpacked; raises ``UnreadableDocument`` when it is absent, broken or no XML of ours."""
        try:
            content = self._package.read(name)
        except FAULTS as error:
            raise UnreadableDocument(f"{name} is missing, broken or cut short: {error}") from error
        if name.endswith(_XML):
            _refuse_doctype(content, name)
        return content

    def xml(self, name: str) -> etree._Element:
        """Return the root of a member of XML, no entity resolved and nothing fetched."""
        return parse_xml(self.read(name), name)

    def _check_limits(self) -> None:
        entries = self._package.infolist()
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


def parse_xml(content: bytes, name: str) -> etree._Element:
    """Parse XML that a stranger wrote; raises ``UnreadableDocument`` when it is none or brings entities."""
    _refuse_doctype(content, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableDocument(f"{name} is no XML: {error}") from error


def _refuse_doctype(content: bytes, name: str) -> None:
    """Refuse XML that brings entities: bombs, and files of ours; comments before them may be of any length."""
    is_wide = b"\0" in content[:4]  # UTF-16 has a zero byte by every letter
    if b"<!DOCTYPE" in (content.replace(b"\0", b"") if is_wide else content):
        raise UnreadableDocument(f"{name} declares a DOCTYPE")
