"""Requests as they come in: HEAD is GET without its body, and what no database can hold is refused at the door."""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = 8_000  # characters of an address: a cursor and every filter fit


class Doors:
    """The outermost part of the site: what comes in is what pages and the API may ask an archive with."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        reply = _without_body(send) if is_head else send
        refused = _refused(scope)
        if refused is not None:
            status, message = refused
            await JSONResponse({"status": status, "message": message}, status)(scope, receive, reply)
            return
        await self._app({**scope, "method": "GET"} if is_head else scope, receive, reply)


def _refused(scope: Scope) -> tuple[int, str] | None:
    query = scope["query_string"]
    if len(scope["path"]) + len(query) > LONGEST:
        return 414, f"an address of more than {LONGEST} characters"
    if "\0" in scope["path"] or b"%00" in query or b"\0" in query:
        return 400, "no name holds a NUL"
    return None


def _without_body(send: Send) -> Send:
    async def reply(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return reply
