"""The objects of an OFD page: texts, paths and images, as glyphs, lines and pictures in points."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from lxml.etree import _Element

from parsers.document import Box
from parsers.formats.ofd.paths import Point, figures, tokens_of
from parsers.formats.ofd.values import (
    POINTS,
    Matrix,
    child,
    children,
    deltas,
    matrix,
    moved,
    name_of,
    number,
    numbers,
)
from parsers.ruled import Glyph, PictureAt, Rule

MOST_OBJECTS = 50_000  # of one page
MOST_SEGMENTS = 4_000  # of one path
_THIN = 1.0  # millimetres: a filled box so thin is a line
_STRAIGHT = 0.35  # millimetres that a line may be off the level
_SMALLEST_PICTURE = 7.0  # millimetres
_WHITE = 250
_ASCENT, _DESCENT = 0.85, 0.15  # of a letter's size, over and under its base line
_WIDE = 0x2E80  # from here on letters are as wide as high
_SIZE = 4.0  # millimetres, where a text tells none


@dataclass(slots=True)
class Objects:
    """What was found on one page and its templates."""

    number: int
    picture_of: Callable[[str], tuple[str, bytes] | None]  # the file of a resource by its id
    glyphs: list[Glyph] = field(default_factory=list)
    lying: list[Rule] = field(default_factory=list)
    standing: list[Rule] = field(default_factory=list)
    pictures: list[PictureAt] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    left: int = MOST_OBJECTS

    def read(self, root: _Element) -> None:
        """Add the objects under an element: those of all layers and blocks."""
        for found in root.iter():
            kind = name_of(found)
            if not kind.endswith("Object") or found.get("Visible") == "false":
                continue
            self.left -= 1
            if self.left < 0:
                self.unread.append(
                    f"page {self.number} has more than {MOST_OBJECTS} objects; the rest is not read"
                )
                return
            if kind == "TextObject":
                self._text(found)
            elif kind == "PathObject":
                self._path(found)
            elif kind == "ImageObject":
                self._image(found)
            elif kind == "CompositeObject":
                self.unread.append(f"a composite drawing on page {self.number} is not read")

    def _text(self, text: _Element) -> None:
        placed = _placed(text)
        size = abs(number(text.get("Size"), _SIZE)) or _SIZE
        stretch = abs(number(text.get("HScale"), 1.0)) or 1.0
        x = y = 0.0
        for code in children(text, "TextCode"):
            x, y = number(code.get("X"), x), number(code.get("Y"), y)
            letters = code.text or ""
            across, down = deltas(code.get("DeltaX"), len(letters)), deltas(code.get("DeltaY"), len(letters))
            at_x, at_y = x, y
            for index, letter in enumerate(letters):
                natural = size * stretch * (1.0 if ord(letter) >= _WIDE else 0.5)
                step = across[index] if index < len(across) else 0.0
                width = min(step, 1.2 * size * stretch) if step > 0 else natural
                if not letter.isspace() and letter.isprintable():
                    box = _around(placed, (at_x, at_y - _ASCENT * size, at_x + width, at_y + _DESCENT * size))
                    self.glyphs.append(Glyph(*box, letter))
                at_x += across[index] if index < len(across) else (0.0 if down else natural)
                at_y += down[index] if index < len(down) else 0.0

    def _path(self, path: _Element) -> None:
        data = child(path, "AbbreviatedData")
        if data is None or not data.text:
            return
        tokens = tokens_of(data.text)
        if len(tokens) > 3 * MOST_SEGMENTS:
            self.unread.append(
                f"a drawing of more than {MOST_SEGMENTS} segments on page {self.number} is not read"
            )
            return
        is_stroked = path.get("Stroke") != "false" and not _is_white(child(path, "StrokeColor"))
        is_filled = path.get("Fill") == "true" and not _is_white(child(path, "FillColor"))
        placed = _placed(path)
        for points in figures(tokens):
            moved_points = [moved(placed, x, y) for x, y in points]
            if is_stroked:
                self._strokes(moved_points)
            if is_filled and len(points) > 1:
                xs, ys = [x for x, _ in moved_points], [y for _, y in moved_points]
                self._thin((min(xs), min(ys), max(xs), max(ys)))

    def _strokes(self, points: list[Point]) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            width, height = abs(x1 - x0), abs(y1 - y0)
            if height <= _STRAIGHT < width:
                self._line(self.lying, (y0 + y1) / 2, x0, x1)
            elif width <= _STRAIGHT < height:
                self._line(self.standing, (x0 + x1) / 2, y0, y1)

    def _thin(self, box: Box) -> None:
        left, top, right, bottom = box
        if bottom - top <= _THIN < right - left:
            self._line(self.lying, (top + bottom) / 2, left, right)
        elif right - left <= _THIN < bottom - top:
            self._line(self.standing, (left + right) / 2, top, bottom)

    @staticmethod
    def _line(lines: list[Rule], at: float, start: float, end: float) -> None:
        lines.append(Rule(at * POINTS, min(start, end) * POINTS, max(start, end) * POINTS))

    def _image(self, image: _Element) -> None:
        boundary = numbers(image.get("Boundary"))
        if len(boundary) < 4 or min(boundary[2], boundary[3]) < _SMALLEST_PICTURE:
            return
        x, y, width, height = boundary[:4]
        box = (x * POINTS, y * POINTS, (x + width) * POINTS, (y + height) * POINTS)
        file = self.picture_of(image.get("ResourceID") or "")
        source, body = file or (f"page {self.number}, picture {len(self.pictures) + 1}", None)
        self.pictures.append(PictureAt(box, source, body))


def _placed(element: _Element) -> Matrix:
    """Return where an object stands on its page: its own matrix, then the corner of its boundary."""
    a, b, c, d, e, f = matrix(element.get("CTM"))
    corner = numbers(element.get("Boundary"))
    x, y = (corner[0], corner[1]) if len(corner) >= 2 else (0.0, 0.0)
    return a, b, c, d, e + x, f + y


def _around(placed: Matrix, box: Box) -> Box:
    """Return the box in points around a box in millimetres that a matrix moves."""
    left, top, right, bottom = box
    corners = [moved(placed, x, y) for x in (left, right) for y in (top, bottom)]
    xs, ys = [x * POINTS for x, _ in corners], [y * POINTS for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _is_white(colour: _Element | None) -> bool:
    if colour is None:
        return False
    if colour.get("Alpha") == "0":
        return True
    values = numbers(colour.get("Value"))
    return len(values) in {1, 3} and min(values) >= _WHITE
