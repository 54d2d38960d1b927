"""What is said when something is not there, or was asked wrongly: a page for people, JSON for programs."""

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from query.cell import CellUnknown
from query.portal_reports import PortalUnknown
from query.publisher_choice import PublisherAmbiguous, PublisherUnknown
from query.shown import ReportUnknown
from query.version_choice import VersionUnknown
from query.web.asked import ask

UNKNOWN = (PublisherUnknown, ReportUnknown, VersionUnknown, PortalUnknown, CellUnknown)
API = "/api/"


def tell_failures(app: FastAPI) -> None:
    """Let the site answer what goes wrong by its own pages."""

    @app.exception_handler(StarletteHTTPException)
    def refused(request: Request, failure: StarletteHTTPException) -> Response:
        return _told(request, failure.status_code, str(failure.detail))

    @app.exception_handler(RequestValidationError)
    def wrong(request: Request, failure: RequestValidationError) -> Response:
        said = "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in failure.errors())
        return _told(request, 422, said)

    @app.exception_handler(PublisherAmbiguous)
    def ambiguous(request: Request, failure: PublisherAmbiguous) -> Response:
        return _told(request, 300, str(failure))

    for kind in UNKNOWN:
        app.add_exception_handler(kind, _unknown)


def _unknown(request: Request, failure: Exception) -> Response:
    return _told(request, 404, str(failure))


def _told(request: Request, status: int, message: str) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse({"status": status, "message": message}, status)
    try:
        asked = ask(request)
    except (HTTPException, ValueError):  # asked so wrongly that not even the language is known
        return Response(message, status, media_type="text/plain")
    return asked.page("failure.html", status=status, code=status, message=message)
