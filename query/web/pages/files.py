"""The files as they were captured, by their SHA-256."""

from fastapi import APIRouter, HTTPException, Response

from query.files import FileAnswer
from query.originals import PageUndrawable, draw
from query.web.asked import Asked, AskedNow

router = APIRouter()
FOREVER = "public, max-age=31536000, immutable"  # its name is its content


@router.get("/blobs/{sha256}")
def blob(asked: AskedNow, sha256: str) -> Response:
    """Send the bytes, never to be shown within the site: what portals publish may hold scripts."""
    found = _file(asked, sha256)
    return Response(
        found.body,
        headers={
            "Content-Type": "application/octet-stream",
            "Content-Disposition": f'attachment; filename="{sha256}{found.suffix}"',
            "Cache-Control": FOREVER,
            "ETag": f'"{sha256}"',
        },
    )


@router.get("/blobs/{sha256}/page/{number}.png")
def page(asked: AskedNow, sha256: str, number: int) -> Response:
    """Draw a page of a PDF, or send a file that is a picture."""
    try:
        body, media_type = draw(_file(asked, sha256), number)
    except PageUndrawable as failure:
        raise HTTPException(404, str(failure)) from failure
    return Response(body, headers={"Content-Type": media_type, "Cache-Control": FOREVER})


def _file(asked: Asked, sha256: str) -> FileAnswer:
    found = asked.archive.file(sha256)
    if found is None:
        raise HTTPException(404, f"no content {sha256} in this archive")
    if found.withdrawn is not None:
        raise HTTPException(410, f"content {sha256} was {found.withdrawn}")
    return found
