"""The six parts of a report by their words, and the sub-headings inside a part.

Numbers get lost when Word numbers by itself (seed 001) and the words occur in tables with other
numbers (seed 000), so that words decide, outside tables only, and numbers support them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.document import Block, Heading, Paragraph, Place
from parsers.report import Section
from parsers.wordings import SECTIONS, TOPICS, SectionWording

PREFACE: Final = "preface"

_NUMERALS: Final = "一二三四五六七八九十"
_TOP: Final = re.compile(
    rf"^(?:第?(?P<number>[{_NUMERALS}])(?:部分)?[、.．，,:：]|(?P<digit>[1-9])、)?\s*(?P<words>.*)$",
    re.DOTALL,
)
_BRACKETED: Final = re.compile(rf"^[（(]\s*(?:[{_NUMERALS}]+|\d+)\s*[)）]")
_LONGEST_HEADING: Final = 45
_LONGEST_SUB_HEADING: Final = 30
_SENTENCE_END: Final = re.compile(r"[。；！？]")
# How much a wording is worth when headings compete for a part; order decides between equals.
_OFFICIAL_OWN, _ALIAS_OWN, _OFFICIAL, _PATTERN_OWN, _ALIAS_NUMBERED, _ALIAS = 8, 7, 5, 4, 3, 2


@dataclass(frozen=True, slots=True)
class Subsection:
    """A sub-heading: ``number`` and ``words`` as printed, ``key`` of the overview topic if known.

    ``line`` counts the lines of the section's text from 0. ``is_run_in`` says that the text goes on
    behind the sub-heading in the same paragraph (seed 004).
    """

    key: str | None
    heading: str
    number: str
    words: str
    line: int
    is_run_in: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may begin a part: ``rest`` is text behind a heading in the same paragraph."""

    index: int
    wording: SectionWording
    worth: int
    heading: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Part:
    key: str | None
    heading: str
    place: Place
    lines: tuple[_Line, ...]


