"""The package of an OFD: its parts read by name, in any case and with or without a leading slash."""

import posixpath

from lxml.etree import _Element

from parsers.document import UnreadableDocument
from parsers.packages import Members, parse_xml


class Package:
    """The members of an OFD; limits and broken packages are refused by ``Members``."""

    def __init__(self, body: bytes) -> None:
        self._members = Members(body)
        self._names = {_plain(name): name for name in self._members.names}
        if self.has("Encryptions.xml"):
            raise UnreadableDocument("the OFD is encrypted")

    def has(self, name: str) -> bool:
        """Whether the package has a member."""
        return _plain(name) in self._names

    def root(self, name: str) -> _Element:
        """Return a part that no document can lack; raises ``UnreadableDocument`` with the reason."""
        return parse_xml(self._members.read(self._names.get(_plain(name), name)), name)

    def part(self, name: str) -> _Element | None:
        """Return a part of XML, None when it is missing, broken or refused: its user tells it as unread."""
        try:
            return self.root(name)
        except UnreadableDocument:
            return None

    def read(self, name: str) -> bytes | None:
        """Return a member's bytes, None when it is missing or broken."""
        try:
            return self._members.read(self._names.get(_plain(name), name))
        except UnreadableDocument:
            return None


def resolve(folder: str, location: str) -> str:
    """Return the member's name that a location inside a part of that folder means."""
    location = location.strip().replace("\\", "/")
    if location.startswith("/") or not folder:
        return posixpath.normpath(location.lstrip("/"))
    return posixpath.normpath(f"{folder}/{location}")


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
