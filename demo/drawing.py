"""Draw table four of seed 000 as a picture, with nothing but zlib.

Seed 000 prints `[image: ]` where table four should stand. What the true picture shows is unknown: the
zeros drawn here are a fixture, not truth, and no test may take them for the report's figures.
"""

import struct
import zlib

_ZERO = ("01110", "10001", "10011", "10101", "11001", "10001", "01110")
_COLUMNS = 15
_CELL_WIDTH = 44
_ROW_HEIGHT = 36
_ROWS = 4
_MARGIN = 6
_SCALE = 2
WIDTH = _COLUMNS * _CELL_WIDTH + 2 * _MARGIN
HEIGHT = _ROWS * _ROW_HEIGHT + 2 * _MARGIN

Canvas = list[bytearray]


def draw_review_table() -> bytes:
    """Return a black and white PNG: the ruled lines of table four, and a zero in each of its fifteen boxes."""
    canvas = [bytearray(b"\x01" * WIDTH) for _ in range(HEIGHT)]
    _draw_rules(canvas)
    for column in range(_COLUMNS):
        _draw_zero(canvas, _x(column) + _CELL_WIDTH // 2, _y(3) + _ROW_HEIGHT // 2)
    return _png(canvas)


def _x(column: int) -> int:
    return _MARGIN + column * _CELL_WIDTH


def _y(row: int) -> int:
    return _MARGIN + row * _ROW_HEIGHT


def _draw_rules(canvas: Canvas) -> None:
    """行政复议 is two rows deep in each of five columns; 行政诉讼 is two blocks of five."""
    for row in (0, 1, 3, 4):
        _horizontal(canvas, row, 0, _COLUMNS)
    _horizontal(canvas, 2, 5, _COLUMNS)
    for column in range(_COLUMNS + 1):
        top = 0 if column in {0, 5, 15} else 1 if column <= 10 and (column < 5 or column == 10) else 2
        _vertical(canvas, column, top, _ROWS)


def _horizontal(canvas: Canvas, row: int, left: int, right: int) -> None:
    for x in range(_x(left), _x(right) + 1):
        canvas[_y(row)][x] = 0


def _vertical(canvas: Canvas, column: int, top: int, bottom: int) -> None:
    for y in range(_y(top), _y(bottom) + 1):
        canvas[y][_x(column)] = 0


def _draw_zero(canvas: Canvas, middle_x: int, middle_y: int) -> None:
    left = middle_x - len(_ZERO[0]) * _SCALE // 2
    top = middle_y - len(_ZERO) * _SCALE // 2
    for y in range(len(_ZERO) * _SCALE):
        for x in range(len(_ZERO[0]) * _SCALE):
            if _ZERO[y // _SCALE][x // _SCALE] == "1":
                canvas[top + y][left + x] = 0


def _png(canvas: Canvas) -> bytes:
    lines = b"".join(b"\x00" + _packed(line) for line in canvas)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 1, 0, 0, 0, 0)
    # Level 0 stores: the same bytes from every zlib there is.
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(lines, 0)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _packed(line: bytearray) -> bytes:
    padded = bytes(line) + bytes(-len(line) % 8)
    return bytes(int("".join(map(str, padded[i : i + 8])), 2) for i in range(0, len(padded), 8))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
