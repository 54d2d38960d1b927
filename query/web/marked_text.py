"""Text cut where marks begin and end: what matched a search, the sentences that mentions were read from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Mark = tuple[int, int, int]  # first character, the one after the last, number of what marks it


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters under the same marks; ``ended`` are the marks that end with them."""

    text: str
    marks: tuple[int, ...] = ()
    ended: tuple[int, ...] = ()


Line = tuple[Stretch, ...]


def marked(text: str, marks: Iterable[Mark]) -> Line:
    """Cut a text at its marks. They may overlap, and stand in any order."""
    spans = sorted(marks)
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    return tuple(
        Stretch(
            text[start:end],
            tuple(number for first, last, number in spans if first <= start and end <= last),
            tuple(number for _, last, number in spans if last == end),
        )
        for start, end in pairwise(edges)
    )


def lines_of(text: str, marks: Sequence[Mark]) -> Iterator[Line]:
    """Yield the lines of a text that say something, each cut at its marks."""
    start = 0
    for line in text.splitlines(keepends=True):
        printed, end = line.rstrip(), start + len(line)
        if printed.strip():
            inside = [
                (max(first - start, 0), min(last - start, len(printed)), number)
                for first, last, number in marks
                if first < start + len(printed) and last > start
            ]
            yield marked(printed, inside)
        start = end


def quoted_in(
    sections: Sequence[Mapping[str, Any]], mentions: Sequence[Mapping[str, Any]]
) -> Mapping[int, list[Mark]]:
    """Find each mention (numbered from 1) by its quote, in the first section that has it.

    A quote that is printed in none, since the reader joined words over boxes, is left unmarked.
    """
    found: dict[int, list[Mark]] = defaultdict(list)
    for number, mention in enumerate(mentions, 1):
        quote = mention["quote"]
        for place, section in enumerate(sections):
            at = section["text"].find(quote) if quote else -1
            if at >= 0:
                found[place].append((at, at + len(quote), number))
                break
    return found
