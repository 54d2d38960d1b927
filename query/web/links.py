"""Addresses within the site. Those of reports, versions, cells and files are permanent: they are cited."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode


def with_query(path: str, **values: object) -> str:
    """Add what has a value to the query of a path."""
    given: Mapping[str, object] = {
        name: value for name, value in values.items() if value not in (None, "", ())
    }
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def report_path(publisher_id: str, year: int, version: str | None = None) -> str:
    """Return the permalink of a report, or of one of its versions by its name ("1v2")."""
    path = f"/r/{quote(publisher_id)}/{year}"
    return f"{path}/{version}" if version else path


def cell_path(publisher_id: str, year: int, key: str, version: str | None = None) -> str:
    """Return the permalink of a cell."""
    return f"{report_path(publisher_id, year, version)}/cell/{quote(key, safe='@.')}"


def publisher_path(publisher_id: str) -> str:
    """Return the permalink of a publisher."""
    return f"/publishers/{quote(publisher_id)}"


def portal_path(portal_id: str) -> str:
    """Return the page of a portal."""
    return f"/portals/{quote(portal_id)}"


def blob_path(sha256: str) -> str:
    """Return where the bytes of a file are."""
    return f"/blobs/{sha256}"
