"""S10: sub-headings count （一）（二）（三）, without a gap and without another kind of number."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from checks.case import Case, Judgement, failed, not_assessable, passed
from parsers.report import Section
from parsers.sections import Subsection, subsections
from parsers.wordings import TOPICS

_HAN = ("", *"一二三四五六七八九十")
_ARABIC = ("", *map(str, range(1, 100)))
_OTHER_NUMBER = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十])[.．、]\s*")


def subheading_numbers(case: Case) -> Iterator[Judgement]:
    """Name the sub-headings whose number is lost, does not follow on, or is of another kind."""
    sections = [section for section in case.report.sections if section.key not in {None, "preface"}]
    odd = [heading for section in sections for heading in _odd_headings(section)]
    if odd:
        yield failed(quotes=odd)
    else:
        yield passed() if sections else not_assessable()


def _odd_headings(section: Section) -> Sequence[str]:
    found = subsections(section)
    if not found:
        return [line for line in section.text.split("\n") if _is_otherwise_numbered(line)]
    unnumbered = [sub.heading for sub in found if not sub.number]
    return unnumbered or [sub.heading for sub in _not_following(found, _folded(section.text))]


def _is_otherwise_numbered(line: str) -> bool:
    """Whether a line is a subject of part one behind 1. or 1、, where no sub-heading has brackets."""
    bare = _OTHER_NUMBER.sub("", line.strip())
    return bare != line.strip() and TOPICS.is_bare_sub_heading(bare)


def _not_following(found: Sequence[Subsection], text: str) -> Iterator[Subsection]:
    """Yield what breaks the count; arabic numbers may count inside a sub-heading with a Chinese one."""
    last = inside = 0
    for sub in found:
        label = _folded(sub.number).strip("()")
        if label in _HAN:
            if not _follows(_HAN.index(label), last, _HAN, text):
                yield sub
            last, inside = _HAN.index(label), 0
        elif label in _ARABIC:
            if not last or not _follows(_ARABIC.index(label), inside, _ARABIC, text):
                yield sub
            inside = _ARABIC.index(label)


def _follows(number: int, last: int, labels: Sequence[str], text: str) -> bool:
    """Whether a number goes on or begins again; those between may stand inside a paragraph."""
    if number == 1:
        return True
    return number > last and all(f"({label})" in text for label in labels[last + 1 : number])


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))
