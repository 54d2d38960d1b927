"""Read the exchanges of WARC segments that `crawler.warc` wrote, also of one that a kill left open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from crawler.warc import OPEN, Exchange, Headers, Kept, whole_length

LOST_REQUEST = b"GET / HTTP/1.1\r\n\r\n"  # of an answer whose request was torn off


@dataclass(frozen=True, slots=True)
class _Answered:
    """A response or revisit that was read, while its request is still to come."""

    record: ArcWarcRecord
    block: bytes
    offset: int


def read_exchanges(path: Path) -> Iterator[tuple[Exchange, Kept]]:
    """Return the exchanges of a segment in their order; also of one that is open or torn off."""
    if path.name.endswith(OPEN):
        with BytesIO(path.read_bytes()[: whole_length(path)]) as file:
            yield from _read(path, file)
        return
    with path.open("rb") as file:
        yield from _read(path, file)


def read_exchange(path: Path, offset: int) -> Exchange:
    """Return the exchange whose response stands at an offset."""
    with path.open("rb") as file:
        file.seek(offset)
        return next(_read(path, file))[0]


def _read(path: Path, file: BinaryIO) -> Iterator[tuple[Exchange, Kept]]:
    waiting: _Answered | None = None
    records = ArchiveIterator(file, no_record_parse=True)
    for record in records:
        block = record.content_stream().read()
        told = record.rec_headers
        if waiting is not None:
            is_its = told.get_header("WARC-Concurrent-To") == waiting.record.rec_headers.get_header(
                "WARC-Record-ID"
            )
            yield _exchange(path, waiting, block if is_its else LOST_REQUEST)
            waiting = None
        if record.rec_type in {"response", "revisit"}:
            waiting = _Answered(record, block, records.get_record_offset())
    if waiting is not None:  # killed between the answer and its request
        yield _exchange(path, waiting, LOST_REQUEST)


def _exchange(path: Path, answered: "_Answered", asked: bytes) -> tuple[Exchange, Kept]:
    told = answered.record.rec_headers
    first, headers, body = _parts(answered.block)
    request_line, asked_headers, form = _parts(asked)
    at = datetime.fromisoformat(told.get_header("WARC-Date")).astimezone(UTC)
    exchange = Exchange(
        url=told.get_header("WARC-Target-URI"),
        method=request_line.split(b" ")[0].decode(),
        asked=asked_headers,
        form=form,
        status=int(first.split(b" ")[1]),
        headers=headers,
        body=body,
        at=at,
        protocol=first.split(b" ")[0].decode(),
        address=told.get_header("WARC-IP-Address"),
    )
    return exchange, Kept(f"{path.parent.name}/{path.name.removesuffix(OPEN)}", answered.offset, at)


def _parts(block: bytes) -> tuple[bytes, Headers, bytes]:
    head, _, body = block.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    pairs = (line.partition(b": ") for line in lines)
    return first, tuple((name, value) for name, _, value in pairs), body
