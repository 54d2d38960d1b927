"""What a file is called: the anchor, ``showname``, or one of the four ways to write Content-Disposition."""

import re
from urllib.parse import parse_qs, unquote, unquote_to_bytes, urlsplit

from parsers.charset import decode
from parsers.file_names import EXTENSION, MACHINE_NAME

EXTENDED = re.compile(rb"""filename\*\s*=\s*(?:[\w-]*'[\w-]*')?"?([^";]+)""", re.IGNORECASE)
PLAIN = re.compile(rb"""filename\s*=\s*(?:"([^"]*)"|([^;]+))""", re.IGNORECASE)
PERCENT = re.compile(rb"%[0-9A-Fa-f]{2}")


def disposition_name(header: bytes | None) -> str | None:
    """Return the file name of a Content-Disposition header in any of its four spellings.

    ``filename*=UTF-8''%E6..``, ``filename=%E6..``, raw UTF-8 bytes and raw GBK bytes all occur.
    """
    if not header:
        return None
    found = EXTENDED.search(header)
    raw = found.group(1) if found else None
    if raw is None and (plain := PLAIN.search(header)):
        raw = plain.group(1) if plain.group(1) is not None else plain.group(2)
    if raw is None:
        return None
    if PERCENT.search(raw):
        raw = unquote_to_bytes(raw)
    return _last_part(decode(raw.strip()).text)


def url_name(url: str) -> str | None:
    """Return the name that the address itself tells: ``showname``, else ``filename``, else its last part."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    for key in ("showname", "filename", "fileName", "fileUrl"):
        if key in query:
            return _last_part(query[key][0])
    return _last_part(unquote(parts.path))


def file_name(url: str, disposition: bytes | None = None, anchor: str | None = None) -> str | None:
    """Return the best name for a file: one that people gave it, before one that a machine made."""
    candidates = [disposition_name(disposition), url_name(url)]
    given = [name for name in candidates if name and not MACHINE_NAME.match(name)]
    with_extension = next((name for name in given if EXTENSION.search(name)), None)
    if with_extension:
        return with_extension
    machine = next((name for name in candidates if name), None)
    if anchor and anchor.strip():
        extension = EXTENSION.search(machine) if machine else None
        label = anchor.strip()
        return label if EXTENSION.search(label) or not extension else f"{label}{extension.group(0)}"
    return given[0] if given else machine


def _last_part(name: str) -> str | None:
    return name.replace("\\", "/").rsplit("/", 1)[-1].strip().strip('"') or None
