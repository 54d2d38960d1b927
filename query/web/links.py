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


def codebook_path(key: str) -> str:
    """Return what a cell means, as the forms say."""
    return f"/codebook/{quote(key, safe='@.')}"


def blob_path(sha256: str) -> str:
    """Return where the bytes of a file are."""
    return f"/blobs/{sha256}"


def page_path(sha256: str, number: int) -> str:
    """Return the picture of a page of a file."""
    return f"/blobs/{sha256}/page/{number}.png"


def error_report(about: str, contact: str, subject: str, words: str) -> str:
    """Return where to report an error: a mail with its first words written, or the page that says how."""
    if "@" in contact and "://" not in contact:
        address = contact.removeprefix("mailto:")
        return f"mailto:{quote(address, safe='@')}?{urlencode({'subject': subject, 'body': words}, quote_via=quote)}"
    return with_query("/report-an-error", about=about)
