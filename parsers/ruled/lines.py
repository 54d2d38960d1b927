"""Glyphs put into lines of text, as the eye joins them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from parsers.document import Box
from parsers.ruled.shapes import Glyph

_SAME_LINE = 0.5  # of the taller glyph's height: centres nearer than this share a line
_WORD_GAP = 0.18  # of the line's height, between ASCII letters and digits
_BLANK_GAP = 0.8  # of the line's height, between any others: a full-width blank
_BOLD = 0.3  # of its width: the same letter printed again so near makes it bold
_CLOSING = frozenset("，。、；：！？）》”’】〉」』％%,.;:!?)")


@dataclass(frozen=True, slots=True, eq=False)  # a line is itself: two pages may print the same
class Line:
    """Glyphs on one line, left to right, the box around them, and their letters: a wide gap is a space."""

    glyphs: tuple[Glyph, ...]
    box: Box
    text: str

    @property
    def height(self) -> float:
        """Its height in points: about the size of its letters."""
        return self.box[3] - self.box[1]

    @property
    def width(self) -> float:
        """Its width in points."""
        return self.box[2] - self.box[0]

    def first_width(self) -> float:
        """Return the width of what cannot be parted from the line's beginning: a word or one letter."""
        end = 0
        while end + 1 < len(self.glyphs) and _clings(self.glyphs[end], self.glyphs[end + 1]):
            end += 1
        return self.glyphs[end].right - self.glyphs[0].left


def _clings(left: Glyph, right: Glyph) -> bool:
    return right.text in _CLOSING or (left.text.isascii() and right.text.isascii())


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """Join glyphs to lines, from the top; every glyph is in exactly one line."""
    if len(glyphs) == 1:  # most boxes of a table hold one digit
        return [Line(tuple(glyphs), glyphs[0][:4], glyphs[0].text)]
    rows: list[list[Glyph]] = []
    row: list[Glyph] = []
    centre = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.top + glyph.bottom):
        _, top, _, bottom, _ = glyph
        middle = (top + bottom) / 2
        tall = bottom - top
        if row and middle - centre <= _SAME_LINE * max(tall, height):
            row.append(glyph)
            centre += (middle - centre) / len(row)
            height = max(tall, height)
        else:
            row = [glyph]
            rows.append(row)
            centre, height = middle, tall
    return [line(row) for row in rows]


def line(glyphs: Iterable[Glyph]) -> Line:
    """Make a line of glyphs in any order."""
    ordered = tuple(in_order(glyphs))
    box = box_around(ordered)
    return Line(ordered, box, _text(ordered, box[3] - box[1]))


def _text(glyphs: Sequence[Glyph], height: float) -> str:
    limit_word, limit_blank = height * _WORD_GAP, height * _BLANK_GAP
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            gap = glyph.left - last.right
            if gap > limit_word and gap > (
                limit_word if last.text.isascii() and glyph.text.isascii() else limit_blank
            ):
                parts.append(" ")
        parts.append(glyph.text)
        last = glyph
    return "".join(parts)


def in_order(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return the glyphs of one line left to right; one printed twice for boldness counts once."""
    ordered = sorted(glyphs, key=itemgetter(0))
    if all(
        one[4] != other[4] or other[0] - one[0] > _BOLD * (one[2] - one[0])
        for one, other in pairwise(ordered)
    ):
        return ordered  # nearly always
    single: list[Glyph] = []
    for glyph in ordered:
        last = single[-1] if single else None
        if (
            last is None
            or last.text != glyph.text
            or glyph.left - last.left > _BOLD * (last.right - last.left)
        ):
            single.append(glyph)
    return single


def box_around(glyphs: Sequence[Glyph]) -> Box:
    """Return the smallest box around glyphs."""
    lefts, tops, rights, bottoms, _ = zip(*glyphs, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


_FULL_ROOM = 1.6  # letters: the paddings of a box of a table, together
_SPACE = re.compile(r"\s+")


def wrapped_text(lines: Sequence[Line], width: float) -> str:
    """Return the text of lines in a box of that width.

    A line break is kept where the next word would have fitted on the line: there the author broke
    it; elsewhere the box did, and the text goes on.
    """
    parts: list[str] = []
    for number, current in enumerate(lines):
        parts.append(current.text)
        if number + 1 < len(lines):
            following = lines[number + 1]
            room = width - current.width - _FULL_ROOM * current.height
            parts.append("" if following.first_width() > room else "\n")
    return "".join(parts)


def solid(text: str) -> str:
    """Return a text without any white space."""
    return _SPACE.sub("", text)