def split_sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Cut a document into its parts: what stands before part 1 is ``preface``, tables are left out.

    A numbered top-level heading that no form knows (七、…) begins a part with key None.
    """
    return tuple(
        Section(part.key, part.heading, "\n".join(line.text for line in part.lines), part.place)
        for part in _parts(blocks)
    )


def names_part(text: str) -> bool:
    """Whether a text is the heading of a part of a report."""
    parts = split_sections((Paragraph(text, Place(block=0)),))
    return any(part.key not in {None, PREFACE} for part in parts)


def line_places(blocks: Sequence[Block]) -> tuple[tuple[Place, ...], ...]:
    """Give the place of every line of the text of every section that ``split_sections`` gives."""
    return tuple(tuple(line.place for line in part.lines) for part in _parts(blocks))


def subsections(section: Section, places: Sequence[Place] = ()) -> tuple[Subsection, ...]:
    """Find the sub-headings of a section: numbered in brackets, or a topic's words on their own line.

    ``places`` is the section's share of ``line_places``.
    """
    found = []
    for number, line in enumerate(section.text.split("\n")):
        heading, label = _sub_heading(line)
        if heading is None:
            continue
        words = heading[len(label) :].strip().rstrip("。：:")
        place = places[number] if number < len(places) else None
        is_run_in = len(heading) < len(line.rstrip())
        found.append(Subsection(_topic(words), heading, label, words, number, is_run_in, place))
    return tuple(found)


def _sub_heading(line: str) -> tuple[str | None, str]:
    label = _BRACKETED.match(line)
    end = _SENTENCE_END.search(line)
    heading = line[: end.end()] if end else line.rstrip()
    if label and len(heading) <= _LONGEST_SUB_HEADING and "，" not in heading:
        return heading, label[0]
    if label is None and heading == line and TOPICS.is_bare_sub_heading(heading):
        return heading, ""
    return None, ""


def _topic(words: str) -> str | None:
    return next((topic.key for topic in TOPICS.root if any(word in words for word in topic.words)), None)


def _lines(blocks: Sequence[Block]) -> list[_Line]:
    """Give the lines outside tables, each with its automatic number before it."""
    return [
        _Line(line.strip(), block.place)
        for block in blocks
        if isinstance(block, Heading | Paragraph)
        for line in (block.label + block.text).splitlines()
        if line.strip()
    ]


def _parts(blocks: Sequence[Block]) -> Iterator[_Part]:
    lines = _lines(blocks)
    starts = [*_known_starts(lines)]
    marks = sorted([*starts, *_unknown_starts(lines, starts)], key=lambda mark: mark[0])
    first = marks[0][0] if marks else len(lines)
    if first:
        yield _Part(PREFACE, "", lines[0].place, tuple(lines[:first]))
    ends = [*(mark[0] for mark in marks), len(lines)][1:]
    for (index, key, heading, rest), end in zip(marks, ends, strict=True):
        run_in = (_Line(rest, lines[index].place),) if rest else ()
        yield _Part(key, heading, lines[index].place, (*run_in, *lines[index + 1 : end]))


_Start = tuple[int, str | None, str, str]  # line, key, heading, text behind the heading


def _known_starts(lines: Sequence[_Line]) -> list[_Start]:
    """Choose the headings of the six parts: in official order, worth most together."""
    candidates = [found for index, line in enumerate(lines) for found in _candidates(index, line.text)]
    if any(_number(lines[found.index].text) for found in candidates):
        # Where headings carry numbers, 主动公开情况 without one is a sub-heading (seed 001).
        candidates = [found for found in candidates if found.worth > _ALIAS or not _topic(found.heading)]
    best: dict[int, tuple[int, tuple[_Candidate, ...]]] = {}  # by number of the part that ends the chain
    for candidate in candidates:
        number = candidate.wording.number
        before = (chain for last, chain in best.items() if last < number)
        worth, chain = max(before, key=lambda known: known[0], default=(0, ()))
        if worth + candidate.worth > best.get(number, (0, ()))[0]:
            best[number] = worth + candidate.worth, (*chain, candidate)
    chosen = max(best.values(), key=lambda known: known[0], default=(0, ()))[1]
    return [(found.index, found.wording.key, found.heading, found.rest) for found in chosen]


def _candidates(index: int, text: str) -> Iterator[_Candidate]:
    match = _TOP.match(text)
    if match is None or _BRACKETED.match(text):
        return
    number = _number(text)
    words, rest = _words_and_rest(match["words"], numbered=number is not None)
    heading = text[: len(text) - len(rest)].rstrip() if rest else text
    if len(words) > _LONGEST_HEADING:
        return
    for wording in SECTIONS.root:
        worth = _worth(wording, words, number)
        if worth:
            yield _Candidate(index, wording, worth, heading, rest)


def _worth(wording: SectionWording, words: str, number: int | None) -> int:
    is_own = number == wording.number
    if words in wording.official:
        return _OFFICIAL_OWN if is_own else _OFFICIAL
    if words in wording.aliases:
        if is_own:
            return _ALIAS_OWN
        return _ALIAS if number is None else _ALIAS_NUMBERED
    is_heading_like = _SENTENCE_END.search(words) is None and re.search(wording.pattern, words) is not None
    return _PATTERN_OWN if is_own and is_heading_like else 0


def _words_and_rest(words: str, *, numbered: bool) -> tuple[str, str]:
    """Split 其他需要报告的事项：无 when a number shows that a heading begins the paragraph."""
    bare = re.sub(r"\s+", "", words).rstrip("。：:.")
    if numbered and SECTIONS.of(bare) is None:
        for wording in SECTIONS.longest_first():
            run_in = re.match(rf"{re.escape(wording)}[\s。：:]+(?=\S)", words)
            if run_in:
                return wording, words[run_in.end() :]
    return bare, ""


def _unknown_starts(lines: Sequence[_Line], known: Sequence[_Start]) -> Iterator[_Start]:
    """Find top-level headings of no form: they go on counting from the part before (七、附件)."""
    known_numbers = {start[0]: SECTIONS.number(start[1]) for start in known}
    previous = None
    for index, line in enumerate(lines):
        if index in known_numbers:
            previous = _number(line.text) or known_numbers[index]
            continue
        number = _number(line.text)
        following = [other for start, other in known_numbers.items() if start > index]
        is_next = previous is not None and number == previous + 1 and number < min(following, default=99)
        if is_next and len(line.text) <= _LONGEST_HEADING and not _SENTENCE_END.search(line.text):
            previous = number
            yield index, None, line.text, ""


def _number(text: str) -> int | None:
    match = _TOP.match(text)
    if match is None or not (match["number"] or match["digit"]):
        return None
    return _NUMERALS.index(match["number"]) + 1 if match["number"] else int(match["digit"])
