"""A capture: one visit of a URL, whatever came back. The word that crawler and storage share."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from parsers.report import Kind, ParseHints


class CaptureVerdict(StrEnum):
    """What one visit of a URL found."""

    FETCHED = "fetched"  # a body that can be read
    NOT_MODIFIED = "not_modified"  # 304: the server says that what we hold is current
    GONE = "gone"  # 404, 410, a soft 404, a redirect to the home page
    BLOCKED = "blocked"  # a challenge or WAF page, 403, 429
    FAILED = "failed"  # timeout, reset, 5xx, TLS, an empty body, HTML served as a document


# Verdicts that say what the portal shows (or no longer shows). After the others we do not know.
SETTLED = frozenset({CaptureVerdict.FETCHED, CaptureVerdict.NOT_MODIFIED, CaptureVerdict.GONE})


class CaptureRole(StrEnum):
    """Why a URL was visited."""

    LISTING = "listing"  # a column page, or one page of its list
    PUBLICATION = "publication"  # a page or a file that publishes a report
    PART = "part"  # a picture that a page needs to be read
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True)
class Part:
    """A picture that a page needs to be read, fetched with it."""

    url: str
    body: bytes
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """What the portal's own structure says of a publication, before its bytes are read."""

    title: str
    kind: Kind = Kind.REPORT
    edition: str | None = None  # 图解, 图片版, 更正
    unit: str | None = None  # publisher as the portal names it
    filename: str | None = None
    parent_url: str | None = None  # the page that links a file
    published_on: str | None = None  # ISO date on the list row or the page
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One visit of a URL and what came back: also a 304, a 404, a WAF page, a timeout.

    ``url`` is the original address, also when a replica on loopback was visited. ``body`` is the
    decoded body (after Content-Encoding), None when nothing came. ``detail`` says the verdict in
    words: "521 加速乐 challenge", "redirected to the home page".
    """

    url: str
    role: CaptureRole
    verdict: CaptureVerdict
    captured_at: datetime
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    detail: str | None = None
    final_url: str | None = None
    is_tls_verified: bool | None = None
    publication: PublicationFacts | None = None
    parts: tuple[Part, ...] = ()
    warc_file: str | None = None  # below data/warc; the evidence of the exchange
    warc_offset: int | None = None


def hints_of(capture: Capture) -> ParseHints:
    """Say to the parsers what a capture's own facts tell."""
    facts = capture.publication
    if facts is None:
        return ParseHints(url=capture.url)
    return ParseHints(
        url=capture.url,
        filename=facts.filename,
        title=facts.title,
        unit=facts.unit,
        published_on=facts.published_on,
    )
