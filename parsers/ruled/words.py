"""Words of tables without lines: runs of letters, and the labels of the forms that they make over several lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers.numbers import is_figure
from parsers.ruled import known
from parsers.ruled.lines import box_around, in_order
from parsers.ruled.shapes import Glyph

_SAME_BASE = 0.25  # of a letter's height: feet nearer than this stand on one line
_GAP = 0.2  # of a letter's height between two words
_FIGURE_GAP = 0.05  # the same between a letter and a digit behind it: a label and its figure
_WRAP = 0.6  # of a letter's height between two lines of one label
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Word:
    """Letters side by side, or a label over several lines.

    ``top`` and ``bottom`` count on over the pages, so that a table goes on where its page ends.
    """

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float  # of its letters, in points
    glyphs: tuple[Glyph, ...]

    @property
    def middle(self) -> float:
        """Half way from its top to its bottom."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way from its left to its right."""
        return (self.left + self.right) / 2

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure in digits, a slash or a dash; 二 alone may be a piece of a label."""
        has_sign = any(char.isdigit() or not char.isalnum() for char in self.text)
        return has_sign and is_figure(self.text)


def words_of(glyphs: Iterable[Glyph], page: int, offset: float) -> Iterator[Word]:
    """Yield the words of one page, ``offset`` points under the top of the first page."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.bottom):
        if rows and glyph.bottom - rows[-1][-1].bottom <= _SAME_BASE * (glyph.bottom - glyph.top):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for unordered in rows:
        row = in_order(unordered)
        start = 0
        for end in range(1, len(row) + 1):
            if end == len(row) or row[end].left - row[end - 1].right > _GAP * (
                row[end].bottom - row[end].top
            ):
                yield _word(row[start:end], page, offset)
                start = end


def _is_parted(left: Glyph, right: Glyph) -> bool:
    is_figure_next = right.text.isdigit() and not left.text.isascii()
    gap = _FIGURE_GAP if is_figure_next else _GAP
    return right.left - left.right > gap * (right.bottom - right.top)


def _word(glyphs: Sequence[Glyph], page: int, offset: float) -> Word:
    left, top, right, bottom = box_around(glyphs)
    text = "".join(glyph.text for glyph in glyphs)
    return Word(text, page, left, top + offset, right, bottom + offset, bottom - top, tuple(glyphs))


def labelled(words: Iterable[Word]) -> tuple[list[Word], list[Word]]:
    """Put words together to labels of the forms; return the labels and the words that make none.

    The longest label wins: 其他 with 结果 under it is 其他结果. Words are taken from the top.
    """
    rest = sorted(words, key=lambda word: (word.top, word.left))
    labels: list[Word] = []
    others: list[Word] = []
    while rest:
        first = rest.pop(0)
        pieces = _longest_label(first, rest)
        if pieces is None:
            others.append(first)
            continue
        labels.append(_joined(pieces))
        rest = [word for word in rest if word not in pieces]
    return labels, others


def _longest_label(first: Word, rest: Sequence[Word]) -> list[Word] | None:
    pieces = [first]
    best = [first] if known.is_wording(first.text) else None
    while len(pieces) < _MOST_LINES:
        below = _right_below(pieces, rest)
        if below is None:
            break
        pieces = [*pieces, below]
        if known.is_wording("".join(piece.text for piece in pieces)):
            best = pieces
    return best


def _right_below(pieces: Sequence[Word], rest: Sequence[Word]) -> Word | None:
    """Return the word under the last piece that a line break may have parted from it."""
    last = pieces[-1]
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    for word in rest:
        if word.top > last.bottom + _WRAP * last.size:
            return None
        overlap = min(right, word.right) - max(left, word.left)
        if word.middle > last.bottom and overlap > 0.5 * min(right - left, word.right - word.left):
            return None if word.page != last.page else word
    return None


def _joined(pieces: Sequence[Word]) -> Word:
    return Word(
        "".join(piece.text for piece in pieces),
        pieces[0].page,
        min(piece.left for piece in pieces),
        pieces[0].top,
        max(piece.right for piece in pieces),
        pieces[-1].bottom,
        pieces[0].size,
        tuple(glyph for piece in pieces for glyph in piece.glyphs),
    )
