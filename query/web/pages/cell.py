"""One figure: as printed, where it stands in the original, what is said of it, in all versions and years."""

from fastapi import APIRouter, Response

from checks.messages import labels
from parsers.document import Box
from query.cell import CellAnswer
from query.originals import PageUndrawable, Percent, has_pages, on_page
from query.web.asked import Asked, AskedNow
from query.web.citation import cite_cell
from query.web.pages.report import findings_of

router = APIRouter()


@router.get("/r/{publisher}/{year}/cell/{key}")
def cell(asked: AskedNow, publisher: str, year: int, key: str) -> Response:
    """Show a cell of the report as it is shown."""
    return _page(asked, asked.archive.cell(publisher, year, key, asked.as_of), is_of_version=False)


@router.get("/r/{publisher}/{year}/{version}/cell/{key}")
def cell_of_version(asked: AskedNow, publisher: str, year: int, version: str, key: str) -> Response:
    """Show a cell as one version prints it."""
    return _page(asked, asked.archive.cell(publisher, year, key, asked.as_of, version), is_of_version=True)


def _page(asked: Asked, found: CellAnswer, *, is_of_version: bool) -> Response:
    whole = found.report
    label_en = labels()[found.key][1]
    text = (found.cell or {}).get("text") or (found.cell or {}).get("mark", "absent")
    return asked.page(
        "cell.html",
        found=found,
        report=whole,
        cell=found.cell,
        key=found.key,
        label_en=label_en,
        is_of_version=is_of_version,
        findings=[one for one in findings_of(asked, whole) if found.key in one.cells],
        box=_box(asked, found),
        citation=cite_cell(asked, whole, found.key, text, label_en),
    )


def _box(asked: Asked, found: CellAnswer) -> Percent | None:
    """Return where on its page the box lies; None where the original has no pages that can be shown."""
    document, place = found.report.document or {}, (found.cell or {}).get("place", {})
    if "box" not in place or not has_pages(document["media_type"]):
        return None
    file = asked.archive.file(document["sha256"])
    if file is None or file.withdrawn is not None:
        return None
    box: Box = tuple(place["box"])
    try:
        return on_page(file, place.get("page", 1), box)
    except PageUndrawable:
        return None  # the place is still told in words
