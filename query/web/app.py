"""Puts the site together: pages, files, the API, and what is said when something is not there."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles

from query.archive import Archive
from query.web.api import DESCRIPTION
from query.web.api import router as api
from query.web.api.asking import BASE
from query.web.doors import Doors
from query.web.failures import tell_failures
from query.web.pages import PAGES
from query.web.warm_up import warm_up

STATIC = Path(__file__).parent / "static"
# Nothing is loaded from elsewhere, and nobody may put these pages into a frame.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(database: str | Path | None = None, data: Path | None = None) -> FastAPI:
    """Make the site over an archive, opened read-only; see `Archive.open` for where it is.

    Raises `storage.database.ArchiveMissing` where there is none.
    """
    archive = Archive.open(database, data)

    @asynccontextmanager
    async def serving(_app: FastAPI) -> AsyncIterator[None]:
        warm_up()
        yield
        archive.close()

    # The usual pages of documentation load their scripts from elsewhere; ours is in docs/.
    app = FastAPI(
        title="Gongkai 公开",
        version=version("gongkai"),
        description=DESCRIPTION,
        openapi_url=f"{BASE}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=serving,
    )
    app.state.archive = archive
    app.state.contact = os.environ.get("GONGKAI_CONTACT", "").strip()
    app.mount("/static", StaticFiles(directory=STATIC), "static")
    for page in PAGES:
        app.include_router(page, include_in_schema=False)
    app.include_router(api)
    tell_failures(app)

    @app.middleware("http")
    async def guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    # Whoever reads may do so from a page of their own: there is nothing here that is not public.
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"], expose_headers=["ETag", "Link"]
    )
    app.add_middleware(Doors)
    return app
