"""How alike two narratives are: Jaccard similarity of their 8-grams, and a sketch to find the alike among many.

The sketch is one-permutation MinHash: every 8-gram is hashed once and falls into one of ``BINS`` bins, each
of which keeps its least hash; an empty bin borrows from another (optimal densification, Shrivastava 2017).
Two texts agree in a bin with the probability of their similarity, so that texts above 0.5 share at least one
band of three bins with a probability of 0.995, and those that are merely written from one template rarely
do: candidates are found in linear time, and then compared exactly.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from checks.prose.own import Own
from checks.prose.sentences import sentences
from parsers.report import ParsedReport

GRAM: Final = 8
BINS: Final = 120
ROWS: Final = 3  # bins in one band
_SHARED: Final = 0xFFFF_FFFF
_LEVEL: Final = re.compile(r"(?:街道|[省市县区旗镇乡])$")
_NO_WORDS: Final = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class Narrative:
    """The words of one report, made ready once to be compared with those of many."""

    report: ParsedReport

    @cached_property
    def grams(self) -> frozenset[str]:
        """The 8-grams, the names of its own publisher and places masked."""
        return grams(self.text)

    def grams_beside(self, other: "Narrative") -> frozenset[str]:
        """Return the 8-grams, the names of both publishers and their places masked."""
        met = self._own | self._met(other.names)
        return self.grams if met == self._own else grams(self._without(met))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the publisher and its places, those without what they are too: 临安."""
        own = Own(self.report)
        printed = (own.printed, self.report.publisher.canonical if self.report.publisher else None)
        places = own_places(self.report)
        short = (_LEVEL.sub("", name) for name in places)
        return places | {name for name in (*printed, *short) if name and len(name) > 1}

    @property
    def text(self) -> str:
        """The text without title, digits, punctuation and its own names."""
        return self._without(self._own)

    @cached_property
    def _told(self) -> str:
        return "".join(sentence.text for sentence in sentences(self.report))

    @cached_property
    def _own(self) -> frozenset[str]:
        return self._met(self.names)

    def _met(self, names: Iterable[str]) -> frozenset[str]:
        """Return the names that the text has; the others mask nothing."""
        return frozenset(name for name in names if name in self._told)

    def _without(self, names: Iterable[str]) -> str:
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        text = (
            re.sub("|".join(map(re.escape, longest_first)), "", self._told) if longest_first else self._told
        )
        return _NO_WORDS.sub("", text)


def alike(one: Narrative, other: Narrative) -> float | None:
    """Return how alike two narratives are once the names of both are masked; None where one has no text.

    A copy that forgot to put in its own names is masked like one that did not.
    """
    left, right = one.grams_beside(other), other.grams_beside(one)
    return jaccard(left, right) if left and right else None


def own_places(report: ParsedReport) -> frozenset[str]:
    """Return the names of the places that a publisher stands for, and of those above and below it."""
    own = Own(report)
    return frozenset(name for name in (*own.names, own.base) if name and len(name) > 1)


def grams(text: str) -> frozenset[str]:
    """Return the 8-grams of a text; one that is shorter has none."""
    return frozenset(text[start : start + GRAM] for start in range(len(text) - GRAM + 1))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of 8-grams that two texts have in common; texts without any have none."""
    shared = len(one & other)
    together = len(one) + len(other) - shared
    return shared / together if together else 0.0


def sketch(of: Iterable[str]) -> tuple[int, ...]:
    """Return the least hash of each bin; nothing for a text without 8-grams."""
    least: list[int | None] = [None] * BINS
    for gram in of:
        hashed = _hash(gram)
        place, value = hashed % BINS, hashed // BINS & _SHARED
        held = least[place]
        if held is None or value < held:
            least[place] = value
    if all(value is None for value in least):
        return ()
    return tuple(_borrowed(least, place) if value is None else value for place, value in enumerate(least))


def bands(sketched: tuple[int, ...]) -> tuple[int, ...]:
    """Return one 63-bit number for each band: texts that share one are candidates."""
    return tuple(
        _hash(f"{start}:{sketched[start : start + ROWS]}") >> 1 for start in range(0, len(sketched), ROWS)
    )


def _borrowed(least: list[int | None], place: int) -> int:
    attempt = 0
    while True:
        value = least[_hash(f"{place}/{attempt}") % BINS]
        if value is not None:
            return value
        attempt += 1


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
