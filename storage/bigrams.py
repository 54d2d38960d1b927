"""How Chinese text is looked up: one rule for both databases, for what is written and for what is asked.

Text is folded sign by sign (NFKC, lower case). A Chinese character is a unit, and so is a whole word of
letters and digits; white space between units says nothing, any other signs between them are a break. A
phrase stands in a text where its units follow one another there, with breaks where it has breaks. The
index knows pairs of neighbouring units and the last unit before a break: the condition for a phrase that
an index can answer. Whether it stands there is then looked up in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

FIRST_SINGLE = "\u2e80"  # letters from here on (Han, kana, hangul) are units by themselves
END_OF_WORD = "\ue000"  # closes a word in the index: 2020 is not the beginning of 20201. Never in folded text
LONGEST_WORD = 64  # what is longer is no word; it is cut for the index, which holds 2 kB at most
MOST_GRAMS = 16  # more do not narrow a search any further

_WORD = rf"[^ \n{FIRST_SINGLE}-\U0010ffff]"
_UNIT = re.compile(rf"{_WORD}+|[{FIRST_SINGLE}-\U0010ffff]|\n")
_PIECE = re.compile(rf"{_WORD}{{1,{LONGEST_WORD}}}|[{FIRST_SINGLE}-\U0010ffff]")
_ANY_WORD = re.compile(_WORD)
_CHARACTERS = re.compile(rf"[{FIRST_SINGLE}-\U0010ffff]+")
_BREAK = r"\n[ \n]*"


class _Folding(dict[int, str]):
    """What each sign is folded to: letters and digits, a space for white space, a line break for all else."""

    def __missing__(self, code: int) -> str:
        folded = normalize("NFKC", chr(code)).lower()
        kept = (sign if sign.isalnum() else " " if sign.isspace() else "\n" for sign in folded)
        self[code] = "".join(kept)
        return self[code]


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Gram:
    """What a phrase asks of the index: an entry, or one that begins so."""

    text: str
    is_beginning: bool = False


class NothingToSearch(ValueError):
    """What is asked has no letter and no digit."""


def grams_of(text: str) -> Iterator[str]:
    """Yield the entries of a text in the index, repetitions among them."""
    for run in text.translate(_FOLDING).split("\n"):
        units = _units(run)
        for one, other in pairwise(units):
            yield one + other
        if units:
            yield units[-1]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to look for. Raises `NothingToSearch` where it has no letter and no digit."""

    asked: str
    grams: tuple[Gram, ...]
    _pattern: re.Pattern[str]

    @classmethod
    def of(cls, asked: str) -> "Phrase":
        """Read a phrase as it was typed."""
        folded = asked.translate(_FOLDING).strip(" \n")
        if not folded:
            message = f"there is no letter and no digit in {asked!r}"
            raise NothingToSearch(message)
        return cls(asked, tuple(dict.fromkeys(_asked_grams(folded)))[:MOST_GRAMS], _pattern_of(folded))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the phrase stands in a text as it was printed: first sign, and the one after the last."""
        pieces = [_FOLDING[ord(sign)] for sign in text]
        places = [place for place, piece in enumerate(pieces) for _ in piece]
        found = self._pattern.finditer("".join(pieces))
        return [(places[match.start()], places[match.end() - 1] + 1) for match in found]


def grams_within(asked: str) -> tuple[Gram, ...]:
    """Return what the index has of every text in which these very signs stand, also in the middle of a word.

    Empty where no Chinese character is among them: no entry is certain then.
    """
    grams: list[Gram] = []
    for run in _CHARACTERS.findall(asked.translate(_FOLDING)):
        pairs = [Gram(one + other) for one, other in pairwise(run)]
        grams += pairs or [Gram(run, is_beginning=True)]
    return tuple(dict.fromkeys(grams))[:MOST_GRAMS]


def _units(run: str) -> list[str]:
    return [piece if piece >= FIRST_SINGLE else piece + END_OF_WORD for piece in _PIECE.findall(run)]


def _asked_grams(folded: str) -> Iterator[Gram]:
    runs = [units for run in folded.split("\n") if (units := _units(run))]
    for place, units in enumerate(runs, 1):
        for one, other in pairwise(units):
            yield Gram(one + other)
        if place < len(runs):  # before a break the last unit stands by itself
            yield Gram(units[-1])
        elif len(units) == 1:
            yield Gram(units[-1], is_beginning=True)


def _pattern_of(folded: str) -> re.Pattern[str]:
    parts: list[str] = []
    for unit in _UNIT.findall(folded):
        if unit == "\n":
            if parts[-1] != _BREAK:
                parts.append(_BREAK)
        elif _ANY_WORD.match(unit):
            parts.append(f"(?<!{_WORD}){re.escape(unit)}(?!{_WORD})")
        else:
            parts.append(unit)
    return re.compile(" *".join(parts))
