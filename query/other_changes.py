"""What changed between two readings beside cells and sections: tables that no form knows, numbers in the narrative."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from parsers.report import Mention, OtherTable

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """Rows of tables that no form knows, taken out (``old``), put in (``new``), or some for others; printed texts."""

    old: Rows
    new: Rows


@dataclass(frozen=True, slots=True)
class MentionChange:
    """A number or contact of the narrative that only one side states: ``old`` or ``new``, with its unit.

    The other is None. ``quote`` is where it stands.
    """

    key: str
    old: str | None
    new: str | None
    quote: str


def row_changes(old: Sequence[OtherTable], new: Sequence[OtherTable]) -> Iterator[RowChange]:
    """Compare the rows of all such tables, in the order of the document."""
    before, after = (tuple(row for table in tables for row in table.rows) for tables in (old, new))
    # Its autojunk, on by default, keeps thousands of blank rows from taking seconds.
    matcher = SequenceMatcher(None, before, after)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation != "equal":
            yield RowChange(before[start:end], after[new_start:new_end])


def mention_changes(old: Sequence[Mention], new: Sequence[Mention]) -> Iterator[MentionChange]:
    """Yield what only the old one states, then what only the new one does; where it stands may be another place."""
    before, after = (Counter(map(_said, mentions)) for mentions in (old, new))
    for mention in _beyond(old, before - after):
        yield MentionChange(mention.key, _figure(mention), None, mention.quote)
    for mention in _beyond(new, after - before):
        yield MentionChange(mention.key, None, _figure(mention), mention.quote)


def _beyond(mentions: Sequence[Mention], most: Counter[tuple[str | None, ...]]) -> Iterator[Mention]:
    """Yield of these the last so many of each kind."""
    left = Counter(most)
    found = []
    for mention in reversed(mentions):
        if left[_said(mention)] > 0:
            left[_said(mention)] -= 1
            found.append(mention)
    return reversed(found)


def _said(one: Mention) -> tuple[str | None, ...]:
    return one.key, one.value, one.unit, one.label, one.qualifier, one.scope, one.period, one.channel


def _figure(mention: Mention) -> str:
    return f"{mention.value}{mention.unit or ''}"
