"""Labels of releases: YYYY.MM.N, the N-th of the month in which the archive last changed."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

LABEL = re.compile(r"(\d{4})\.(\d{2})\.(\d{1,6})")
DRAFT = ".draft"


class LabelUnfit(ValueError):
    """A label is not of the form YYYY.MM.N."""


def label_order(label: str) -> tuple[int, ...]:
    """Return what puts labels in order. Raises `LabelUnfit`."""
    found = LABEL.fullmatch(label)
    if found is None:
        message = f"{label!r} is no label of a release: YYYY.MM.N, as 2026.11.1"
        raise LabelUnfit(message)
    return tuple(map(int, found.groups()))


def next_label(out: Path, as_of: datetime) -> str:
    """Return the next free label of a month."""
    month = (as_of.year, as_of.month)
    taken = [number for *of, number in map(label_order, labels_in(out)) if tuple(of) == month]
    return f"{as_of:%Y.%m}.{max(taken, default=0) + 1}"


def previous_release(out: Path, label: str) -> Path | None:
    """Return the newest release in a folder before this label."""
    before = [one for one in labels_in(out) if label_order(one) < label_order(label)]
    return out / max(before, key=label_order) if before else None


def labels_in(out: Path) -> Iterator[str]:
    """Yield the labels of the releases in a folder."""
    return (path.name for path in sorted(out.iterdir()) if path.is_dir() and LABEL.fullmatch(path.name))
