"""What this site is, and how to use, cite and correct it."""

from fastapi import APIRouter, Response

from query.web.asked import AskedNow
from query.web.language import Language

router = APIRouter()


@router.get("/about")
def about(asked: AskedNow) -> Response:
    """Say what the archive is, its licence, how to cite it and how to report an error."""
    edition = asked.archive.edition(asked.as_of)
    return asked.page("about.html", edition=edition.told(is_chinese=asked.language is Language.ZH))
