"""RFC 7089 (Memento): when a page shows a past, which pasts there are, and which of them was asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import HTTPException, Response
from fastapi.responses import RedirectResponse

from query.answers import ReportAnswer
from query.moments import Moment, end_of
from query.showings import ShowingsAnswer
from query.web.asked import Asked
from query.web.links import report_path, with_query

VARY = {"Vary": "Accept-Language, Accept-Datetime"}


def memento_headers(found: ReportAnswer, as_of: Moment | None) -> dict[str, str]:
    """Return the headers of a report's page: of the timegate itself, or of a memento where a moment was asked for."""
    original = report_path(found.publisher.id, found.year)
    links = list(_links(original))
    headers = dict(VARY)
    if as_of is not None and found.shown_since is not None:
        headers["Memento-Datetime"] = http_date(found.shown_since)
        links.append(_memento(with_query(original, asof=stamp(end_of(as_of))), found.shown_since))
    return headers | {"Link": ", ".join(links)}


def negotiated(asked: Asked, publisher: str, year: int, accepted: str) -> Response:
    """Send a client that asks for a past to what was shown then; to the first, where it asks for a time before."""
    try:
        moment = parsedate_to_datetime(accepted)
    except ValueError:
        raise HTTPException(400, f"not a date of HTTP in Accept-Datetime: {accepted!r}") from None
    showings = asked.archive.showings(publisher, year)
    shown = showings.at(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    if shown is None:
        raise HTTPException(404, f"nothing was ever shown of the report of {publisher} for {year}")
    original = report_path(showings.publisher.id, year)
    address = asked.link(original, asof=stamp(shown.since))
    return RedirectResponse(address, 302, VARY | {"Link": ", ".join(_links(original))})


def timemap(asked: Asked, showings: ShowingsAnswer) -> str:
    """Return every past of a report's page in the link format of RFC 6690, a line each."""
    original = asked.absolute(report_path(showings.publisher.id, showings.year))
    lines = [
        f'<{original}>; rel="original timegate"',
        f'<{original}/timemap>; rel="self"; type="application/link-format"',
        *(f'<{url}>; rel="related"' for url in showings.urls if ">" not in url),
        *(_memento(with_query(original, asof=stamp(one.since)), one.since) for one in showings.showings),
    ]
    return ",\n".join(lines) + "\n"


def http_date(moment: datetime) -> str:
    """Write an instant as HTTP does, to the second."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def stamp(moment: datetime) -> str:
    """Write an instant in full, for an address."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _links(original: str) -> Iterator[str]:
    yield f'<{original}>; rel="original timegate"'
    yield f'<{original}/timemap>; rel="timemap"; type="application/link-format"'


def _memento(address: str, shown_since: datetime) -> str:
    return f'<{address}>; rel="memento"; datetime="{http_date(shown_since)}"'
