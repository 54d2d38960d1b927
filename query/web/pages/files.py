"""The files as they were captured, by their SHA-256."""

from fastapi import APIRouter, HTTPException, Response

from query.web.asked import AskedNow

router = APIRouter()
FOREVER = "public, max-age=31536000, immutable"  # its name is its content


@router.get("/blobs/{sha256}")
def blob(asked: AskedNow, sha256: str) -> Response:
    """Send the bytes, never to be shown within the site: what portals publish may hold scripts."""
    found = asked.archive.file(sha256)
    if found is None:
        raise HTTPException(404, f"no content {sha256} in this archive")
    if found.withdrawn is not None:
        raise HTTPException(410, f"content {sha256} was {found.withdrawn}")
    return Response(
        found.body,
        headers={
            "Content-Type": "application/octet-stream",
            "Content-Disposition": f'attachment; filename="{sha256}{found.suffix}"',
            "Cache-Control": FOREVER,
            "ETag": f'"{sha256}"',
        },
    )
