"""What a release says of itself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from storage.release.fields import Table

LICENCE_ID, LICENCE_NAME = "CC-BY-4.0", "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
TITLE_ZH, TITLE_EN = (
    "政府信息公开工作年度报告数据",
    "Annual reports on government information disclosure in China",
)


class Change(StrEnum):
    """What happened to a report, or to one figure of it."""

    ADDED = "report_added"
    GONE = "report_gone"  # nothing is left that could be shown
    WITHDRAWN = "report_withdrawn"  # its page is gone from the portal; the archive still shows it
    RETURNED = "report_returned"  # its page is there again
    REPLACED = "version_replaced"  # the publisher says something else
    REREAD = "read_again"  # the same version, read differently
    FIGURE = "figure_changed"


class Cause(StrEnum):
    """Who changed something."""

    PUBLISHER = "publisher"
    READING = "reading"  # another parser, or more known of the publication: the publisher changed nothing
    BOTH = "publisher_or_reading"  # another version, by another parser: it cannot be told


@dataclass(frozen=True, slots=True)
class Source:
    """A portal of which the archive has publications."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A file of rows in a release."""

    table: Table
    path: str
    row_count: int


@dataclass(frozen=True, slots=True)
class Release:
    """A release: everything that its pages and metadata tell. ``as_of`` is when the archive last changed."""

    label: str
    as_of: datetime
    made_by: str  # the release of the program
    report_count: int
    sources: Sequence[Source]
    tables: Sequence[WrittenTable]
    stata: Mapping[str, int]  # reports by path
    previous: str | None = None
    changes: Counter[tuple[Change, Cause]] = field(default_factory=Counter)
    withdrawn: Sequence[str] = ()  # originals that are left out
    has_originals: bool = False
    contact: str | None = None  # where an error is reported
