"""One request to the replica and one reply, as the portals' servers know them: bytes, not characters."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit


class Delivery(StrEnum):
    """What the server does with a reply: send it, keep the visitor waiting, or hang up."""

    SEND = "send"
    HANG = "hang"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Request:
    """What a visitor asked: `target` is path and query as sent, header names are lower case."""

    method: str
    host: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        """The target without its query."""
        return urlsplit(self.target).path

    @property
    def parameters(self) -> dict[str, str]:
        """Query and form fields together, the first of each name, as a servlet sees them."""
        form = self.body.decode("utf-8", "replace") if self.method == "POST" else ""
        pairs = parse_qsl(urlsplit(self.target).query, keep_blank_values=True)
        pairs += parse_qsl(form, keep_blank_values=True)
        return dict(reversed(pairs))

    @property
    def referring_path(self) -> str:
        """The path of the page that led here, or nothing."""
        return urlsplit(self.headers.get("referer", "")).path


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers; header values are bytes, since portals put raw GBK there."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, bytes], ...] = ()
    delivery: Delivery = Delivery.SEND

    def header(self, name: str) -> bytes | None:
        """Return the value of a header, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def with_header(self, name: str, value: bytes) -> "Reply":
        """Return the same reply with one more header."""
        return replace(self, headers=(*self.headers, (name, value)))


def page_reply(text: str, status: int = 200) -> Reply:
    """Answer with an ordinary UTF-8 page."""
    return Reply(status, text.encode(), (("Content-Type", b"text/html;charset=UTF-8"),))


def json_reply(content: object) -> Reply:
    """Answer with JSON, the way JPaaS writes it."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Reply(200, body.encode(), (("Content-Type", b"application/json;charset=UTF-8"),))


def redirect(location: str) -> Reply:
    """Send the visitor elsewhere for now (302)."""
    return Reply(302, headers=(("Location", location.encode()),))


def with_validators(request: Request, reply: Reply, etag: str, changed_at: datetime) -> Reply:
    """Add ETag and Last-Modified, and answer 304 to a visitor who already has this state."""
    stamp = format_datetime(changed_at.astimezone(UTC).replace(microsecond=0), usegmt=True)
    dated = reply.with_header("ETag", etag.encode()).with_header("Last-Modified", stamp.encode())
    if not _has_this_state(request, etag, changed_at):
        return dated
    kept = tuple((name, value) for name, value in dated.headers if name in {"ETag", "Last-Modified"})
    return Reply(304, headers=kept)


def _has_this_state(request: Request, etag: str, changed_at: datetime) -> bool:
    known = request.headers.get("if-none-match")
    if known is not None:
        return etag in {each.strip().removeprefix("W/") for each in known.split(",")}
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return parsedate_to_datetime(since) >= changed_at.replace(microsecond=0)
    except (TypeError, ValueError):  # an unreadable date is no condition (RFC 9110)
        return False
