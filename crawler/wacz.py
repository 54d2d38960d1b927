"""Hand evidence over as WACZ 1.1.1: WARC files, an index of them, the publications as pages, and digests of all.

Written with the standard library and warcio: the one package for it (``wacz``) brings eight others, which
find pages and extract texts that the archive knows better.
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit

from warcio.archiveiterator import ArchiveIterator

from storage.evidence import EvidentVisit
from storage.url_key import is_member

VERSION = "1.1.1"
WWW = re.compile(r"^www\d*\.")
PRINTED = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "#%")
INDEXED = frozenset({"response", "revisit", "resource"})


@dataclass(frozen=True, slots=True)
class Handover:
    """What a WACZ is made of: the name of each segment in it and its file, and the visits that are its pages."""

    title: str
    segments: Sequence[tuple[str, Path]]
    visits: Sequence[EvidentVisit]
    software: str
    created: datetime


def write_wacz(
    target: Path, handover: Handover, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> None:
    """Write a WACZ, whole or not at all; progress counts segments.

    Raises OSError, and what warcio raises over a damaged segment.
    """
    draft = target.with_name(f"{target.name}.{os.getpid()}.draft")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as package:
            resources = list(_write_contents(package, handover, progress))
            _write_descriptions(package, handover, resources)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def cdxj_lines(name: str, path: Path) -> Iterator[str]:
    """Yield one line of index for each record that can be replayed."""
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            told = record.rec_headers
            url = told.get_header("WARC-Target-URI")
            if record.rec_type not in INDEXED or not url:
                continue
            kind = (record.http_headers and record.http_headers.get_header("Content-Type")) or ""
            fields = {
                "url": url,
                "mime": "warc/revisit" if record.rec_type == "revisit" else kind.partition(";")[0].strip(),
                "status": record.http_headers.get_statuscode() if record.http_headers else "",
                "digest": told.get_header("WARC-Payload-Digest") or "",
                "length": str(records.get_record_length()),
                "offset": str(records.get_record_offset()),
                "filename": name,
            }
            moment = datetime.fromisoformat(told.get_header("WARC-Date"))
            shown = json.dumps({key: value for key, value in fields.items() if value}, ensure_ascii=False)
            yield f"{sort_key(url)} {moment.astimezone(UTC):%Y%m%d%H%M%S} {shown}"


def sort_key(url: str) -> str:
    """Return an address as an index sorts it (SURT): ``cn,gov,linan)/art/1.html?a=1``.

    The host backwards and without its www, all in lower case, the parts of the query in order, and nothing
    escaped that need not be.
    """
    parts = urlsplit(url)
    host = ",".join(reversed(WWW.sub("", (parts.hostname or "").lower()).split(".")))
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    path = _least_escaped(parts.path).rstrip("/") or "/"
    query = f"?{'&'.join(sorted(_least_escaped(parts.query).split('&')))}" if parts.query else ""
    return f"{host}{port}){path}{query}"


def _least_escaped(text: str) -> str:
    """Return a part of an address in lower case, with no escape that it can do without."""
    return quote(unquote_to_bytes(text), safe=PRINTED).lower()


def _write_contents(
    package: zipfile.ZipFile, handover: Handover, progress: Callable[[int, int], None]
) -> Iterator[dict[str, object]]:
    index = list[str]()
    for done, (name, path) in enumerate(handover.segments):
        progress(done, len(handover.segments))
        package.write(path, f"archive/{name}")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield _resource(f"archive/{name}", digest, path.stat().st_size)
        index += cdxj_lines(name, path)
    for place, text in (
        ("indexes/index.cdx", _text(sorted(index))),
        ("pages/pages.jsonl", _text(_pages(handover.visits))),
    ):
        package.writestr(place, text)
        yield _resource(place, hashlib.sha256(text).hexdigest(), len(text))


def _write_descriptions(
    package: zipfile.ZipFile, handover: Handover, resources: list[dict[str, object]]
) -> None:
    stamp = handover.created.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    described = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": handover.title,
        "software": handover.software,
        "created": stamp,
        "modified": stamp,
        "resources": resources,
    }
    text = json.dumps(described, ensure_ascii=False, indent=2).encode()
    package.writestr("datapackage.json", text)
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}
    package.writestr("datapackage-digest.json", json.dumps(digest, indent=2))


def _pages(visits: Iterable[EvidentVisit]) -> Iterator[str]:
    yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Publications"})
    for number, visit in enumerate(visits, 1):
        if visit.title is None or is_member(visit.url):
            continue
        stamp = visit.captured_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        page = {"id": f"page{number}", "url": visit.url, "ts": stamp, "title": visit.title}
        yield json.dumps(page, ensure_ascii=False)


def _resource(path: str, digest: str, size: int) -> dict[str, object]:
    name = path.rpartition("/")[2].lower()  # what describes packages allows no other letters
    return {"name": name, "path": path, "hash": f"sha256:{digest}", "bytes": size}


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
