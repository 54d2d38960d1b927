"""What the pictures of a document show, put behind them as blocks of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from parsers.detect import PDF
from parsers.document import Block, Document, Heading, Paragraph, Picture, Place, Table, TableCell
from parsers.ocr.pixels import unpack
from parsers.ocr.scans import draw_pages, is_told_as_scan, scanned_pages
from parsers.ocr.sheets import Sheet, read_sheets
from parsers.picture_size import size_of

_SMALLEST = (150, 40)  # pixels: smaller ones are signs and ornaments
_MOST_PICTURES = 60  # of one document

_Unread = list[tuple[str, Place]]


def read_by_ocr(document: Document, body: bytes, media_type: str) -> Document:
    """Return a document with what its pictures show behind them: tables, and text where it has no other."""
    pictures = _Pictures(document, body, media_type)
    blocks: list[Block] = []
    moved: dict[int | None, int] = {}
    unread: _Unread = []
    for is_picture, run in groupby(document.blocks, key=lambda block: isinstance(block, Picture)):
        found = list(run)
        for block in found:
            moved[block.place.block] = len(blocks)
            blocks.append(_based(block, len(blocks)))
        if is_picture:
            shown, told = pictures.read([block for block in found if isinstance(block, Picture)])
            base = len(blocks)
            blocks += [_based(block, base + number) for number, block in enumerate(shown)]
            unread += [(what, _at(place, base + (place.block or 0))) for what, place in told]
    unread += [
        (what, _at(place, moved.get(place.block)))
        for what, place in document.unread
        if not pictures.is_read(what, place)
    ]
    unread += [
        (f"the picture {lost.source} could not be read by OCR", _at(lost.place, moved.get(lost.place.block)))
        for lost in pictures.lost
    ]
    residues = tuple(
        replace(residue, place=_at(residue.place, moved.get(residue.place.block)))
        for residue in document.residues
    )
    return replace(document, blocks=tuple(blocks), unread=tuple(unread), residues=residues)


class _Pictures:
    """Reads runs of pictures that follow one another; knows which blocks and which pages it has read."""

    def __init__(self, document: Document, body: bytes, media_type: str) -> None:
        self.has_text = any(isinstance(block, Heading | Paragraph | Table) for block in document.blocks)
        self.scans = scanned_pages(document)
        pages = draw_pages(body, self.scans) if media_type == PDF else ()
        self.drawn = {number: Sheet(pixels, number, width=width) for number, pixels, width in pages}
        self.left = _MOST_PICTURES
        self.done: set[int | None] = set()
        self.lost: list[Picture] = []

    def read(self, run: Sequence[Picture]) -> tuple[list[Block], _Unread]:
        """Return what a run of pictures shows, block numbers from 0, and what is not read."""
        sheets: list[Sheet] = []
        for page, group in groupby(run, key=lambda picture: picture.place.page):
            pictures = [picture for picture in group if _is_large(picture)]
            if page is not None and page in self.drawn:
                sheets.append(self.drawn[page])
            else:
                for picture in pictures:
                    found = self._sheets(picture)
                    sheets += found
                    self.lost += [] if found else [picture]
            self.done |= {picture.place.block for picture in pictures if picture not in self.lost}
        blocks, told = read_sheets(sheets) if sheets else ([], [])
        is_text = not self.has_text or any(sheet.page in self.scans for sheet in sheets)
        if not is_text and not any(isinstance(block, Table) for block in blocks):
            return [], []  # a photograph in a text: letters in it are no part of the report
        return blocks, told

    def is_read(self, what: str, place: Place) -> bool:
        """Whether what a reader left to OCR is read now."""
        return place.block in self.done or (
            is_told_as_scan(what, place.page) and (place.page in self.drawn or place.page in self.scans)
        )

    def _sheets(self, picture: Picture) -> list[Sheet]:
        """Return the pages of a picture, at its place where it stands on a page."""
        self.left -= 1
        if picture.body is None or self.left < 0:
            return []
        pages = unpack(picture.body)
        place = picture.place
        if place.page is None or place.box is None:
            return [Sheet(pixels) for pixels in pages]
        left, top, right, _ = place.box
        return [Sheet(pixels, place.page, (left, top), max(right - left, 1.0)) for pixels in pages]


def _is_large(picture: Picture) -> bool:
    """Whether a picture may hold a table; one whose size is not known may."""
    size = size_of(picture.body) if picture.body else None
    return size is None or (size[0] >= _SMALLEST[0] and size[1] >= _SMALLEST[1])


def _based(block: Block, number: int) -> Block:
    """Return a block with another number, its cells too."""
    moved = replace(block, place=_at(block.place, number))
    if isinstance(moved, Table):
        return replace(moved, cells=tuple(_cells(moved, number)))
    return moved


def _cells(table: Table, number: int) -> Iterator[TableCell]:
    for cell in table.cells:
        yield cell._replace(place=_at(cell.place, number))


def _at(place: Place, number: int | None) -> Place:
    return place if number is None or place.block is None else place._replace(block=number)
