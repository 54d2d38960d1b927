"""What the API may be asked with, in every endpoint alike, and how it answers: JSON or CSV, ETag, next page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Path, Query, Request, Response

from query.moments import end_of
from query.plain import plain
from query.tables import Table
from query.web.asked import Asked, moment_of
from query.web.language import Language
from query.web.links import with_query

BASE = "/api/v1"
OLDEST, NEWEST = 1900, 2200  # years that a question may be about
MOST_AT_ONCE = 500
AMONG_THE_PRESENT, OF_THE_PAST = "public, max-age=60", "public, max-age=86400"
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes Chinese for something else

Name = Annotated[str, Query(min_length=1, max_length=200)]
Id = Annotated[str, Query(min_length=1, max_length=100)]
PublisherPath = Annotated[
    str, Path(min_length=1, max_length=200, description="id, canonical name, short name or name as printed")
]
PublisherQuery = Annotated[
    str | None,
    Query(min_length=1, max_length=200, description="only of this publisher: id or any of its names"),
]
YearPath = Annotated[int, Path(description="the year reported on")]
FirstYear = Annotated[int | None, Query(ge=OLDEST, le=NEWEST, description="reporting on this year or later")]
LastYear = Annotated[int | None, Query(ge=OLDEST, le=NEWEST, description="reporting on this year or before")]
Division = Annotated[
    str | None,
    Query(min_length=1, max_length=100, description="this division and all below: 33, 330112 or a name"),
]
PortalQuery = Annotated[str | None, Query(min_length=1, max_length=100, description="only of this portal")]
Limit = Annotated[int, Query(ge=1, le=MOST_AT_ONCE, description="how many at most")]


class Format(StrEnum):
    """What an answer with lines may be written as."""

    JSON = "json"
    CSV = "csv"


FormatParameter = Annotated[
    Format | None,
    Query(alias="format", description="json or csv (UTF-8 with a byte order mark); default: as Accept asks"),
]


def ask_api(
    request: Request,
    asof: Annotated[
        str | None,
        Query(max_length=40, description="a day, or an instant with its zone: what the archive showed then"),
    ] = None,
) -> Asked:
    """Read what every endpoint with a past may be asked with."""
    return Asked(
        request, request.app.state.archive, Language.ZH, is_language_chosen=False, as_of=moment_of(asof)
    )


def ask_now(request: Request) -> Asked:
    """Read what endpoints without a past are asked with."""
    return Asked(request, request.app.state.archive, Language.ZH, is_language_chosen=False, as_of=None)


def known_parameters_only(request: Request) -> None:
    """Answer 422 for a parameter that nobody reads: a misspelt filter must not give unfiltered figures."""
    described = request.app.openapi()["paths"][BASE + request.scope["route"].path]["get"].get(
        "parameters", ()
    )
    known = [one["name"] for one in described if one["in"] == "query"]
    for name in request.query_params:
        if name not in known:
            raise HTTPException(422, f"no parameter {name!r}; there are: {', '.join(known) or 'none'}")


AskedThen = Annotated[Asked, Depends(ask_api)]
AskedNow = Annotated[Asked, Depends(ask_now)]


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong. ``candidates`` are the publishers that a name may mean, with status 300."""

    status: int
    message: str
    candidates: tuple[Mapping[str, Any], ...] = ()


CSV_TOO: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


def answer(
    asked: Asked,
    value: object,
    table: Table | None = None,
    *,
    form: Format | None = None,
    following: str | None = None,
) -> Response:
    """Answer with a value as `gongkai ... --json` prints it, or with its table as CSV.

    ``following`` is the cursor of the next page: it goes into the header Link.
    """
    if table is not None and (form or _preferred(asked.request)) is Format.CSV:
        response = Response(BYTE_ORDER_MARK + table.as_csv(), media_type="text/csv")
    else:
        said = json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))
        # A lone surrogate, which a broken document may hold, has no UTF-8: it is escaped as JSON does.
        response = Response(said.encode(errors="backslashreplace"), media_type="application/json")
    is_past = asked.as_of is not None and end_of(asked.as_of) < datetime.now(UTC)
    response.headers["Cache-Control"] = OF_THE_PAST if is_past else AMONG_THE_PRESENT
    response.headers["Vary"] = "Accept"
    if following is not None:
        query = dict(asked.request.query_params.multi_items()) | {"cursor": following}
        repeated = {name: asked.request.query_params.getlist(name) for name in query if name != "cursor"}
        path = with_query(asked.request.url.path, **(query | repeated))
        response.headers["Link"] = f'<{path}>; rel="next"'
    return asked.answer(response)


def years_of(first: int | None, last: int | None) -> tuple[int, int] | None:
    """Return the years that are asked for; None: all."""
    if first is None and last is None:
        return None
    return first or OLDEST, last or NEWEST


def publisher_id(asked: Asked, name: str | None, first: int | None, last: int | None) -> str | None:
    """Return the id of the publisher that a name means, as of the year where only one is asked for."""
    if name is None:
        return None
    return asked.archive.choose_publisher(name, first if first == last else None).publisher.id


def _preferred(request: Request) -> Format:
    accepted = request.headers.get("accept", "")
    return Format.CSV if "text/csv" in accepted and "json" not in accepted else Format.JSON
