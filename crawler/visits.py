"""One visit as a `Capture`: every way in which an answer can come, or fail to come, in plain words."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.article import is_soft_404
from crawler.blocked import find_block
from crawler.evidence import KEPT
from crawler.refusals import Halted, HostStopped, Refusal, RobotsForbid, WindowClosed
from parsers.charset import decode
from storage.capture import Capture, CaptureRole, CaptureVerdict, Part, PublicationFacts

HTML = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|script|div|meta)",
    re.IGNORECASE | re.DOTALL,
)
WORD_HTML = b"schemas-microsoft-com:office"  # Word's own "save as web page" in a .doc is a document
HTML_AS_DOCUMENT = "HTML served as a document"
HOME = re.compile(r"^/(?:index\.\w+)?$")
REASONS = {
    DownloadTimeoutError: "timeout",
    ResponseDataLossError: "truncated: fewer bytes came than were announced",
    DownloadCancelledError: "larger than DOWNLOAD_MAXSIZE",
    DownloadConnectionRefusedError: "connection refused",
    CannotResolveHostError: "host name does not resolve",
    DownloadFailedError: "connection failed",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """What was asked for: the original address, why, and what is expected to come."""

    url: str
    role: CaptureRole
    is_document: bool = False
    publication: PublicationFacts | None = None
    verifies_tls: bool | None = None


def judge_response(visit: Visit, response: Response) -> tuple[CaptureVerdict, str | None]:
    """Return what an answer means for the archive, and why."""
    status, body = response.status, response.body
    if status == 304:
        return CaptureVerdict.NOT_MODIFIED, None
    block = find_block(status, body)
    if block is not None:
        return CaptureVerdict.BLOCKED, block.detail
    if status >= 300:
        is_gone = status in {404, 410}
        return CaptureVerdict.GONE if is_gone else CaptureVerdict.FAILED, f"status {status}"
    moved = response.meta.get("redirect_urls") and HOME.match(urlsplit(response.url).path)
    if moved and not HOME.match(urlsplit(visit.url).path):
        return CaptureVerdict.GONE, "redirected to the home page"
    return _judge_body(visit, body)


def _judge_body(visit: Visit, body: bytes) -> tuple[CaptureVerdict, str | None]:
    if not body:
        return CaptureVerdict.FAILED, "empty body"
    if visit.role in {CaptureRole.LISTING, CaptureRole.ROBOTS} or not HTML.match(body):
        return CaptureVerdict.FETCHED, None
    if is_soft_404(decode(body).text):
        return CaptureVerdict.GONE, "soft 404: answered 200, and says that there is no such page"
    if (visit.is_document or visit.role is CaptureRole.PART) and WORD_HTML not in body[:4096]:
        return CaptureVerdict.FAILED, HTML_AS_DOCUMENT
    return CaptureVerdict.FETCHED, None


def describe_exception(error: BaseException) -> str:
    """Return why nothing came, in words."""
    if isinstance(error, IgnoreRequest):
        return str(error) or "not requested"
    words = next((text for kind, text in REASONS.items() if isinstance(error, kind)), type(error).__name__)
    cause = str(error.__cause__ or error)
    if "ssl" in cause.lower() or "tls" in cause.lower() or "certificate" in cause.lower():
        return f"TLS: {cause[:200]}"
    return words


def capture_response(visit: Visit, response: Response, parts: tuple[Part, ...] = ()) -> Capture:
    """Return the capture of an answer."""
    verdict, detail = judge_response(visit, response)
    kept = response.request.meta.get(KEPT) if response.request else None
    return Capture(
        url=visit.url,
        role=visit.role,
        verdict=verdict,
        captured_at=kept.at if kept else datetime.now(UTC),
        status=response.status,
        headers=tuple(_headers(response)),
        body=None if response.status == 304 else response.body,
        detail=detail,
        final_url=response.url if response.url != visit.url else None,
        is_tls_verified=visit.verifies_tls if response.url.startswith("https:") else None,
        publication=visit.publication,
        parts=parts,
        warc_file=kept.file if kept else None,
        warc_offset=kept.offset if kept else None,
    )


def capture_exception(visit: Visit, error: BaseException) -> Capture | None:
    """Return the capture of a visit that brought nothing; None where no visit was made."""
    is_cut_short = isinstance(error, HostStopped) and error.was_asked
    if isinstance(error, Halted | HostStopped | WindowClosed) and not is_cut_short:
        return None
    kept = error.kept if isinstance(error, HostStopped) else None
    verdict = CaptureVerdict.BLOCKED if isinstance(error, RobotsForbid) else CaptureVerdict.FAILED
    return Capture(
        url=visit.url,
        role=visit.role,
        verdict=verdict,
        captured_at=kept.at if kept else datetime.now(UTC),
        detail=f"{'it failed, and ' if is_cut_short else ''}{describe_exception(error)}",
        is_tls_verified=visit.verifies_tls if not isinstance(error, Refusal) else None,
        publication=visit.publication,
        warc_file=kept.file if kept else None,
        warc_offset=kept.offset if kept else None,
    )


def _headers(response: Response) -> list[tuple[str, str]]:
    # latin-1 loses no byte: a name in raw GBK can be read out of it again.
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]


def exception_of(failure: Failure) -> tuple[Request, BaseException]:
    """Return the request that failed and why, out of what Scrapy hands to an errback."""
    request = getattr(failure, "request", None)  # Scrapy adds it
    if not isinstance(request, Request) or failure.value is None:
        message = f"a failure without its request: {failure}"
        raise TypeError(message)
    return request, failure.value
