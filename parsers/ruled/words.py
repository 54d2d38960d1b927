"""Words of tables without lines: runs of letters, and the labels of the forms that they make over several lines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers.numbers import is_figure, is_value
from parsers.ruled import known
from parsers.ruled.lines import box_around, in_order
from parsers.ruled.shapes import Glyph

_SAME_BASE = 0.25  # of a letter's height: feet nearer than this stand on one line
_GAP = 0.2  # of a letter's height between two words
_UNIT_GAP = 0.5  # the same between a figure and its unit
_WRAP = 0.8  # of a letter's height between two lines of one label
_MOST_LINES = 12  # of a label in a narrow column, one letter on each


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
        yield from _with_units(_parted(in_order(unordered), page, offset))


def _parted(row: Sequence[Glyph], page: int, offset: float) -> Iterator[Word]:
    """Part the letters of a line where a gap stands between them."""
    start = 0
    for end in range(1, len(row) + 1):
        if end == len(row) or row[end].left - row[end - 1].right > _GAP * (row[end].bottom - row[end].top):
            yield _word(row[start:end], page, offset)
            start = end


def _with_units(words: Iterable[Word]) -> Iterator[Word]:
    """Put to a figure the unit, or the rest of a label, behind it: a narrow gap parts digits from other letters."""
    last: Word | None = None
    for word in words:
        if last is not None and _goes_on(last, word):
            last = _joined([last, word])
            continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last


def _goes_on(figure: Word, word: Word) -> bool:
    """Whether a figure and the word behind it are one: 160.92 with 万元, 2018 with 年项目数量, 6（其中 with 1."""
    if word.left - figure.right > _UNIT_GAP * figure.size:
        return False
    text = figure.text + word.text
    if _is_open(figure.text):
        return True
    return figure.is_figure and not is_value(word.text) and (is_figure(text) or known.is_wording(text))


def _is_open(text: str) -> bool:
    """Whether a bracket that the text opens is not closed in it."""
    return sum(map(text.count, "（(")) > sum(map(text.count, ")）"))


def _word(glyphs: Sequence[Glyph], page: int, offset: float) -> Word:
    left, top, right, bottom = box_around(glyphs)
    text = "".join(glyph.text for glyph in glyphs)
    return Word(text, page, left, top + offset, right, bottom + offset, bottom - top, tuple(glyphs))


def labelled(words: Iterable[Word]) -> tuple[list[Word], list[Word]]:
    """Put words together to labels of the forms; return the labels and the words that make none.

    The longest label wins: 其他 with 结果 under it is 其他结果. Words are taken from the top. A misprint is
    looked for in what makes no label word for word.
    """
    exact, rest = _gathered(words, known.is_wording)
    misprinted, others = _gathered(rest, known.is_misprint)
    return [*exact, *misprinted], others


def _gathered(words: Iterable[Word], is_label: Callable[[str], bool]) -> tuple[list[Word], list[Word]]:
    rest = sorted(words, key=lambda word: (word.top, word.left))
    labels: list[Word] = []
    others: list[Word] = []
    while rest:
        first = rest.pop(0)
        pieces = _longest_label(first, rest, is_label)
        if pieces is None:
            others.append(first)
            continue
        labels.append(_joined(pieces))
        rest = [word for word in rest if word not in pieces]
    return labels, others


def _longest_label(first: Word, rest: Sequence[Word], is_label: Callable[[str], bool]) -> list[Word] | None:
    pieces = [first]
    best = [first] if is_label(first.text) else None
    while len(pieces) < _MOST_LINES:
        below = _right_below(pieces, rest)
        if below is None:
            break
        pieces = [*pieces, below]
        if is_label("".join(piece.text for piece in pieces)):
            best = pieces
    return best


def _right_below(pieces: Sequence[Word], rest: Sequence[Word]) -> Word | None:
    """Return the word under the last piece that a line break or a page break may have parted from it."""
    last = pieces[-1]
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    for word in rest:
        is_here = word.page == last.page
        if word.page > last.page + 1 or (is_here and word.top > last.bottom + _WRAP * last.size):
            return None
        overlap = min(right, word.right) - max(left, word.left)
        if word.middle > last.bottom and overlap > 0.5 * min(right - left, word.right - word.left):
            return word
    return None


def _joined(pieces: Sequence[Word]) -> Word:
    return Word(
        "".join(piece.text for piece in pieces),
        pieces[0].page,
        min(piece.left for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.right for piece in pieces),
        max(piece.bottom for piece in pieces),
        pieces[0].size,
        tuple(glyph for piece in pieces for glyph in piece.glyphs),
    )
