"""What changed between two readings of a report: cells, sections clause by clause, other tables, findings, files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from checks.outcome import Outcome
from parsers.report import Cell, Section
from query.answers import PartAnswer
from query.form_view import label_zh
from query.other_changes import MentionChange, RowChange, mention_changes, row_changes
from query.reading import Reading

MOST_CHARACTERS = 4000  # of two clauses together: character by character, more takes minutes
CLAUSE = re.compile(r"[^。！？；\n]*[。！？；\n]?")


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that is printed otherwise. A side is None where that version has no such cell.

    A unit is None, too, where nothing says in which the number is.
    """

    key: str
    label_zh: str
    old_text: str | None
    new_text: str | None
    old_mark: str | None
    new_mark: str | None
    old_unit: str | None = None
    new_unit: str | None = None

    @property
    def is_other_unit(self) -> bool:
        """Whether both sides have the cell, in different units: the same words then say something else."""
        return None not in (self.old_mark, self.new_mark) and self.old_unit != self.new_unit


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """Clauses taken out (``old``), put in (``new``), or one for the other. Never both empty.

    ``characters`` says what changed inside, as `character_changes` does; empty where one side is, and for very
    long ones.
    """

    old: str
    new: str
    characters: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing changed: of `clause_pieces`, which tells these too."""
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section whose words changed, with the headings of both sides; None where it is missing."""

    key: str | None
    old_heading: str | None
    new_heading: str | None
    changes: tuple[ClauseChange, ...]


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A check that fails on one side only, or finds other values. A side is None where it does not fail."""

    check: str
    member: str | None
    old: str | None
    new: str | None
    message_zh: str
    message_en: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of the version that was added, taken away or replaced."""

    role: str
    url: str
    old_sha256: str | None
    new_sha256: str | None


@dataclass(frozen=True, slots=True)
class ReportDiff:
    """Everything that differs between two readings of one report."""

    old_form: str | None
    new_form: str | None
    cells: tuple[CellChange, ...]
    sections: tuple[SectionChange, ...]
    files: tuple[FileChange, ...] = ()
    findings: tuple[FindingChange, ...] = ()
    rows: tuple[RowChange, ...] = ()  # of tables that no form knows
    mentions: tuple[MentionChange, ...] = ()
    old_title: str | None = None
    new_title: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same; what the checks find follows from what they say."""
        has_changes = self.cells or self.sections or self.files or self.rows or self.mentions
        same = self.old_form == self.new_form and self.old_title == self.new_title
        return same and not has_changes


def compare(
    old: Reading,
    new: Reading,
    old_files: Sequence[PartAnswer] = (),
    new_files: Sequence[PartAnswer] = (),
) -> ReportDiff:
    """Compare two readings; the files are the pictures and documents that each consists of."""
    return ReportDiff(
        old_form=old.form,
        new_form=new.form,
        cells=tuple(_cell_changes(old, new)),
        sections=tuple(_section_changes(old.sections, new.sections)),
        files=tuple(_file_changes(old_files, new_files)),
        findings=tuple(_finding_changes(old.findings, new.findings)),
        rows=tuple(row_changes(old.tables, new.tables)),
        mentions=tuple(mention_changes(old.mentions, new.mentions)),
        old_title=old.title,
        new_title=new.title,
    )


def clause_changes(old: str, new: str) -> Iterator[ClauseChange]:
    """Compare two texts clause by clause; where words moved to another line nothing changed."""
    for piece in clause_pieces(old, new):
        if not piece.is_same:
            is_short = piece.old and piece.new and len(piece.old) + len(piece.new) <= MOST_CHARACTERS
            characters = tuple(character_changes(piece.old, piece.new)) if is_short else ()
            yield ClauseChange(piece.old, piece.new, characters)


def clause_pieces(old: str, new: str) -> Iterator[ClauseChange]:
    """Yield the whole of two texts: clauses that both have, and those that are others, without their characters."""
    before, after = _clauses(old), _clauses(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        yield ClauseChange("".join(before[start:end]), "".join(after[new_start:new_end]))


def character_changes(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Yield (equal, insert, delete or replace; old characters; new characters) inside a changed clause."""
    for operation, start, end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        yield operation, old[start:end], new[new_start:new_end]


def _cell_changes(old: Reading, new: Reading) -> Iterator[CellChange]:
    before = {cell.key: cell for cell in old.cells}
    after = {cell.key: cell for cell in new.cells}
    for key in dict.fromkeys((*after, *before)):
        one, other = before.get(key), after.get(key)
        if _printed(one) != _printed(other):
            yield CellChange(
                key=key,
                label_zh=label_zh(key, new.form, old.form),
                old_text=one.text if one else None,
                new_text=other.text if other else None,
                old_mark=one.mark.value if one else None,
                new_mark=other.mark.value if other else None,
                old_unit=one.unit if one else None,
                new_unit=other.unit if other else None,
            )


def _printed(cell: Cell | None) -> tuple[object, ...] | None:
    return None if cell is None else (cell.text, cell.mark, cell.unit)


def _section_changes(old: Sequence[Section], new: Sequence[Section]) -> Iterator[SectionChange]:
    before, after = sections_by_name(old), sections_by_name(new)
    for name in dict.fromkeys((*after, *before)):
        one, other = before.get(name), after.get(name)
        changes = tuple(clause_changes(one.text if one else "", other.text if other else ""))
        headings = one.heading if one else None, other.heading if other else None
        if changes or headings[0] != headings[1]:
            some = other or one
            yield SectionChange(some.key if some else None, *headings, changes)


def sections_by_name(sections: Sequence[Section]) -> dict[tuple[str, int], Section]:
    """Name each section by its key or heading, and which of that name it is."""
    names = [section.key or section.heading for section in sections]
    places = ((name, names[:place].count(name)) for place, name in enumerate(names))
    return dict(zip(places, sections, strict=True))


def _finding_changes(old: Sequence[Outcome], new: Sequence[Outcome]) -> Iterator[FindingChange]:
    before = {(one.check, one.member): one for one in old}
    after = {(one.check, one.member): one for one in new}
    for name in dict.fromkeys((*after, *before)):
        one, other = before.get(name), after.get(name)
        was, now = (None if side is None else _compared(side) for side in (one, other))
        some = other or one
        if was != now and some is not None:
            yield FindingChange(*name, was, now, some.message_zh, some.message_en)


def _compared(outcome: Outcome) -> str:
    """Write what a finding compares: two values, else the words it points at."""
    sides = [str(side) for side in (outcome.left, outcome.right) if side is not None]
    return " ≠ ".join(sides) or "、".join(outcome.quotes)


def _file_changes(old: Sequence[PartAnswer], new: Sequence[PartAnswer]) -> Iterator[FileChange]:
    """Compare what a version consists of beside its main file, whose content is compared above."""
    before = {part.url: part for part in old if part.role != "main"}
    after = {part.url: part for part in new if part.role != "main"}
    for url in dict.fromkeys((*after, *before)):
        one, other = before.get(url), after.get(url)
        digests = one.sha256 if one else None, other.sha256 if other else None
        some = other or one
        if digests[0] != digests[1] and some is not None:
            yield FileChange(some.role, url, *digests)


def _clauses(text: str) -> list[str]:
    folded = "\n".join(" ".join(line.split()) for line in text.splitlines())
    return [clause for clause in CLAUSE.findall(folded) if clause.strip()]
