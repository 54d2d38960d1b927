"""Sentences and clauses of a paragraph, with white space taken out and the way back to the print."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_OPENING: Final = "“《（(〔【‘"
_CLOSING: Final = "”》）)〕】’"
# How far back a sentence is asked for its subject and channel; keeps endless sentences cheap.
_REACH: Final = 400
_COUNTED: Final = re.compile(r"[\d〇零一二两三四五六七八九十百千万余多][件条次场篇个项份起宗期]$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence; ``text`` is without white space, ``quote`` as printed.

    ``before`` is what the sentence said up to here, so that scope, period and channel carry on.
    """

    text: str
    quote: str
    before: str


class Paragraph:
    """A paragraph without white space that can quote itself as printed."""

    def __init__(self, printed: str) -> None:
        self._printed = printed
        self._origins = [index for index, char in enumerate(printed) if not char.isspace()]
        self.text = "".join(printed[index] for index in self._origins)

    def quote(self, start: int, end: int) -> str:
        """Give the printed text of a stretch of ``text``."""
        if start >= end:
            return ""
        return self._printed[self._origins[start] : self._origins[end - 1] + 1]

    def sentences(self) -> Iterator[tuple[Clause, ...]]:
        """Give the sentences as their clauses. ；ends a clause only: lists go on behind it (seed 001)."""
        clauses: list[Clause] = []
        begin = start = 0
        for end, char in self._ends():
            if end > start:
                quote = self.quote(start, end)
                clauses.append(
                    Clause(self.text[start:end], quote, self.text[max(begin, start - _REACH) : start])
                )
            start = end + 1
            if char in "。！？":
                yield tuple(clauses)
                clauses, begin = [], start
        if clauses:
            yield tuple(clauses)

    def _ends(self) -> Iterator[tuple[int, str]]:
        """Give where clauses end: marks outside brackets; 、only behind a counted thing."""
        depth = start = 0
        for index, char in enumerate(self.text):
            if char in _OPENING:
                depth += 1
            elif char in _CLOSING:
                depth = max(0, depth - 1)
            elif char in "。！？":
                depth, start = 0, index + 1  # a bracket left open must not swallow the rest
                yield index, char
            elif depth == 0 and self._parts(char, start, index):
                start = index + 1
                yield index, char
        yield len(self.text), "。"

    def _parts(self, char: str, start: int, index: int) -> bool:
        if char == "、":
            return _COUNTED.search(self.text[start:index]) is not None
        is_separator_of_thousands = char == "," and self.text[index + 1 : index + 4].isdigit()
        return char in "，；;,：:" and not is_separator_of_thousands
