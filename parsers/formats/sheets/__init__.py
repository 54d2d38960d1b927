"""Excel workbooks, old and new: what is checked here first, python-calamine then reads the values."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from parsers.compound import MAGIC
from parsers.document import Block, Document, Heading, Picture, Place, UnreadableDocument
from parsers.formats.sheets import biff, package
from parsers.formats.sheets.relations import SheetPicture
from parsers.formats.sheets.values import CellErrors, boxes_of
from parsers.places import at_block
from parsers.rows import cut
from parsers.sections import names_part


@dataclass(frozen=True, slots=True)
class _Workbook:
    """A workbook checked: bytes that calamine may read, and what calamine would not tell."""

    body: bytes
    errors: tuple[CellErrors, ...]  # of each sheet in order
    pictures: tuple[tuple[SheetPicture, ...], ...]
    unread: tuple[str, ...] = ()


def read(body: bytes) -> Document:
    """Read an ``.xls`` or ``.xlsx``; raises ``UnreadableDocument`` when it is broken or beyond its limits."""
    workbook = _checked(body)
    try:
        return _read(workbook)
    except CalamineError as error:
        raise UnreadableDocument(f"the workbook is broken or cut short: {error}") from error
    except BaseException as error:
        # A panic of Rust comes as a class that cannot be imported, and that is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableDocument(f"the workbook is broken: {error}") from error


def _read(workbook: _Workbook) -> Document:
    blocks: list[Block] = []
    unread = [(what, Place()) for what in workbook.unread]
    with CalamineWorkbook.from_filelike(io.BytesIO(workbook.body)) as opened:
        for index, sheet in _sheets(opened, len(workbook.errors)):
            boxes = boxes_of(sheet, workbook.errors[index])
            pictures = workbook.pictures[index]
            if not boxes and not pictures:
                continue
            if opened.sheets_metadata[index].visible != SheetVisibleEnum.Visible:
                unread.append((f"the hidden sheet {sheet.name} is left out", Place()))
                continue
            if names_part(sheet.name):
                blocks.append(Heading(sheet.name, Place(block=len(blocks))))
            blocks.extend(_with_pictures(cut(boxes), pictures, len(blocks)))
    return Document(tuple(blocks), unread=tuple(unread))


def _with_pictures(
    blocks: tuple[Block, ...], pictures: tuple[SheetPicture, ...], first: int
) -> Iterator[Block]:
    """Lay the pictures of a sheet between its blocks, and count all of them on from ``first``."""
    laid: list[tuple[int, Block]] = [(block.place.line or 0, block) for block in blocks]
    laid += [
        (picture.row + 1, Picture(picture.source, Place(line=picture.row + 1), picture.body))
        for picture in pictures
    ]
    for number, (_, block) in enumerate(sorted(laid, key=lambda pair: pair[0]), first):
        yield at_block(block, number)


def _checked(body: bytes) -> _Workbook:
    if body.startswith(MAGIC):
        old = biff.check(body)
        return _Workbook(old.body, old.errors, old.pictures)
    new = package.check(body)
    return _Workbook(body, new.errors, new.pictures, new.unread)


def _sheets(opened: CalamineWorkbook, count: int) -> Iterator[tuple[int, CalamineSheet]]:
    """Yield the sheets of values with their numbers, which must be those of the check."""
    if len(opened.sheets_metadata) != count:
        raise UnreadableDocument("the workbook does not say which of its sheets is which")
    for index, sheet in enumerate(opened.sheets_metadata):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            yield index, opened.get_sheet_by_index(index)
