"""The endpoints as a page, made from the description that programs read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from query.web.asked import AskedNow

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A path with what it answers and is asked with; ``is_table`` says that it answers in CSV too."""

    path: str
    summary: str
    description: str
    parameters: tuple[dict[str, Any], ...]
    is_table: bool


@router.get("/", include_in_schema=False)
def index(asked: AskedNow, request: Request) -> Response:
    """List the endpoints."""
    described = request.app.openapi()
    return asked.page(
        "api.html", endpoints=tuple(_endpoints(described)), release=described["info"]["version"]
    )


def _endpoints(described: dict[str, Any]) -> Iterator[Endpoint]:
    for path, methods in described["paths"].items():
        told = methods["get"]
        yield Endpoint(
            path,
            told["summary"],
            told["description"],
            tuple(told.get("parameters", ())),
            "text/csv" in told["responses"]["200"]["content"],
        )
