"""A made-up report: what it prints, block by block, and the truth of every cell of its form."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from demo.corpus.publishers import Publisher


@dataclass(frozen=True, slots=True)
class CorpusCell:
    """The truth of one cell: as `gongkai parse` should give it.

    ``value`` is a decimal string; ``mark`` one of number, blank, slash, dash, text_none, picture,
    absent, unreadable. ``text`` is None where the report has no such box.
    """

    key: str
    text: str | None
    value: str | None
    unit: str | None
    mark: str
    annotation: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a table: a label, or with ``key`` the place of a figure."""

    column: int
    text: str = ""
    across: int = 1
    down: int = 1
    key: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A table as laid out, without its figures: many reports share one, so that it compares by identity."""

    rows: tuple[tuple[Box, ...], ...]
    width: int


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``number`` is the part of a heading that Word may count by itself (一、)."""

    text: str
    number: str = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class PictureSheet:
    """A table that was pasted as a picture."""


Block = Words | Sheet | PictureSheet


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that the narrative states: key and value of the mention, and the sentence."""

    key: str
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report: identity, blocks in order, what stands in its boxes, its truth and its faults."""

    number: int
    publisher: Publisher
    year: int
    form: str
    title: str
    blocks: tuple[Block, ...]
    printed: Mapping[str, str] = field(repr=False)  # key -> text in the box, padding and all
    cells: tuple[CorpusCell, ...] = field(repr=False)
    sections: tuple[tuple[str, str], ...]  # (key, heading with its number)
    facts: tuple[Fact, ...]
    faults: tuple[str, ...]

    @property
    def name(self) -> str:
        """A name for files: code, kind and year."""
        return f"{self.number:06d}_{self.publisher.division_code}_{self.year}"
