"""Answers as lines of CSV: the same for `gongkai ... --csv` and for the API. Nothing is an empty field.

What has no single value in a line (visits, places, parts) is in the JSON of the same answer.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from query.answers import (
    CellsAnswer,
    CrawlAnswer,
    FindingAnswer,
    PublisherAnswer,
    ReportLine,
    VersionAnswer,
    VersionsAnswer,
)
from query.changes import Change
from query.coverage import CoverageAnswer
from query.diff import CellChange
from query.distributions import DistributionAnswer
from query.form_view import label_zh
from query.indicators import By, IndicatorLine
from query.plain import plain
from query.problems import ProblemGroup
from query.publisher_list import PublisherLine
from query.search import SectionHit
from query.series import SeriesAnswer
from query.series_lines import HEADS, lines_of
from query.spread_lines import HEADS as SPREAD_HEADS
from query.spread_lines import lines_of_spreads
from storage.release.codebook import COLUMNS, codebook_rows, variables

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under their heads."""

    heads: Sequence[str]
    rows: Iterable[Row]

    def as_csv(self) -> str:
        """Write the lines as CSV, with UNIX ends of lines; lists are parted by spaces."""
        return "".join(self.csv_lines())

    def csv_lines(self) -> Iterator[str]:
        """Yield what `as_csv` writes, line by line."""
        line = io.StringIO(newline="")
        writer = csv.writer(line, lineterminator="\n")
        for row in chain([self.heads], self.rows):
            writer.writerow([_field(value) for value in row])
            yield line.getvalue()
            line.seek(0)
            line.truncate()


