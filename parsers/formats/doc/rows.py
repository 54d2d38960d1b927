"""Rows of tables ([MS-DOC] 2.4.3, 2.6.3): from the modifiers at a row's end to cells between edges."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.edges import EdgeCell, Merge
from parsers.formats.doc import sprms
from parsers.formats.doc.binary import u16

MOST_CELLS = 256  # Word's own limit is 63; LibreOffice writes more
_CELL = 20  # size of a TC80
_FLAGS = struct.Struct(f"<H{_CELL - 2}x")
_FIRST_JOINED, _JOINED = 0x01, 0x02
_GOES_ON, _VERTICAL = 0x20, 0x60
_ASSUMED_WIDTH = 1000  # twips, for cells that no row defines
_VERTICALS = {0: Merge.NONE, _GOES_ON: Merge.GOES_ON, _VERTICAL: Merge.START, 0x40: Merge.START}


class CellText(NamedTuple):
    """What was read between two cell marks."""

    text: str
    has_picture: bool = False


@dataclass(slots=True)
class RowShape:
    """The edges of a row and the merge flags of its cells (TCGRF, [MS-DOC] 2.9.316)."""

    edges: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)

    def extended(self, count: int) -> "RowShape":
        """Return a shape of at least ``count`` cells: what is written past the defined ones is kept."""
        edges, flags = self.edges or [0], self.flags
        missing = count - len(flags)
        if missing <= 0:
            return self
        return RowShape(
            edges + [edges[-1] + _ASSUMED_WIDTH * (step + 1) for step in range(missing)],
            flags + [0] * missing,
        )


def shape_of(row: Sequence[tuple[int, bytes]]) -> RowShape:
    """Apply the modifiers of a row in their order."""
    shape = RowShape()
    for code, operand in row:
        if code == sprms.T_DEFINITION:
            shape = _definition(operand)
        elif code == sprms.T_VERTICAL and len(operand) >= 3:
            _set_flags(
                shape, (operand[1], operand[1] + 1), _VERTICAL, {1: _GOES_ON, 3: _VERTICAL}.get(operand[2], 0)
            )
        elif code == sprms.T_MERGE:
            first, limit = operand[0], operand[1]
            _set_flags(shape, (first, limit), _FIRST_JOINED | _JOINED, _JOINED)
            _set_flags(shape, (first, min(first + 1, limit)), _FIRST_JOINED | _JOINED, _FIRST_JOINED)
        elif code == sprms.T_SPLIT:
            _set_flags(shape, (operand[0], operand[1]), _FIRST_JOINED | _JOINED, 0)
        elif shape.flags:
            _change_columns(shape, code, operand)
    return shape


def cells_of(shape: RowShape, texts: Sequence[CellText]) -> tuple[EdgeCell, ...]:
    """Put the texts of a row between its edges."""
    written = len(texts)
    while (
        shape.flags and written and not texts[written - 1].text.strip() and not texts[written - 1].has_picture
    ):
        written -= 1
    shape = shape.extended(written)
    if not any(shape.flags) and len(texts) >= len(shape.flags):  # no box is merged: so are most rows
        edges = zip(shape.edges, shape.edges[1:], texts, strict=False)
        return tuple(
            [EdgeCell(left, right, read.text, has_picture=read.has_picture) for left, right, read in edges]
        )
    empty = CellText("")
    cells = []
    is_joining = False
    for number, flags in enumerate(shape.flags):
        read = texts[number] if number < len(texts) else empty
        joins_left = is_joining and flags & _JOINED != 0 and not flags & _FIRST_JOINED
        is_joining = joins_left or flags & _FIRST_JOINED != 0
        cells.append(
            EdgeCell(
                shape.edges[number], shape.edges[number + 1], read.text, _VERTICALS[flags & _VERTICAL],
                joins_left, read.has_picture,
            )
        )  # fmt: skip
    return tuple(cells)


def _definition(operand: bytes) -> RowShape:
    """Read a TDefTableOperand ([MS-DOC] 2.9.323)."""
    count = min(operand[2], MOST_CELLS) if len(operand) > 2 else 0
    if len(operand) < 3 + 2 * (count + 1):
        return RowShape()
    edges = list(struct.unpack_from(f"<{count + 1}h", operand, 3))
    first = 3 + 2 * (count + 1)
    whole = operand[first : first + _CELL * count].ljust(
        _CELL * count, b"\0"
    )  # cells at the end may be left out
    return RowShape(edges, [flags for (flags,) in _FLAGS.iter_unpack(whole)])


def _set_flags(shape: RowShape, cells: tuple[int, int], mask: int, value: int) -> None:
    for number in range(cells[0], min(cells[1], len(shape.flags))):
        shape.flags[number] = shape.flags[number] & ~mask | value


def _change_columns(shape: RowShape, code: int, operand: bytes) -> None:
    """Apply sprmTInsert, sprmTDelete and sprmTDxaCol: cells behind the changed ones move along."""
    first = min(operand[0], len(shape.flags))
    widths = [right - left for left, right in zip(shape.edges, shape.edges[1:], strict=False)]
    if code == sprms.T_INSERT:
        count = min(operand[1], MOST_CELLS - len(shape.flags))
        widths[first:first] = [u16(operand, 2)] * count
        shape.flags[first:first] = [0] * count
    elif code == sprms.T_DELETE:
        del widths[first : operand[1]]
        del shape.flags[first : operand[1]]
    elif code == sprms.T_WIDTH:
        limit = min(operand[1], len(widths))
        widths[first:limit] = [u16(operand, 2)] * max(limit - first, 0)
    left = shape.edges[0]
    shape.edges = [left, *(left := left + width for width in widths)]
