"""Text boxes ([MS-DOC] 2.8.32 PlcftxbxTxt, 2.8.37 PlcfSpa): text that is anchored in the main text."""

from itertools import pairwise

from parsers.formats.doc.binary import plc, u32
from parsers.formats.doc.file import ANCHORS, TEXT_BOXES, File

_BOX, _SHAPE = 22, 26  # sizes of FTXBXS and Spa
_BOX_SHAPE = 14  # where an FTXBXS names its shape


def anchored_shapes(file: File) -> dict[int, int]:
    """Return which shape is anchored at which position of the main text."""
    return {position: u32(item, 0) for position, item in _items(file, ANCHORS, _SHAPE)}


def text_boxes(file: File) -> dict[int, tuple[int, int]]:
    """Return the positions, first and last, of the text in each shape that has any."""
    lengths = file.lengths
    start = (
        lengths.main
        + lengths.footnotes
        + lengths.headers
        + lengths.macros
        + lengths.comments
        + lengths.endnotes
    )
    found = list(_items(file, TEXT_BOXES, _BOX))
    boxes: dict[int, tuple[int, int]] = {}
    end = 0
    for (first, item), (last, _) in pairwise(found):
        shape = u32(item, _BOX_SHAPE)
        if shape and end <= first < last <= lengths.text_boxes:
            end = last
            boxes.setdefault(shape, (start + first, start + last))
    return boxes


def _items(file: File, index: int, size: int) -> list[tuple[int, bytes]]:
    positions, items = plc(file.structure(index), size)
    return list(zip(positions, items, strict=False))
