"""What happened to reports after they were published."""

from enum import StrEnum

from fastapi import APIRouter, Response

from query.changes import ChangeKind, ChangeSearch
from query.web.api.cursors import CHANGE_KEY, CursorParameter, cursor_of, key_of
from query.web.asked import AskedNow, moment_of
from query.web.choices import Words

router = APIRouter()
AT_ONCE = 25
CELLS = 8  # of one change; all of them are in the comparison of the versions


class Kind(StrEnum):
    """The kinds of changes, and any."""

    ANY = ""
    FIGURES = ChangeKind.FIGURES.value
    WORDS = ChangeKind.WORDS.value
    REPLACED = ChangeKind.REPLACED.value
    WITHDRAWN = ChangeKind.WITHDRAWN.value
    REAPPEARED = ChangeKind.REAPPEARED.value
    MOVED = ChangeKind.MOVED.value


@router.get("/changes")
def changes(
    asked: AskedNow,
    *,
    kind: Kind = Kind.ANY,
    portal: Words = "",
    publisher: Words = "",
    since: Words = "",
    until: Words = "",
    cursor: CursorParameter = None,
) -> Response:
    """List changes in the order in which they were seen."""
    chosen = asked.archive.choose_publisher(publisher.strip()) if publisher.strip() else None
    search = ChangeSearch(
        kinds=frozenset({ChangeKind(kind.value)}) if kind.value else frozenset(ChangeKind),
        since=moment_of(since),
        until=moment_of(until),
        portal_id=portal.strip() or None,
        publisher_id=chosen.publisher.id if chosen else None,
        after=key_of(cursor, CHANGE_KEY),
    )
    page = asked.archive.page_of_changes(search, AT_ONCE)
    values = {"kind": kind.value, "portal": portal, "publisher": publisher, "since": since, "until": until}
    return asked.page(
        "changes.html", page=page, values=values, kinds=tuple(Kind), most=CELLS, next=cursor_of(page.after)
    )
