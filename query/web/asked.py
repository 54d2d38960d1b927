"""What every page is asked with: the archive, the language, the moment; and how it answers."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse

from query.archive import Archive
from query.moments import Moment
from query.web.language import Language, preferred
from query.web.links import with_query
from query.web.rendering import render

OLDEST, NEWEST = 1900, 2200  # of moments: no archive is older, and the calendar of computers ends


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the site. ``is_language_chosen`` says that the address names the language."""

    request: Request
    archive: Archive
    language: Language
    is_language_chosen: bool
    as_of: Moment | None

    def page(self, template: str, *, status: int = 200, **values: object) -> Response:
        """Answer with a page, or with 304 where the reader has it already."""
        body = render(template, asked=self, say=self.language.say, link=self.link, **values)
        return self.answer(
            HTMLResponse(body, status, {"Content-Language": self.language.tag, "Vary": "Accept-Language"})
        )

    def answer(self, response: Response) -> Response:
        """Give an answer its ETag, and leave out its body where the reader has it already."""
        if response.status_code != 200:
            return response
        etag = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:24]}"'
        response.headers["ETag"] = etag
        known = self.request.headers.get("if-none-match", "")
        if etag in {one.strip().removeprefix("W/") for one in known.split(",")}:
            kept = {
                name: value for name, value in response.headers.items() if not name.startswith("content-")
            }
            return Response(status_code=304, headers=kept)
        return response

    def link(self, path: str, **values: object) -> str:
        """Return an address within the site that keeps the chosen language and moment."""
        lang = self.language.value if self.is_language_chosen else None
        asof = self.as_of.isoformat() if self.as_of else None
        return with_query(path, **{"asof": asof, "lang": lang, **values})

    def absolute(self, path: str) -> str:
        """Return the whole address of a path of this site, as it is cited."""
        return str(self.request.base_url).rstrip("/") + path

    @property
    def contact(self) -> str:
        """A mail or web address of whoever runs the site; empty where none was given."""
        return str(self.request.app.state.contact)

    @property
    def here_now(self) -> str:
        """The same page as it is now."""
        query = dict(self.request.query_params.multi_items()) | {"asof": None}
        return with_query(self.request.url.path, **query)

    @property
    def here_in_the_other_language(self) -> str:
        """The same page in the other language."""
        query = dict(self.request.query_params.multi_items()) | {"lang": self.language.other.value}
        return with_query(self.request.url.path, **query)


def ask(
    request: Request,
    lang: Annotated[Language | None, Query(description="zh or en; default: as the browser asks")] = None,
    asof: Annotated[
        str | None, Query(description="a day, or an instant with its zone: what was shown then")
    ] = None,
) -> Asked:
    """Read what every page may be asked with."""
    language = lang or preferred(request.headers.get("accept-language", ""))
    return Asked(request, request.app.state.archive, language, lang is not None, moment_of(asof))


def moment_of(said: str | None) -> Moment | None:
    """Read a day or an instant. Answers 400 for what is neither."""
    if not said:
        return None
    try:
        moment = date.fromisoformat(said) if len(said) == len("2026-11-20") else datetime.fromisoformat(said)
    except ValueError:
        raise HTTPException(
            400, f"not a day or an instant: {said!r}; write 2026-11-20 or 2026-11-20T08:00:00Z"
        ) from None
    if isinstance(moment, datetime) and moment.tzinfo is None:
        raise HTTPException(400, f"{said} is in no zone: write {said}Z")
    if not OLDEST <= moment.year <= NEWEST:
        raise HTTPException(400, f"{said} is of no year between {OLDEST} and {NEWEST}")
    return moment


AskedNow = Annotated[Asked, Depends(ask)]
