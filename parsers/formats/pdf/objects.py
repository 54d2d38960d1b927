"""Lines and pictures of a page: its objects, those inside form XObjects too."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.document import Box
from parsers.formats.pdf.pictures import picture_file
from parsers.formats.pdf.transform import Matrix, after, boxed, moved
from parsers.ruled import PictureAt, Rule

MOST_OBJECTS = 50_000  # of one page
MOST_SEGMENTS = 4_000  # of one path
_DEEPEST = 4  # form XObjects inside one another
_THIN = 3.0  # points: a filled box so thin is a line
_STRAIGHT = 1.0  # points that a line may be off the level
_SMALLEST_PICTURE = 20.0  # points; smaller ones are bullets and pieces of backgrounds
_WHITE = 250  # of 255 in every colour: a line that nobody sees

_Object = Any  # a raw handle of pdfium
_Point = tuple[float, float]


@dataclass(slots=True)
class Objects:
    """What was found on one page, in points from its top left."""

    lying: list[Rule] = field(default_factory=list)
    standing: list[Rule] = field(default_factory=list)
    pictures: list[PictureAt] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    curves: int = 0


def read_objects(page: pypdfium2.PdfPage, matrix: Matrix, number: int) -> Objects:
    """Return the lines and pictures of a page."""
    walk = _Walk(page, number)
    count = pdfium.FPDFPage_CountObjects(page.raw)
    walk.objects(count, lambda index: pdfium.FPDFPage_GetObject(page.raw, index), matrix, 0)
    if walk.left < 0:
        walk.found.unread.append(f"page {number} has more than {MOST_OBJECTS} objects; the rest is not read")
    return walk.found


class _Walk:
    """Visits the objects of a page; keeps the buffers that pdfium writes into."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self.page = page
        self.number = number
        self.found = Objects()
        self.left = MOST_OBJECTS
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._colour = [ctypes.c_uint() for _ in range(4)]

    def objects(self, count: int, get: Callable[[int], _Object], matrix: Matrix, depth: int) -> None:
        for index in range(count):
            self.left -= 1
            if self.left < 0:
                return
            found = get(index)
            kind = pdfium.FPDFPageObj_GetType(found)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(found, self._placed(found, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._picture(found, self._placed(found, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                self._form(found, self._placed(found, matrix), depth + 1)

    def _form(self, form: _Object, matrix: Matrix, depth: int) -> None:
        count = pdfium.FPDFFormObj_CountObjects(form)
        self.objects(count, lambda index: pdfium.FPDFFormObj_GetObject(form, index), matrix, depth)

    def _placed(self, found: _Object, matrix: Matrix) -> Matrix:
        own = self._matrix
        pdfium.FPDFPageObj_GetMatrix(found, ctypes.byref(own))
        return after((own.a, own.b, own.c, own.d, own.e, own.f), matrix)

    def _picture(self, found: _Object, matrix: Matrix) -> None:
        box = boxed(matrix, (0.0, 0.0, 1.0, 1.0))
        width, height = box[2] - box[0], box[3] - box[1]
        if width > _SMALLEST_PICTURE and height > _SMALLEST_PICTURE:
            source = f"page {self.number}, picture {len(self.found.pictures) + 1}"
            self.found.pictures.append(PictureAt(box, source, picture_file(found, self.page)))
        elif min(width, height) <= _THIN:
            self._thin(box)

    def _path(self, path: _Object, matrix: Matrix) -> None:
        count = pdfium.FPDFPath_CountSegments(path)
        if count > MOST_SEGMENTS:
            self.found.unread.append(f"a drawing of {count} segments on page {self.number} is not read")
            return
        pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(self._fill), ctypes.byref(self._stroke))
        is_stroked = bool(self._stroke.value) and self._is_seen(path, pdfium.FPDFPageObj_GetStrokeColor)
        is_filled = bool(self._fill.value) and self._is_seen(path, pdfium.FPDFPageObj_GetFillColor)
        if not is_stroked and not is_filled:
            return
        for points in self._figures(path, count, matrix):
            if is_stroked:
                self._strokes(points)
            if is_filled:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                self._thin((min(xs), min(ys), max(xs), max(ys)))

    def _is_seen(self, path: _Object, ask: Callable[..., int]) -> bool:
        red, green, blue, opacity = self._colour
        if not ask(path, *(ctypes.byref(part) for part in self._colour)):
            return True
        is_white = min(red.value, green.value, blue.value) >= _WHITE
        return not is_white and opacity.value > 0

    def _figures(self, path: _Object, count: int, matrix: Matrix) -> Iterator[list[_Point]]:
        """Yield the straight figures of a path, closed ones with their first point at the end again."""
        points: list[_Point] = []
        is_curved = False
        x, y = ctypes.byref(self._x), ctypes.byref(self._y)
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if len(points) > 1 and not is_curved:
                    yield points
                points, is_curved = [], False
            is_curved = is_curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(moved(matrix, self._x.value, self._y.value))
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if is_curved:
            self.found.curves += 1
        elif len(points) > 1:
            yield points

    def _strokes(self, points: list[_Point]) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            width, height = abs(x1 - x0), abs(y1 - y0)
            if height <= _STRAIGHT < width:
                self.found.lying.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif width <= _STRAIGHT < height:
                self.found.standing.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def _thin(self, box: Box) -> None:
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        if height <= _THIN < width:
            self.found.lying.append(Rule((top + bottom) / 2, left, right))
        elif width <= _THIN < height:
            self.found.standing.append(Rule((left + right) / 2, top, bottom))
