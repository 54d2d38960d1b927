"""V01: figures stay as they were published."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_assessable, passed
from checks.neighbours import OlderVersion
from checks.outcome import Severity, Verdict
from parsers.report import Cell


def figures_changed(case: Case) -> Iterator[Judgement]:
    """Give one finding per cell, with the latest other thing that an older version prints in it.

    A cell that we cannot read in one of them is left aside. Where another parser read the older version, the
    difference may be ours: it is doubtful until the version is read again.
    """
    versions = case.neighbours.versions
    if versions is None:
        yield not_assessable()
        return
    changes: dict[str, Judgement] = {}
    for version in reversed(versions):
        for old in version.report.cells:
            new = case.cells.get(old.key)
            if new is not None and old.key not in changes and _differs(old, new):
                changes[old.key] = _change(version, old, new)
    found = [changes[key] for key in case.cells if key in changes]
    yield from found or [passed()]


def _differs(old: Cell, new: Cell) -> bool:
    if old.mark.is_unknown or new.mark.is_unknown:
        return False
    return (old.text or "").split() != (new.text or "").split()


def _change(version: OlderVersion, old: Cell, new: Cell) -> Judgement:
    return Judgement(
        Verdict.FAILED,
        old.key,
        old.text or "",
        new.text or "",
        cells=(old.key,),
        severity=None if version.is_same_parser else Severity.DOUBTFUL,
    )
