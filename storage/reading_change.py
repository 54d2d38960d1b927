"""What another reading of the same bytes says differently: cells and findings, gained, lost, changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from checks.outcome import Verdict
from parsers.report import Mark

Json = Mapping[str, Any]

# What a cell says; where it stands and how it was spelt inside the file do not change a figure.
SAID = ("text", "value", "unit", "amount_yuan", "mark", "annotation", "certainty")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that two readings read differently."""

    key: str
    old_text: str | None
    old_mark: str
    new_text: str | None
    new_mark: str


@dataclass(frozen=True, slots=True)
class ReadingChange:
    """How a reading differs from the one before. A cell is gained when it could not be read before.

    ``other`` names what else differs: parts of the result document, by their keys.
    """

    cells_gained: tuple[str, ...]
    cells_lost: tuple[str, ...]
    cells_changed: tuple[CellChange, ...]
    findings_gained: tuple[str, ...]
    findings_lost: tuple[str, ...]
    other: tuple[str, ...]


OTHER = (
    "publisher",
    "year",
    "kind",
    "form",
    "title",
    "edition",
    "sections",
    "mentions",
    "tables",
    "problems",
)


def reading_change(old: Json, new: Json) -> ReadingChange:
    """Compare two result documents of the same bytes."""
    before, after = _read_cells(old), _read_cells(new)
    found_before, found_after = _findings(old), _findings(new)
    return ReadingChange(
        cells_gained=tuple(key for key in after if key not in before),
        cells_lost=tuple(key for key in before if key not in after),
        cells_changed=tuple(_changed(before, after)),
        findings_gained=tuple(name for name in found_after if name not in found_before),
        findings_lost=tuple(name for name in found_before if name not in found_after),
        other=tuple(name for name in OTHER if old.get(name) != new.get(name)),
    )


def _read_cells(document: Json) -> dict[str, Json]:
    """Return the cells that were found and read, a blank one among them; the first of a key stands."""
    read = (cell for cell in reversed(document["cells"]) if not Mark(cell["mark"]).is_unknown)
    return {cell["key"]: cell for cell in sorted(read, key=lambda cell: str(cell["key"]))}


def _changed(before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterable[CellChange]:
    for key, new in after.items():
        old = before.get(key)
        if old is not None and any(old.get(name) != new.get(name) for name in SAID):
            yield CellChange(key, old["text"], old["mark"], new["text"], new["mark"])


def _findings(document: Json) -> list[str]:
    """Name the findings as people do: the check, and its member where it has several."""
    failed = (said for said in document["outcomes"] if said["verdict"] == Verdict.FAILED)
    return list(dict.fromkeys(" ".join(filter(None, (said["check"], said["member"]))) for said in failed))
