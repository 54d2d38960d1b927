"""Writes all that a release tells, from the copy of the database in it."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection

from storage.blobs import BlobStore
from storage.release.batches import batches, cell_keys_of, count_reports
from storage.release.changes import write_changes
from storage.release.codebook import COLUMNS, Variable, codebook_rows, variables_of
from storage.release.codebook_page import codebook_page
from storage.release.facts import Release, Source, WrittenTable
from storage.release.fields import Field, Table
from storage.release.findings import FINDINGS, findings_export
from storage.release.listings import LISTINGS, write_listing
from storage.release.long import (
    CELLS,
    MENTIONS,
    PROBLEMS,
    SECTIONS,
    cells_export,
    mentions_export,
    problems_export,
    sections_export,
)
from storage.release.originals import write_originals
from storage.release.snapshot import moment_of
from storage.release.stata import stata_time
from storage.release.wide import WideWriter
from storage.release.writing import CsvWriter, ParquetWriter
from storage.release.written_pages import write_pages

Progress = Callable[[int, int], None]
CODEBOOK = Table(
    "codebook", "代码本", "what every column means", [Field(name, name, name) for name in COLUMNS]
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever makes a release decides. Without ``originals`` there are no original files in it."""

    label: str
    since: Path | None
    originals: BlobStore | None
    contact: str | None


def write_content(connection: Connection, draft: Path, wishes: Wishes, progress: Progress) -> Release:
    """Write every file but the snapshot, the data package and the sums; return what the release says."""
    as_of = moment_of(connection)
    variables = list(variables_of(cell_keys_of(connection).values()))
    writers, stata = _write_reports(connection, draft, variables, stata_time(as_of), progress)
    writers += [write_listing(connection, draft, listing) for listing in LISTINGS]
    changes, counts = write_changes(draft, wishes.since)
    writers += [changes, _write_codebook(draft, variables)]
    withdrawn = (
        write_originals(connection, wishes.originals, draft, progress) if wishes.originals is not None else ()
    )
    release = Release(
        label=wishes.label,
        as_of=as_of,
        made_by=version("gongkai"),
        report_count=count_reports(connection),
        sources=[Source(*row) for row in connection.exec_driver_sql(_SOURCES)],
        tables=[WrittenTable(one.table, one.path.name, one.row_count) for one in writers],
        stata=stata,
        previous=wishes.since.name if wishes.since else None,
        changes=counts,
        withdrawn=withdrawn,
        has_originals=wishes.originals is not None,
        contact=wishes.contact,
    )
    write_pages(draft, release)
    return release


_SOURCES = "SELECT title, base_url FROM portal ORDER BY id"


def _write_reports(
    connection: Connection,
    draft: Path,
    variables: Sequence[Variable],
    time_stamp: str,
    progress: Progress,
) -> tuple[list[CsvWriter | ParquetWriter], Mapping[str, int]]:
    """Write what there is of each report, a batch at a time; return the writers, and reports by file of Stata."""
    keys = cell_keys_of(connection)
    place_of = {one.key: place for place, one in enumerate(variables)}
    order = {number: place_of[key] for number, key in keys.items()}
    total, done = count_reports(connection), 0
    with ExitStack() as stack:
        wide = stack.enter_context(WideWriter(draft, variables, keys, time_stamp))
        cells, sections, mentions = (
            stack.enter_context(ParquetWriter(draft, table)) for table in (CELLS, SECTIONS, MENTIONS)
        )
        problems, findings = (stack.enter_context(CsvWriter(draft, table)) for table in (PROBLEMS, FINDINGS))
        exports = (
            wide.write,
            cells_export(cells, keys, order),
            sections_export(connection, sections),
            mentions_export(connection, mentions),
            problems_export(connection, problems),
            findings_export(connection, findings, keys),
        )
        stack.enter_context(_few_collections())
        for batch in batches(connection):
            for export in exports:
                export(batch)
            gc.collect(1)
            done += len(batch.reports)
            progress(done, total)
    return [*wide.writers, cells, sections, mentions, problems, findings], wide.stata.row_counts


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for garbage in cycles between batches only: among a hundred thousand cells it took a quarter of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _write_codebook(draft: Path, variables: Sequence[Variable]) -> CsvWriter:
    page = "# 代码本 Codebook\n\n" + codebook_page(variables)
    (draft / "codebook.md").write_text(page, encoding="utf-8", newline="\n")
    with CsvWriter(draft, CODEBOOK) as file:
        file.write_rows(list(codebook_rows(variables)))
    return file
