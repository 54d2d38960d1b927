"""Comparison: two versions of a report, two years of a publisher, two publishers."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from query.web.asked import AskedNow

router = APIRouter()
Report = Annotated[str, Query(max_length=200, description="PUBLISHER/YEAR")]


@router.get("/r/{publisher}/{year}/compare/{old}/{new}")
def versions(asked: AskedNow, publisher: str, year: int, old: str, new: str) -> Response:
    """Show what differs between two versions: cells, words, findings, files."""
    owner = asked.archive.choose_publisher(publisher, year).publisher
    before, after, diff = asked.archive.diff(owner.id, year, old, new)
    return asked.page("compare_versions.html", publisher=owner, year=year, old=before, new=after, diff=diff)


@router.get("/compare")
def reports(
    asked: AskedNow,
    a: Report = "",
    b: Report = "",
    only: Annotated[
        str, Query(pattern="^(different)?$", description="different: leave out what is the same")
    ] = "",
) -> Response:
    """Show two reports side by side, or ask which."""
    found = None
    if a and b:
        found = asked.archive.side_by_side(_report(a), _report(b), asked.as_of)
    return asked.page("compare.html", found=found, a=a, b=b, is_only_different=only == "different")


def _report(said: str) -> tuple[str, int]:
    """Read PUBLISHER/YEAR; names of publishers may hold slashes, years do not."""
    publisher, _, year = said.strip().rpartition("/")
    if not publisher or not year.isdecimal():
        raise HTTPException(400, f"not a report: {said!r}; write PUBLISHER/YEAR, such as 昌化镇/2020")
    return publisher, int(year)
