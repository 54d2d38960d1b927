"""Where a page ended, as a word that nobody needs to understand: it is given back to ask for the next page."""

import base64
import binascii
from typing import Annotated, TypeVar

from fastapi import HTTPException, Query
from pydantic import AwareDatetime, Field, StringConstraints, TypeAdapter

T = TypeVar("T")
MOST = 2000  # characters
# What somebody made up must not reach the database: numbers that it cannot hold, text with a NUL.
Word = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
RowId = Annotated[int, Field(ge=0, lt=2**62)]
REPORT_KEY = TypeAdapter(tuple[Word, Annotated[int, Field(ge=0, le=9999)]])
CHANGE_KEY = TypeAdapter(tuple[AwareDatetime, Word, RowId])
PUBLISHER_KEY = TypeAdapter(Word)
SECTION_KEY = TypeAdapter(RowId)
CursorParameter = Annotated[
    str | None, Query(max_length=MOST, description="where the page before ended: its `next`")
]


def cursor_of(key: object) -> str | None:
    """Write down where a page ended; None after the last one."""
    if key is None:
        return None
    said = TypeAdapter(object).dump_json(key)
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


def key_of(cursor: str | None, shape: TypeAdapter[T]) -> T | None:
    """Read what `cursor_of` wrote. Answers 400 for anything else."""
    if cursor is None:
        return None
    try:
        said = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return shape.validate_json(said)
    except (binascii.Error, ValueError) as failure:
        raise HTTPException(400, "the cursor is none that this API gave") from failure
