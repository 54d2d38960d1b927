"""What is said when something is not there, or was asked wrongly: a page for people, JSON for programs."""

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from query.cell import CellUnknown
from query.division_choice import DivisionAmbiguous, DivisionUnknown
from query.files import FileUnknown
from query.indicators import KeyUnknown
from query.plain import plain
from query.portal_reports import PortalUnknown
from query.publisher_choice import PublisherAmbiguous, PublisherUnknown
from query.refusals import FilterUnknown
from query.series import FigureUnknown
from query.shown import ReportUnknown
from query.version_choice import VersionUnknown
from query.web.asked import ask
from storage.bigrams import NothingToSearch

UNKNOWN = (
    CellUnknown,
    DivisionUnknown,
    FigureUnknown,
    FileUnknown,
    KeyUnknown,
    PortalUnknown,
    PublisherUnknown,
    ReportUnknown,
    VersionUnknown,
)
API = "/api/"


def tell_failures(app: FastAPI) -> None:
    """Let the site answer what goes wrong by its own pages."""

    @app.exception_handler(StarletteHTTPException)
    def refused(request: Request, failure: StarletteHTTPException) -> Response:
        response = _told(request, failure.status_code, str(failure.detail))
        response.headers.update(failure.headers or {})  # 405 says which methods there are
        return response

    @app.exception_handler(RequestValidationError)
    def wrong(request: Request, failure: RequestValidationError) -> Response:
        said = "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in failure.errors())
        return _told(request, 422, said)

    @app.exception_handler(PublisherAmbiguous)
    @app.exception_handler(DivisionAmbiguous)
    def ambiguous(request: Request, failure: PublisherAmbiguous | DivisionAmbiguous) -> Response:
        return _told(request, 300, str(failure), candidates=plain(failure.candidates))

    @app.exception_handler(FilterUnknown)
    @app.exception_handler(NothingToSearch)
    def nothing(request: Request, failure: FilterUnknown | NothingToSearch) -> Response:
        return _told(request, 422, str(failure))

    for kind in UNKNOWN:
        app.add_exception_handler(kind, _unknown)


def _unknown(request: Request, failure: Exception) -> Response:
    return _told(request, 404, str(failure))


def _told(request: Request, status: int, message: str, **more: object) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse({"status": status, "message": message, **more}, status)
    try:
        asked = ask(request)
    except (HTTPException, ValueError):  # asked so wrongly that not even the language is known
        return Response(message, status, media_type="text/plain")
    return asked.page("failure.html", status=status, code=status, message=message)
