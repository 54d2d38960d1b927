"""Coordinates of a PDF, whose origin is anywhere and whose y grows upwards, as points from the top left."""

from parsers.document import Box

Matrix = tuple[float, float, float, float, float, float]  # a b c d e f of ISO 32000-1, 8.3.3


def upright(box: Box, quarters: int) -> tuple[Matrix, float, float]:
    """Return the matrix that turns a page to the right by quarters, and its width and height then.

    ``box`` is left, bottom, right, top of the visible page in the PDF's own coordinates.
    """
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    matrices: tuple[Matrix, ...] = (
        (1, 0, 0, -1, -left, top),
        (0, 1, 1, 0, -bottom, -left),
        (-1, 0, 0, 1, right, -bottom),
        (0, -1, -1, 0, top, right),
    )
    return matrices[quarters], *((height, width) if quarters % 2 else (width, height))


def after(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does the first, then the second."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return a point moved by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def boxed(matrix: Matrix, box: Box) -> Box:
    """Return the box around a box moved by a matrix."""
    left, bottom, right, top = box
    x0, y0 = moved(matrix, left, bottom)
    x1, y1 = moved(matrix, right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
