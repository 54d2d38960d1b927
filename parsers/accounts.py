"""Strict reading: everything that a document prints stands in exactly one account.

A box of a table is a cell of the form, a label, part of a table that no form knows, or unread; a line is
the heading of a part or in its text; a picture is unread unless OCR read it.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from parsers.document import Block, Document, Heading, Paragraph, Picture, Place, Table
from parsers.report import Section


class Account(StrEnum):
    """What became of something that a document prints."""

    CELL = "cell"
    LABEL = "label"
    TABLE = "table"  # kept whole, since no form knows it
    HEADING = "heading"
    SECTION = "section"
    UNREAD = "unread"


class Entry(NamedTuple):  # made for every box of every table
    """A box, a paragraph or a picture, and its account; ``text`` is as printed, of a picture its source."""

    account: Account
    text: str
    place: Place


def line_entries(document: Document, sections: Sequence[Section]) -> Iterator[Entry]:
    """Yield the account of every paragraph, heading and picture outside tables."""
    headings = {section.place.block for section in sections if section.heading}
    for number, block in enumerate(document.blocks):
        if isinstance(block, Picture):
            if not _is_recognised(document.blocks, number + 1):
                yield Entry(Account.UNREAD, block.source, block.place)
        elif isinstance(block, Heading | Paragraph) and (block.label + block.text).strip():
            account = Account.HEADING if block.place.block in headings else Account.SECTION
            yield Entry(account if sections else Account.UNREAD, block.label + block.text, block.place)


def unread(document: Document, entries: Sequence[Entry]) -> tuple[tuple[str, Place], ...]:
    """Return what is in no account but the last, with its place; what a reader met and left out is too."""
    pictures = {block.place for block in document.blocks if isinstance(block, Picture)}
    told = pictures.intersection(place for _, place in document.unread)
    left = (entry for entry in entries if entry.account is Account.UNREAD and entry.place not in told)
    return (*((entry.text, entry.place) for entry in left), *document.unread)


def _is_recognised(blocks: Sequence[Block], number: int) -> bool:
    """Whether a block is what OCR read in the picture before it."""
    block = blocks[number] if number < len(blocks) else None
    return isinstance(block, Table) and any(cell.recognition is not None for cell in block.cells)
