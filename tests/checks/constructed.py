"""Constructed reports: a golden one with some of its values replaced. None of them was ever published."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from checks.registry import run_checks
from parsers.document import Place
from parsers.numbers import amount_in_yuan, read_figure
from parsers.parse import parse
from parsers.report import Mark, PrintedPublisher, Section

GOLDEN = Path(__file__).parent.parent / "golden"
CHANGHUA, WANGDIAN, LUZHU, JINBEI, GONGSHU = "000", "001", "002", "003", "004"


@cache
def golden(number):
    """Read the text of a golden report, as it was published."""
    (folder,) = GOLDEN.glob(f"{number}_*")
    return parse((folder / "report.txt").read_bytes())


def printing(report, texts):
    """Return the report with other words in some of its cells; a mark stands for what prints no words."""
    cells = {cell.key: cell for cell in report.cells}
    cells |= {key: _printed(cells[key], text) for key, text in texts.items()}
    return replace(report, cells=tuple(cells.values()))


def _printed(cell, text):
    if isinstance(text, Mark):
        return replace(cell, text=None, raw=None, value=None, unit=None, mark=text, amount_yuan=None)
    figure = read_figure(text)
    in_heading = cell.unit if cell.unit_source == "column_header" else None
    unit = None if figure.value is None else figure.unit or in_heading
    return replace(
        cell,
        text=text.strip(),
        raw=text,
        value=figure.value,
        unit=unit,
        mark=figure.mark,
        amount_yuan=None if figure.value is None else amount_in_yuan(figure.value, unit),
        annotation=figure.annotation,
    )


def lacking(report, *keys):
    """Return the report without some of its cells."""
    return replace(report, cells=tuple(cell for cell in report.cells if cell.key not in keys))


def saying(report, key, text):
    """Return the report with other words in one of its parts."""
    parts = (replace(part, text=text) if part.key == key else part for part in report.sections)
    return replace(report, sections=tuple(parts))


def headed(report, key, heading):
    """Return the report with another heading of one of its parts."""
    parts = (replace(part, heading=heading) if part.key == key else part for part in report.sections)
    return replace(report, sections=tuple(parts))


def without_part(report, *keys):
    """Return the report without some of its parts."""
    return replace(report, sections=tuple(part for part in report.sections if part.key not in keys))


def with_unknown_part(report, heading):
    """Return the report with one more part, under a heading that no form knows."""
    return replace(report, sections=(*report.sections, Section(None, heading, "", Place())))


def of_publisher(report, kind, division_code=None):
    """Return the report as that of a publisher of another type; None is one that nobody knows."""
    return replace(report, publisher=PrintedPublisher("甲", None, type=kind, division_code=division_code))


def with_tables(report, *changed, **facts):
    """Return the report with other facts on how some of its tables are printed."""
    headers = (replace(header, **facts) if header.table in changed else header for header in report.headers)
    return replace(report, headers=tuple(headers))


def outcomes(check, report, previous=None, earlier=()):
    """Return what one check says of a report."""
    return [one for one in run_checks(report, previous, earlier) if one.check == check]


def outcome(check, report, previous=None, earlier=()):
    """Return the only thing that one check says of a report."""
    (only,) = outcomes(check, report, previous, earlier)
    return only


def verdicts(check, report, previous=None, earlier=()):
    """Return the verdicts of one check by member."""
    return {one.member: one.verdict.value for one in outcomes(check, report, previous, earlier)}