def _field(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else plain(value)


def _facts(one: object, names: Iterable[str]) -> Row:
    return [getattr(one, name) for name in names]


PUBLISHER = ("publisher_id", "publisher", "division_code")
CHANGED_CELL = ("key", "old_text", "new_text", "old_mark", "new_mark", "old_unit", "new_unit")


def _publisher(one: PublisherAnswer) -> Row:
    return one.id, one.name, one.division_code


def table_of_reports(reports: Iterable[ReportLine]) -> Table:
    """Give a line to each report; lists of portals are parted by spaces."""
    facts = (
        "year", "title", "form", "cell_count", "readable_cell_count", "finding_count", "problem_count",
        "version_count", "publication_count", "published_on", "is_published_on_told", "portals",
        "snippet",
    )  # fmt: skip
    return Table(
        (*PUBLISHER, *facts),
        ((*_publisher(one.publisher), *_facts(one, facts)) for one in reports),
    )


def table_of_cells(found: CellsAnswer) -> Table:
    """Give a line to each cell of one report."""
    facts = ("key", "text", "value", "unit", "amount_yuan", "mark", "annotation", "certainty")
    return Table(
        ("publisher_id", "year", "form", "version", *facts, "label_zh"),
        (
            (
                found.publisher.id,
                found.year,
                found.form,
                found.version,
                *(cell[name] for name in facts),
                label_zh(cell["key"], found.form),
            )
            for cell in found.cells
        ),
    )


def table_of_versions(found: VersionsAnswer) -> Table:
    """Give a line to each version of each publication of one report."""
    facts = (
        "name", "first_seen_at", "last_seen_at", "observation_count", "sha256", "media_type", "byte_count", "form",
        "readable_cell_count", "finding_count", "problem_count", "is_shown",
    )  # fmt: skip
    versions: Iterator[tuple[str, str, VersionAnswer]] = (
        (publication.portal_id, publication.url, version)
        for publication in found.publications
        for version in publication.versions
    )
    return Table(
        ("publisher_id", "year", "portal_id", "url", *facts),
        ((found.publisher.id, found.year, portal, url, *_facts(one, facts)) for portal, url, one in versions),
    )


def table_of_findings(findings: Iterable[FindingAnswer]) -> Table:
    """Give a line to each finding."""
    facts = (
        "year", "check", "member", "severity", "left", "right", "assumed_zero", "cells", "message_zh", "message_en",
        "review", "note",
    )  # fmt: skip
    return Table(
        (*PUBLISHER, *facts),
        ((*_publisher(one.publisher), *_facts(one, facts)) for one in findings),
    )


def table_of_changes(changes: Iterable[Change]) -> Table:
    """Give a line to every cell that changed, and one to a change without such cells."""
    heads = (
        "kind", "publisher_id", "publisher", "year", "portal_id", "url", "seen_before_at", "seen_at", "old_version",
        "new_version", *CHANGED_CELL, "is_same_parser", "moved_to",
    )  # fmt: skip
    return Table(heads, (row for change in changes for row in _rows_of_change(change)))


def _rows_of_change(change: Change) -> Iterator[Row]:
    cells: tuple[CellChange | None, ...] = change.cells or (None,)
    for cell in cells:
        yield (
            change.kind, change.publisher.id, change.publisher.name, change.year, change.portal_id, change.url,
            change.seen_before_at.isoformat(), change.seen_at.isoformat(),
            change.old_version, change.new_version,
            *(_facts(cell, CHANGED_CELL) if cell else (None,) * len(CHANGED_CELL)),
            change.is_same_parser, change.moved_to,
        )  # fmt: skip


def table_of_hits(hits: Iterable[SectionHit]) -> Table:
    """Give a line to each section in which phrases stand."""
    facts = ("year", "section", "heading", "snippet", "match_count", "version", "url", "result_id")
    return Table(
        (*PUBLISHER, *facts),
        ((*_publisher(one.publisher), *_facts(one, facts)) for one in hits),
    )


def table_of_indicator(lines: Iterable[IndicatorLine], by: Sequence[By]) -> Table:
    """Give a line to each sum, with what it is told apart by."""
    counts = ("total", "number_count", "no_number_count", "report_count")
    return Table((*by, *counts), ((*names_of(line, by), *_facts(line, counts)) for line in lines))


def names_of(line: IndicatorLine, by: Sequence[By]) -> list[object]:
    """Return what a sum is told apart by, in the order that was asked for."""
    names: Mapping[By, object] = {
        By.PUBLISHER: line.publisher.id if line.publisher else None,
        By.YEAR: line.year,
        By.KEY: line.key,
        By.FORM: line.form,
    }
    return [names.get(one, line.division_code) for one in by]


def table_of_series(found: SeriesAnswer) -> Table:
    """Give a line to each year of each series."""
    return Table(HEADS, lines_of(found))


def table_of_distribution(found: DistributionAnswer) -> Table:
    """Give a line to each group and year."""
    return Table(SPREAD_HEADS, lines_of_spreads(found))


def table_of_coverage(found: CoverageAnswer) -> Table:
    """Give a line to every publisher and year."""
    heads = (
        "portal_id", "publisher_id", "publisher", "type", "division_code", "basis",
        "year", "state", "version_count", "finding_count", "legal_on",
    )  # fmt: skip
    rows = (
        (
            found.portal_id, one.id, one.name, one.type, one.division_code, line.basis,
            cell.year, cell.state, cell.version_count, cell.finding_count, cell.legal_on,
        )
        for line in found.lines
        for one in (line.publisher,)
        for cell in line.cells
    )  # fmt: skip
    return Table(heads, rows)


def table_of_publishers(publishers: Iterable[PublisherLine]) -> Table:
    """Give a line to each publisher; lists of years, portals and printed names are parted by spaces."""
    facts = ("years", "portals", "aliases")
    return Table(
        (*PUBLISHER, "type", "is_resolved", *facts),
        (
            (
                *_publisher(one.publisher),
                one.publisher.type,
                one.publisher.is_resolved,
                *_facts(one, facts),
            )
            for one in publishers
        ),
    )


def table_of_problems(groups: Iterable[ProblemGroup]) -> Table:
    """Give a line to each group of problems, without its examples."""
    facts = ("kind", "portal_id", "format", "layout", "problem_count", "document_count", "cell_count")
    return Table(facts, (_facts(one, facts) for one in groups))


def table_of_crawls(crawls: Iterable[CrawlAnswer]) -> Table:
    """Give a line to each crawl, without its columns and arguments."""
    facts = ("id", "portal_id", "mode", "code_release", "started_at", "finished_at", "verdict")
    return Table(
        (*facts, "reasons"),
        ((*_facts(one, facts), "; ".join(one.reasons)) for one in crawls),
    )


def table_of_codebook() -> Table:
    """Give a line to every column of cells, as codebook.csv of a release does."""
    return Table(COLUMNS, codebook_rows(variables()))
