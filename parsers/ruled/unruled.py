"""Tables without lines, read by the labels of the forms: headings tell the columns, labels the rows.

A band is a row of headings of columns, on as many lines as they wrap; under it stand the rows: figures on
one line, and the label whose height they are at. Nothing is guessed from the distance of figures alone, and
every table read so is told, since no line proves its boxes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parsers.forms.index import LabelIndex
from parsers.numbers import is_value
from parsers.ruled import known
from parsers.ruled.fragment import Fragment
from parsers.ruled.shapes import Glyph
from parsers.ruled.unruled_grid import Row, Zone, grid_of
from parsers.ruled.words import Word, labelled, words_of
from parsers.sections import names_part

_BAND = 4.0  # letters' heights that the lines of one band may be apart
_ABOVE = 12.0  # letters' heights that the headings of groups may stand over a band
_ON = 0.35  # of a letter's height: figures whose middles are nearer stand on one line
_LONG = 8  # letters of a word that is no label and ends a table where no figure stands beside it
_LEAST_LABELS = 3  # labels of the form in a table, or it is no table of it


@dataclass(slots=True)
class _Band:
    """Headings of columns that stand side by side, and the other headings around them."""

    index: LabelIndex
    leaves: list[Word]
    around: list[Word] = field(default_factory=list)

    @property
    def top(self) -> float:
        return min(word.top for word in self.leaves)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.leaves)


def unruled_tables(pages: Sequence[tuple[int, float, Sequence[Glyph]]]) -> tuple[list[Fragment], set[Glyph]]:
    """Find tables of the forms among glyphs outside ruled tables; pages are (number, height, glyphs).

    Return the tables and the glyphs that they took.
    """
    words: list[Word] = []
    offsets: dict[int, float] = {}
    offset = 0.0
    for number, height, glyphs in pages:
        offsets[number] = offset
        words += words_of(glyphs, number, offset)
        offset += height
    figures = [word for word in words if word.is_figure]
    labels, others = labelled(word for word in words if not word.is_figure)
    figures += [word for word in others if is_value(word.text)]  # 无, unless it was a letter of a label
    others = [word for word in others if not is_value(word.text)]
    bands = _bands(labels)
    zones = [_zone(band, bands, labels, others, figures) for band in bands]
    found: list[Fragment] = []
    taken: set[Glyph] = set()
    for key in dict.fromkeys(zone.index.table_key for zone in zones):
        own = [zone for zone in zones if zone.index.table_key == key and zone.rows]
        if sum(len(zone.leaves) + len(zone.rows) for zone in own) < _LEAST_LABELS:
            continue
        found.append(grid_of(own, offsets))
        taken.update(glyph for zone in own for word in zone.used for glyph in word.glyphs)
    return found, taken


def _bands(labels: Sequence[Word]) -> list[_Band]:
    """Group headings of columns into bands, from the top; the form is the one that knows most labels."""
    likely = known.likely_indexes([word.text for word in labels])
    headings = [
        word for word in labels if any(known.column_of(index, word.text) for index in known.indexes())
    ]
    groups: list[list[Word]] = []
    for word in sorted(headings, key=lambda word: word.middle):
        if groups and word.middle - groups[-1][-1].middle <= word.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    bands = []
    for group in groups:
        index = max(likely, key=lambda index: sum(known.column_of(index, w.text) is not None for w in group))
        leaves = sorted((w for w in group if known.column_of(index, w.text)), key=lambda word: word.left)
        bands.append(_Band(index, leaves))
    return _merged(bands)


def _merged(bands: Iterable[_Band]) -> list[_Band]:
    """Join bands of one table right under one another: 总计 over two rows stands higher than its neighbours."""
    merged: list[_Band] = []
    for band in bands:
        last = merged[-1] if merged else None
        index = _index_of_both(last, band) if last is not None else None
        if last is None or index is None:
            merged.append(band)
            continue
        last.index = index
        last.leaves = sorted([*last.leaves, *band.leaves], key=lambda word: word.left)
    return merged


def _index_of_both(above: _Band, below: _Band) -> LabelIndex | None:
    """Return the labels of the table that both bands are of, None where they are of two."""
    if below.top - above.bottom >= _BAND * below.leaves[0].size or _is_over(above, below):
        return None
    if above.index.table_key == below.index.table_key:
        return above.index
    for index, others in ((above.index, below.leaves), (below.index, above.leaves)):
        if all(known.column_of(index, word.text) for word in others):
            return index
    return None


def _is_over(above: _Band, below: _Band) -> bool:
    """Whether a heading stands over another, so that they are of two blocks of a table."""
    return any(
        one.left < other.right and other.left < one.right for one in above.leaves for other in below.leaves
    )


def _zone(
    band: _Band,
    bands: Sequence[_Band],
    labels: Sequence[Word],
    others: Sequence[Word],
    figures: Sequence[Word],
) -> Zone:
    """Gather the rows between a band and the next one, or the text that ends the table."""
    end = min((other.top for other in bands if other.top > band.bottom), default=float("inf"))
    lines = _lines([word for word in figures if band.bottom - band.leaves[0].size < word.middle < end])
    first = min(word.left for word in band.leaves)
    for line in lines:
        line += [word for word in others if word.centre > first and _is_on(word, line[0])]
        line.sort(key=lambda word: word.left)
    for word in others:
        beside = any(abs(line[0].middle - word.middle) < word.size for line in lines)
        if band.bottom < word.top < end and len(word.text) >= _LONG and not beside:
            end = word.top
    inside = [word for word in labels if band.bottom - band.leaves[0].size < word.middle < end]
    side = [word for word in inside if word.centre < first and word not in band.leaves]
    unknown = [word for word in others if band.bottom < word.middle < end and word.centre < first]
    rows = [_row(line, side, unknown) for line in lines if line[0].middle < end]
    claimed = {row.label for row in rows}
    blank = [word for word in side if word not in claimed and _is_row_alone(band.index, word)]
    rows += [Row(word, []) for word in blank]
    top = max((word.bottom for word in figures if word.middle < band.top), default=0.0)
    above = [
        word
        for word in labels
        if max(top, band.top - _ABOVE * word.size) < word.middle < band.bottom
        and word not in band.leaves
        and not names_part(word.text)
    ]
    groups = [word for word in side if word not in claimed and word not in blank]
    ordered = sorted(rows, key=lambda row: row.middle)
    return Zone(band.index, band.leaves, above, groups, ordered)


def _lines(figures: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(figures, key=lambda word: word.middle):
        if lines and word.middle - lines[-1][0].middle <= _ON * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _is_on(word: Word, figure: Word) -> bool:
    """Whether a word stands on the line of a figure: words in a box of figures, such as 见附件."""
    return abs(word.middle - figure.middle) <= _ON * figure.size and word is not figure


def _row(line: list[Word], side: Sequence[Word], unknown: Sequence[Word]) -> Row:
    """Return a row of figures with the innermost label at its height; one that no form knows is kept too."""
    middle = line[0].middle
    at = [word for word in side if word.top - _ON * word.size <= middle <= word.bottom + _ON * word.size]
    stray = [word for word in unknown if abs(word.middle - middle) < word.size and word.right <= line[0].left]
    best = max([*at, *stray], key=lambda word: word.left, default=None)
    return Row(best, line)


def _is_row_alone(index: LabelIndex, word: Word) -> bool:
    """Whether a label without figures is a row left blank, not the heading of a group of rows."""
    pattern = known.row_of(index, word.text)
    return pattern is not None and not known.is_group(index, word.text)
