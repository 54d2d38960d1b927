"""All figures of a report at once, to tell whether two reports print the same."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from checks.outcome import Severity
from parsers.report import ParsedReport

FEW: Final = 10  # figures that are not zero: so few may be alike by chance (one request, granted, is six)


def figures(report: ParsedReport) -> Mapping[str, Decimal]:
    """Return the figures that are not zero by cell key. A null is no figure."""
    return {cell.key: cell.value for cell in report.cells if cell.value}


def has_unknown(report: ParsedReport) -> bool:
    """Whether a figure of the report cannot be known."""
    return not report.cells or any(cell.mark.is_unknown for cell in report.cells)


def could_equal(one: ParsedReport, other: ParsedReport) -> bool:
    """Whether no figure that is known of both tells them apart."""
    unknown = {cell.key for report in (one, other) for cell in report.cells if cell.mark.is_unknown}
    left, right = figures(one), figures(other)
    return all(left.get(key) == right.get(key) for key in (left.keys() | right.keys()) - unknown)


def chance(same: Mapping[str, Decimal]) -> Severity | None:
    """Return that equality is doubtful where chance may explain it."""
    return Severity.DOUBTFUL if len(same) < FEW else None
