"""The headers of RFC 7089 (Memento): when a page shows a past, and where the other pasts are."""

from datetime import UTC, datetime
from email.utils import format_datetime

from query.answers import ReportAnswer
from query.moments import Moment, end_of
from query.web.links import report_path, with_query


def memento_headers(found: ReportAnswer, as_of: Moment | None) -> dict[str, str]:
    """Return the headers of a report's page: of the timegate itself, or of a memento where a moment was asked for."""
    original = report_path(found.publisher.id, found.year)
    links = [
        f'<{original}>; rel="original timegate"',
        f'<{original}/timemap>; rel="timemap"; type="application/link-format"',
    ]
    headers = {"Vary": "Accept-Language, Accept-Datetime"}
    if as_of is not None and found.shown_since is not None:
        headers["Memento-Datetime"] = http_date(found.shown_since)
        address = with_query(original, asof=end_of(as_of).isoformat())
        links.append(f'<{address}>; rel="memento"; datetime="{http_date(found.shown_since)}"')
    return headers | {"Link": ", ".join(links)}


def http_date(moment: datetime) -> str:
    """Write an instant as HTTP does."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)
