"""Read the answers in WARC and ARC files that anybody wrote, and say where a file is damaged.

`crawler.warc_reading` reads our own segments byte for byte, to replay them. This reads what others made
too: chunked or compressed bodies, revisits of the same payload, answers without their requests.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.timeutils import iso_date_to_datetime

from crawler.warc import whole_length

FAULTS = (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError, KeyError, AttributeError)
GZIP = b"\x1f\x8b"
CHUNK = 1 << 16


class WarcDamaged(Exception):
    """A file that cannot be read from here on; what came before was read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as a WARC holds it. ``body`` is decoded, and is dropped once it was looked at."""

    url: str
    at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    file: Path
    offset: int
    payload_digest: str | None = None
    is_same_payload: bool = False  # a revisit: the body is that of another record with this digest
    body: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str | None:
        """Return the first header of this name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def read_answers(path: Path) -> Iterator[Answer]:
    """Yield the answers of a file in their order, but for records that do not match their digests.

    Raises `WarcDamaged` after the last that can be read.
    """
    count, rotten = 0, list[int]()
    with path.open("rb") as file:
        records = ArchiveIterator(file, arc2warc=True, check_digests=True)
        try:
            for record in records:
                answer = _answer(record, path)
                offset = records.get_record_offset()
                if record.digest_checker.passed is False:
                    rotten.append(offset)
                elif answer is not None:
                    count += 1
                    yield replace(answer, offset=offset)
        except FAULTS as error:
            words = str(error).strip().partition("\n")[0] or type(error).__name__
            message = f"{path}: damaged after {count} answers: {words}"
            raise WarcDamaged(message) from error
    if _is_cut(path):  # warcio takes the beginning of a member for the end of the file
        message = f"{path}: damaged after {count} answers: cut short"
        raise WarcDamaged(message)
    if rotten:
        message = f"{path}: {len(rotten)} records do not match their digests, the first at offset {rotten[0]}"
        raise WarcDamaged(message)


def read_answer(answer: Answer) -> Answer:
    """Return an answer again, with its body."""
    with answer.file.open("rb") as file:
        file.seek(answer.offset)
        found = _answer(next(iter(ArchiveIterator(file, arc2warc=True))), answer.file)
    if found is None or found.url != answer.url:
        message = f"{answer.file}: at offset {answer.offset} stands another record than before"
        raise WarcDamaged(message)
    return replace(found, offset=answer.offset)


def _answer(record: ArcWarcRecord, path: Path) -> Answer | None:
    told = record.rec_headers
    url = told.get_header("WARC-Target-URI") or ""
    body = record.content_stream().read()
    while record.raw_stream.read(CHUNK):  # what stands behind a chunked body
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        message = f"the record of {url or record.rec_type} is cut short"
        raise EOFError(message)
    if record.rec_type not in {"response", "revisit"} or not url.startswith(("http://", "https://")):
        return None
    profile = told.get_header("WARC-Profile") or ""
    http = record.http_headers
    return Answer(
        url=url,
        at=_moment(told.get_header("WARC-Date")),
        status=int(http.get_statuscode()) if http else 304,
        headers=tuple((str(name), str(value)) for name, value in http.headers) if http else (),
        file=path,
        offset=-1,
        payload_digest=told.get_header("WARC-Payload-Digest"),
        is_same_payload=record.rec_type == "revisit" and "identical-payload" in profile,
        body=body,
    )


def _is_cut(path: Path) -> bool:
    with path.open("rb") as file:
        is_gzip = file.read(len(GZIP)) == GZIP
    return is_gzip and whole_length(path) != path.stat().st_size


def _moment(text: str) -> datetime:
    found: datetime = iso_date_to_datetime(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
