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
_FEWEST = 12  # letters of a line that goes on; a shorter one fills no column
_HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_SUB_HEADING = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]")
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
    if page == paragraph.last_page:
        step = below.box[1] - above.box[1]
        is_next = not text.pitch or step <= _PITCH * max(text.pitch, above.height)
    else:
        is_next = page == paragraph.last_page + 1
    return (
        is_next
        and _is_one_size(above, below)
        and not _begins(above, below, text)
        and _is_full(above, below, text)
    )


def _begins(above: Line, below: Line, text: Margins) -> bool:
    """Whether a line begins a paragraph by itself: it is indented, or a numbered heading."""
    is_indented = below.box[0] - text.left > _INDENT * below.height
    is_sub_heading = _SUB_HEADING.match(below.text) is not None and above.text[-1] in _SENTENCE_ENDS
    return is_indented or is_sub_heading or _HEADING.match(below.text) is not None


def _is_full(above: Line, below: Line, text: Margins) -> bool:
    """Whether the first word of the next line would not have fitted on a line."""
    is_long = above.width >= _FEWEST * above.height
    return is_long and above.box[2] + below.first_width() > text.right - _SLACK * above.height


def _is_one_size(one: Line, other: Line) -> bool:
    small, large = sorted((one.height, other.height))
    return large <= small * _OTHER_SIZE
