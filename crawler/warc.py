"""WARC 1.1 segments: one exchange is a response (or a revisit) and its request, each a gzip member of its own.

A segment is called ``….warc.gz.open`` until it is closed. Every exchange is handed to the kernel before
its answer is used, so that SIGKILL loses none; what a power cut tears off is cut away by `adopt`.
"""

import base64
import hashlib
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

OPEN = ".open"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, the body as it was sent (before Content-Encoding was undone)."""

    url: str
    method: str
    asked: Headers
    form: bytes
    status: int
    headers: Headers
    body: bytes
    at: datetime
    protocol: str = "HTTP/1.1"
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an exchange lies: the name of its segment, as it is once closed, and the record's offset."""

    file: str
    offset: int
    at: datetime


class Segment:
    """One file of exchanges, written from its beginning to its end."""

    def __init__(self, final: Path, facts: Mapping[str, str]) -> None:
        self.final = final
        self._path = final.with_name(final.name + OPEN)
        final.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("xb")
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        self._writer.write_record(self._writer.create_warcinfo_record(final.name, facts))

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._file.tell()

    def write(self, exchange: Exchange) -> int:
        """Append an exchange; return the offset of its response."""
        offset = self._file.tell()
        response = self._response(exchange)
        self._writer.write_record(response)
        told = {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
        head = f"{exchange.method} {_target(exchange.url)} HTTP/1.1\r\n".encode()
        self._writer.write_record(
            self._record("request", exchange, (head, exchange.asked, exchange.form), told)
        )
        self._file.flush()
        return offset

    def close(self) -> None:
        """Close the segment: on disk first, then under its own name."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._path.replace(self.final)

    def _response(self, exchange: Exchange) -> ArcWarcRecord:
        if exchange.status == 304:
            pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in exchange.headers]
            head = StatusAndHeaders("304 Not Modified", pairs, protocol=exchange.protocol)
            told = {
                **_told(exchange),
                "WARC-Profile": NOT_MODIFIED,
                "WARC-Refers-To-Target-URI": exchange.url,
            }
            return self._writer.create_warc_record(
                exchange.url, "revisit", http_headers=head, warc_headers_dict=told
            )
        head = f"{exchange.protocol} {exchange.status} \r\n".encode()
        return self._record("response", exchange, (head, exchange.headers, exchange.body), {})

    def _record(
        self, kind: str, exchange: Exchange, message: tuple[bytes, Headers, bytes], told: dict[str, str]
    ) -> ArcWarcRecord:
        # Not by warcio's own header objects: they would write a name in raw GBK as UTF-8.
        head, headers, body = message
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        block = head + lines + b"\r\n" + body
        digest = base64.b32encode(hashlib.sha256(body).digest()).decode()
        facts = {**_told(exchange), **told, "WARC-Payload-Digest": f"sha256:{digest}"}
        record = self._writer.create_warc_record(exchange.url, kind, warc_headers_dict=facts)
        record.raw_stream = BytesIO(block)
        record.length = record.payload_length = len(block)
        return record


def adopt(folder: Path) -> list[Path]:
    """Give the segments of killed crawls their names, without what was torn off; call it under the lock."""
    adopted = []
    for path in sorted(folder.glob(f"*.warc.gz{OPEN}")):
        whole = whole_length(path)
        with path.open("r+b") as file:
            file.truncate(whole)
            os.fsync(file.fileno())
        final = path.with_name(path.name.removesuffix(OPEN))
        path.replace(final)
        adopted.append(final)
    return adopted


def _told(exchange: Exchange) -> dict[str, str]:
    told = {
        "WARC-Date": exchange.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    }
    return told | ({"WARC-IP-Address": exchange.address} if exchange.address else {})


def _target(url: str) -> str:
    rest = url.partition("://")[2].partition("/")
    return f"/{rest[2]}"


def whole_length(path: Path) -> int:
    """Return where the last whole gzip member ends."""
    end, position = 0, 0
    with path.open("rb") as file:
        member = zlib.decompressobj(wbits=31)
        while chunk := file.read(1 << 16):
            position += len(chunk)
            try:
                while chunk:
                    member.decompress(chunk)
                    chunk = member.unused_data
                    if not member.eof:
                        break
                    end = position - len(chunk)
                    member = zlib.decompressobj(wbits=31)
            except zlib.error:  # what a torn-off file holds after its last whole member
                break
    return end
