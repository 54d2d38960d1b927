"""S03: each of the three tables stands in the report as a table, not as a picture and not missing."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, passed


def table_missing(case: Case) -> Iterator[Judgement]:
    """Look at how each table of the form is printed."""
    lacking = {header.table: header for header in case.report.headers if not header.is_present}
    tables = [table for table in case.tables() if table.key in lacking]
    if tables:
        how = (f"{table.zh}{'（图片）' if lacking[table.key].is_picture else '（缺失）'}" for table in tables)
        yield failed((key for table in tables for key, _, _ in table.cells()), how)
    else:
        yield passed()
