"""Pictures that follow one another, read as the pages of one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.document import Block, Box, Place, Table, TableCell
from parsers.ocr.page import Doubt, ReadPage, read_picture
from parsers.ocr.pixels import Pixels
from parsers.ruled import read_pages

_WIDTH = (
    600.0  # points that a picture without a page is taken to be wide: the engine's tolerances are for pages
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture and where it stands. ``width`` in points is None where there is no page to stand on."""

    pixels: Pixels
    page: int | None = None
    corner: tuple[float, float] = (0.0, 0.0)  # left and top, in points of its page
    width: float | None = None


def read_sheets(sheets: Sequence[Sheet]) -> tuple[list[Block], list[tuple[str, Place]]]:
    """Return what pictures show, block numbers from 0, and what of it was not read."""
    read = [read_picture(sheet.pixels, sheet.width or _WIDTH, at) for at, sheet in enumerate(sheets, 1)]
    layout = read_pages([page.page for page in read])
    places = _Places(sheets, read)
    blocks = [places.block(block) for block in layout.blocks]
    unread = [(what, places.place(place)) for what, place in layout.unread]
    return blocks, unread


class _Places:
    """Leads boxes of the engine's pages back to where a reader can look."""

    def __init__(self, sheets: Sequence[Sheet], read: Sequence[ReadPage]) -> None:
        self.sheets = sheets
        self.read = read

    def block(self, block: Block) -> Block:
        moved = replace(block, place=self.place(block.place))
        if isinstance(moved, Table):
            return replace(moved, cells=tuple(self._cell(cell) for cell in moved.cells))
        return moved

    def place(self, place: Place) -> Place:
        if place.page is None or place.box is None:
            return place
        sheet, read = self.sheets[place.page - 1], self.read[place.page - 1]
        box = read.pixels(place.box)
        if sheet.width is None:
            return place._replace(box=_rounded(box))
        (x, y), scale = sheet.corner, read.scale
        left, top, right, bottom = (edge * scale for edge in box)
        return place._replace(page=sheet.page, box=_rounded((left + x, top + y, right + x, bottom + y)))

    def _cell(self, cell: TableCell) -> TableCell:
        score = min((doubt.score for doubt in self._doubts(cell.place)), default=1.0)
        return cell._replace(place=self.place(cell.place), recognition=round(score, 3))

    def _doubts(self, place: Place) -> Iterator[Doubt]:
        if place.page is not None and place.box is not None:
            left, top, right, bottom = place.box
            for doubt in self.read[place.page - 1].doubts:
                x, y = (doubt.box[0] + doubt.box[2]) / 2, (doubt.box[1] + doubt.box[3]) / 2
                if left <= x <= right and top <= y <= bottom:
                    yield doubt


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(edge, 2) for edge in box)
    return left, top, right, bottom
