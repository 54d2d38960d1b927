"""The reports that a release shows, a few hundred at a time, so that memory does not grow with the archive."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

AT_ONCE = 500  # reports; also how many values one IN (...) takes here
# CROSS JOIN is the word by which SQLite keeps this order of tables, whatever its statistics say.
_SHOWN = """
    SELECT r.id, r.result_id, r.publisher_id, p.name, p.type, p.division_code, r.year, t.form,
           CASE WHEN b.report_id = r.id THEN (
               SELECT count(*) FROM publication o WHERE o.report_id = r.id AND o.id <= b.id) || 'v' || v.seq END,
           b.published_on, b.url, f.sha256
    FROM report r
    CROSS JOIN publisher p ON p.id = r.publisher_id
    CROSS JOIN result t ON t.id = r.result_id
    CROSS JOIN version v ON v.id = t.version_id
    CROSS JOIN publication b ON b.id = v.publication_id
    LEFT JOIN version_part f ON f.version_id = v.id AND f.ordinal = 0
    WHERE r.year = ? AND r.publisher_id > ?
    ORDER BY r.publisher_id LIMIT ?
"""
_CELLS = """
    SELECT result_id, cell_id, num, text, mark, unit, amount_yuan, annotation, certainty
    FROM cell WHERE result_id IN ({})
"""


class ShownReport(NamedTuple):
    """One report with the result that it shows; from ``publisher_id`` on as in the wide tables."""

    report_id: int
    result_id: int
    publisher_id: str
    publisher: str
    publisher_type: str | None
    division_code: str | None
    year: int
    form: str | None
    version: str | None  # None where the publication has come to publish another report since
    published_on: str | None
    url: str
    sha256: str | None

    @property
    def identity(self) -> tuple[Any, ...]:
        """Return the values of `storage.release.wide_fields.IDENTITY`."""
        return self[2:]


class ShownCell(NamedTuple):
    """One cell as the database holds it."""

    result_id: int
    cell_id: int
    num: float | None
    text: str | None
    mark: str
    unit: str | None
    amount_yuan: float | None
    annotation: str | None
    certainty: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Some reports in order of year and publisher, and the cells of their results."""

    reports: Sequence[ShownReport]
    cells: Mapping[int, Sequence[ShownCell]]

    def rows_of(self, connection: Connection, query: str) -> Iterator[tuple[ShownReport, Row[Any]]]:
        """Yield each report with its rows of a query that has ``result_id`` first and ``IN ({})`` in it."""
        found: dict[int, list[Row[Any]]] = defaultdict(list)
        ids = [report.result_id for report in self.reports]
        for row in connection.exec_driver_sql(query.format(_places(ids)), tuple(ids)):
            found[row[0]].append(row)
        for report in self.reports:
            for row in found[report.result_id]:
                yield report, row


def batches(connection: Connection) -> Iterator[Batch]:
    """Yield all shown reports of a snapshot, by year and publisher."""
    for (year,) in connection.exec_driver_sql("SELECT DISTINCT year FROM report ORDER BY year").all():
        last = ""
        while rows := connection.exec_driver_sql(_SHOWN, (year, last, AT_ONCE)).all():
            reports = [ShownReport(*row) for row in rows]
            yield Batch(reports, _cells_of(connection, [report.result_id for report in reports]))
            last = reports[-1].publisher_id


def count_reports(connection: Connection) -> int:
    """Return how many reports a snapshot shows."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM shown_reports").scalar_one())


def cell_keys_of(connection: Connection) -> Mapping[int, str]:
    """Return the key of each cell by its number."""
    return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT id, key FROM form_cell ORDER BY id")}


def _cells_of(connection: Connection, result_ids: Sequence[int]) -> Mapping[int, Sequence[ShownCell]]:
    found: dict[int, list[ShownCell]] = defaultdict(list)
    for row in connection.exec_driver_sql(_CELLS.format(_places(result_ids)), tuple(result_ids)):
        found[row[0]].append(ShownCell(*row))
    return found


def _places(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))
