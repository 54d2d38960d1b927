"""Pages of originals as pictures, with the boxes that cells have on them: PDF, and files that are pictures."""

from parsers.detect import GIF, JPEG, PDF, PNG, detect
from parsers.document import Box, UnreadableDocument
from parsers.formats.pdf import drawing
from parsers.picture_size import is_too_large, size_of
from query.files import FileAnswer

MOST_BYTES = 50 * 2**20
PICTURES = frozenset({PNG, JPEG, GIF})  # every browser shows them
Percent = tuple[float, float, float, float]  # left, top, width, height of the page


class PageUndrawable(LookupError):
    """The page cannot be shown; the message says why."""


def has_pages(media_type: str | None) -> bool:
    """Whether files of a type can be shown page by page."""
    return media_type == PDF or media_type in PICTURES


def draw(file: FileAnswer, number: int) -> tuple[bytes, str]:
    """Return a page (from 1) as a picture, and its media type. Raises `PageUndrawable`."""
    kind = _kind(file, number)
    if kind != PDF:
        return file.body, kind
    try:
        return drawing.draw_page(file.body, number), "image/png"
    except (LookupError, UnreadableDocument) as failure:
        raise PageUndrawable(str(failure)) from failure


def on_page(file: FileAnswer, number: int, box: Box) -> Percent:
    """Return where a box of a place lies on its page, in percent of it. Raises `PageUndrawable`."""
    if _kind(file, number) == PDF:
        try:
            width, height = drawing.size_of_page(file.body, number)
        except (LookupError, UnreadableDocument) as failure:
            raise PageUndrawable(str(failure)) from failure
    else:
        width, height = size_of(file.body) or (0, 0)
    if not (width and height):
        raise PageUndrawable("the page tells no size")
    left, top, right, bottom = box
    shares = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    first, second, third, fourth = (round(100 * share, 3) for share in shares)
    return first, second, third, fourth


def _kind(file: FileAnswer, number: int) -> str:
    """Return the media type, told by the bytes. Raises `PageUndrawable` for what is beyond our limits."""
    if len(file.body) > MOST_BYTES:
        raise PageUndrawable(f"a file of {len(file.body)} bytes; the limit is {MOST_BYTES}")
    kind = detect(file.body)
    if kind == PDF:
        return kind
    if kind not in PICTURES or number != 1:
        raise PageUndrawable(f"no page {number} of a file of type {kind} can be shown")
    size = size_of(file.body)
    if size is None or is_too_large(size):
        raise PageUndrawable("the picture is broken or too large")
    return kind
