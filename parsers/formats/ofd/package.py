"""The package of an OFD opened within limits; its parts are read by name, never unpacked."""

import io
import posixpath
import zipfile
import zlib

from lxml import etree
from lxml.etree import _Element

from parsers.document import UnreadableDocument

MOST_MEMBERS = 2_000
MOST_BYTES = 200 * 2**20  # of all members, unpacked
MOST_RATIO = 100  # unpacked to packed, past the first MiB
_RATIO_FREE = 2**20
_ENCRYPTED = 1  # general purpose bit 0 of a member (APPNOTE 4.4.4)


class Package:
    """The members of an OFD by their names in any case, with or without a leading slash."""

    def __init__(self, body: bytes) -> None:
        try:
            self._members = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise UnreadableDocument(f"the package is broken or cut short: {error}") from error
        self._names = {_plain(entry.filename): entry for entry in self._members.infolist()}
        self._check_limits()

    def close(self) -> None:
        """Let the bytes go."""
        self._members.close()

    def has(self, name: str) -> bool:
        """Whether the package has a member."""
        return _plain(name) in self._names

    def read(self, name: str) -> bytes | None:
        """Return a member's bytes, None when there is none of that name or it is broken."""
        entry = self._names.get(_plain(name))
        if entry is None:
            return None
        try:
            return self._members.read(entry)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ):
            return None  # told by whoever asked: a page or a picture that is not there

    def part(self, name: str) -> _Element | None:
        """Return a part of XML, None when it is missing or broken; a DOCTYPE is refused."""
        body = self.read(name)
        if not body:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(body, parser)
        except (etree.XMLSyntaxError, ValueError):
            return None
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableDocument(f"{name} declares a DOCTYPE")
        return root

    def _check_limits(self) -> None:
        entries = self._members.infolist()
        size = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_MEMBERS:
            raise UnreadableDocument(f"{len(entries)} members in the package; the limit is {MOST_MEMBERS}")
        if size > MOST_BYTES:
            raise UnreadableDocument(f"the package unpacks to {size} bytes; the limit is {MOST_BYTES}")
        for entry in entries:
            if entry.file_size > _RATIO_FREE and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
                raise UnreadableDocument(f"{entry.filename} unpacks to more than {MOST_RATIO} times its size")
            if entry.flag_bits & _ENCRYPTED:
                raise UnreadableDocument("the package is encrypted")
        if self.has("Encryptions.xml"):
            raise UnreadableDocument("the OFD is encrypted")


def resolve(folder: str, location: str) -> str:
    """Return the member's name that a location inside a part of that folder means."""
    location = location.strip().replace("\\", "/")
    return location.lstrip("/") if location.startswith("/") else posixpath.normpath(f"{folder}/{location}")


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
