"""Attachments on the wire: gateway, servlet and object store, and four ways to write a Chinese name."""

import hashlib
import re
from urllib.parse import quote

from demo.exchange import Reply, Request, page_reply, redirect, with_validators
from demo.hosts import STORE, STORES
from demo.publishing import GATEWAY, WORD, Disposition, File
from demo.world import Posting, World

_STORED = re.compile(r"[0-9a-f]{32}\.\w+")
_MISSING = "<html><body>文件不存在</body></html>"


def file_asked(world: World, request: Request) -> tuple[Posting, File] | None:
    """Return the report and file a request is about, by the hash that portals name files by."""
    found = _STORED.search(request.target)
    return world.posting_of_file(found[0]) if found else None


def answer_file(world: World, request: Request) -> Reply:
    """Return a file, or the gateway's redirect to where it lies."""
    asked = file_asked(world, request)
    if asked is None or asked[0].is_withdrawn:
        return page_reply(_MISSING, 404)
    posting, file = asked
    if request.path == GATEWAY:
        return redirect(f"https://{STORE}{file.path}") if file.host == STORE else page_reply(_MISSING, 404)
    if (request.host, request.path) != (file.host, file.path) or posting.file is None:
        return page_reply(_MISSING, 404)
    return _sent(world, request, posting, file, posting.file)


def _sent(world: World, request: Request, posting: Posting, file: File, body: bytes) -> Reply:
    media_type = b"application/msword" if file.shown_name.endswith(".doc") else WORD.encode()
    headers = (("Content-Type", media_type), ("Content-Disposition", _disposition(file)))
    reply = Reply(200, body, headers)
    if not world.sites[posting.article.host].has_validators:
        return reply
    if posting.is_lying:
        return with_validators(request, reply, '"1"', world.built_at)
    # Object stores make the ETag out of the content, so that a touch changes only the date.
    etag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest().upper()}"'
    if file.host not in STORES:
        etag = f'"{int(posting.changed_at.timestamp() * 1000):x}-{len(body):x}"'
    return with_validators(request, reply, etag, posting.changed_at)


def _disposition(file: File) -> bytes:
    name = file.shown_name
    if file.disposition is Disposition.RAW_GBK:
        return b'attachment; filename="' + name.encode("gbk") + b'"'
    if file.disposition is Disposition.RAW_UTF8:
        return b'attachment; filename="' + name.encode() + b'"'
    if file.disposition is Disposition.RFC5987:
        return b"attachment; filename*=UTF-8''" + quote(name).encode()
    return b"attachment;filename=" + quote(name).encode()
