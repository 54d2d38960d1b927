"""Lines outside tables joined to paragraphs: where a line is full and the next is not indented, it goes on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from parsers.document import Box
from parsers.ruled.lines import Line

_INDENT = 1.2  # letters that the first line of a paragraph stands in
_PITCH = 1.35  # times the usual distance of lines is a gap between paragraphs
_OTHER_SIZE = 1.2  # letters so much larger or smaller belong to another paragraph
_SLACK = 0.5  # letters that a full line may lack
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
_SENTENCE_ENDS = frozenset("。；：！？”）.;:!?)")


@dataclass(frozen=True, slots=True)
class Margins:
    """The column of running text of a document: its edges and the usual distance of its lines, in points."""

    left: float
    right: float
    pitch: float


@dataclass(slots=True)
class Running:
    """A paragraph being gathered; its place is that of its first line's page."""

    page: int
    lines: list[Line]
    last_page: int

    @property
    def text(self) -> str:
        """Its lines joined; two ASCII words that a line break parted get a space between them."""
        text = ""
        for line in self.lines:
            printed = line.text
            is_word = bool(text) and text[-1].isascii() and text[-1].isalpha() and printed[:1].isascii()
            text += (" " if is_word and printed[:1].isalpha() else "") + printed
        return text

    @property
    def box(self) -> Box:
        """The box around its lines on its first page: those on the next stand higher."""
        own = [self.lines[0]]
        for line in self.lines[1:]:
            if line.box[1] < own[-1].box[1]:
                break
            own.append(line)
        return (
            min(line.box[0] for line in own),
            min(line.box[1] for line in own),
            max(line.box[2] for line in own),
            max(line.box[3] for line in own),
        )


def margins(lines: Sequence[Line]) -> Margins:
    """Measure the column of running text on all lines outside tables."""
    if not lines:
        return Margins(0.0, 0.0, 0.0)
    lefts = sorted(line.box[0] for line in lines)
    steps = [
        below.box[1] - above.box[1]
        for above, below in pairwise(lines)
        if above.box[1] < below.box[1] and _is_one_size(above, below)
    ]
    return Margins(
        lefts[len(lefts) // 10], max(line.box[2] for line in lines), median(steps) if steps else 0.0
    )


def continues(paragraph: Running, below: Line, page: int, text: Margins) -> bool:
    """Whether a line goes on with the paragraph before it."""
    above = paragraph.lines[-1]
    is_next_page = page != paragraph.last_page
    if is_next_page and page != paragraph.last_page + 1:
        return False
    if (
        not is_next_page
        and text.pitch
        and below.box[1] - above.box[1] > _PITCH * max(text.pitch, above.height)
    ):
        return False
    if not _is_one_size(above, below):
        return False
    if below.box[0] - text.left > _INDENT * below.height:
        return False
    if _HEADING.match(below.text) and above.text[-1] in _SENTENCE_ENDS:
        return False
    return above.box[2] + below.first_width() > text.right - _SLACK * above.height


def _is_one_size(one: Line, other: Line) -> bool:
    small, large = sorted((one.height, other.height))
    return large <= small * _OTHER_SIZE
