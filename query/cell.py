"""One cell with all that is known of it: as printed, in every version of the report, in the other years."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from query.answers import ReportAnswer, VersionAnswer
from query.form_view import labels_zh
from query.moments import Moment
from query.whole_report import read_report
from query.years import CellOfYear, PrintedCell, cell_in_results, cell_over_years, years_of


class CellUnknown(LookupError):
    """The form of the report has no such cell."""

    def __init__(self, key: str, form: str | None) -> None:
        super().__init__(
            f"the form {form} has no cell {key!r}" if form else f"no form was read: no cell {key!r}"
        )


@dataclass(frozen=True, slots=True)
class CellOfVersion:
    """What a version of the report prints in the box; ``cell`` is None where it has none."""

    version: VersionAnswer
    cell: PrintedCell | None


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """One cell. ``cell`` is the object of `gongkai parse`; None where the document has no such box."""

    report: ReportAnswer
    key: str
    cell: Mapping[str, Any] | None
    problems: tuple[Mapping[str, Any], ...]  # those that name it
    versions: tuple[CellOfVersion, ...]
    years: tuple[CellOfYear, ...]


def cell_of(
    connection: Connection,
    asked: str,
    year: int,
    key: str,
    *,
    as_of: Moment | None = None,
    version: str | None = None,
) -> CellAnswer:
    """Show a cell of a report, or of one of its versions. Raises `CellUnknown`."""
    whole = read_report(connection, asked, year, as_of, version)
    document = whole.document or {}
    form = document.get("form")
    if form is None or key not in labels_zh(form):
        raise CellUnknown(key, form)
    found = next((one for one in document["cells"] if one["key"] == key), None)
    printed = cell_in_results(connection, (one.result_id for one in whole.versions if one.result_id), key)
    return CellAnswer(
        report=whole,
        key=key,
        cell=found,
        problems=tuple(one for one in document["problems"] if key in one["keys"]),
        versions=tuple(CellOfVersion(one, printed.get(one.result_id or 0)) for one in whole.versions),
        years=cell_over_years(connection, years_of(connection, whole.publisher, as_of), key, form),
    )
