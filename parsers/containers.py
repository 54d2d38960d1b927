"""Files that wrap a page: a web page saved with its pictures (.mht) is a mail with the page as a part."""

import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from types import MappingProxyType
from urllib.parse import unquote, urljoin

from parsers.document import Document, Picture, Place, UnreadableDocument

MOST_BYTES = 50 * 2**20
_MOST_PARTS = 2_000


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page unwrapped: ``pictures`` by every name that the page may call them."""

    body: bytes
    location: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    other_pages: int = 0


def unwrap_page(body: bytes) -> SavedPage:
    """Return the page of an ``.mht``; raises ``UnreadableDocument`` when it holds none."""
    if len(body) > MOST_BYTES:
        raise UnreadableDocument(f"a saved page of {len(body)} bytes; the limit is {MOST_BYTES}")
    try:
        parts = list(_parts(message_from_bytes(body)))
    except (MessageError, RecursionError, ValueError, LookupError, TypeError) as error:
        raise UnreadableDocument(f"the saved page is broken: {error}") from error
    pages = [part for part in parts if part.kind == "text/html" and part.body.strip()]
    page = next((part for part in pages if b"<frameset" not in part.body.lower()), None)
    if page is None:
        raise UnreadableDocument("no web page in the file, or it is cut short")
    pictures: dict[str, bytes] = {}
    for part in parts:
        if part.kind.startswith("image/"):
            pictures.update(dict.fromkeys(part.names, part.body))
    others = sum(b"<frameset" not in part.body.lower() for part in pages) - 1
    return SavedPage(page.body, page.location, MappingProxyType(pictures), others)


def with_pictures(document: Document, page: SavedPage) -> Document:
    """Give the pictures of a page their bytes, where the file holds them; tell of other pages in it."""
    blocks = tuple(
        replace(block, body=_picture(block.source, page)) if isinstance(block, Picture) else block
        for block in document.blocks
    )
    unread = document.unread
    if page.other_pages:
        unread += ((f"{page.other_pages} more pages in the saved file", Place()),)
    return replace(document, blocks=blocks, unread=unread)


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    location: str
    names: tuple[str, ...]
    body: bytes


def _parts(message: Message) -> Iterator[_Part]:
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            raise UnreadableDocument(f"more than {_MOST_PARTS} parts in the saved page")
        if part.is_multipart():
            continue
        try:
            content = part.get_payload(decode=True)
        except (binascii.Error, UnicodeError) as error:
            raise UnreadableDocument(f"a part of the saved page is broken: {error}") from error
        location = str(part.get("Content-Location") or "").strip()
        named = str(part.get("Content-ID") or "").strip().strip("<>")
        names = tuple(filter(None, (location, f"cid:{named}" if named else "")))
        yield _Part(part.get_content_type(), location, names, content if isinstance(content, bytes) else b"")


def _picture(source: str, page: SavedPage) -> bytes | None:
    for name in (source, _joined(page.location, source), unquote(source)):
        if name in page.pictures:
            return page.pictures[name]
    return None


def _joined(location: str, source: str) -> str:
    try:
        return urljoin(location, source)
    except ValueError:  # an address that is none
        return source
