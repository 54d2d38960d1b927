"""A report beside those of other publishers."""

from collections.abc import Mapping
from types import MappingProxyType

from checks.aggregate_below_parts import aggregate_below_parts
from checks.case import Rule
from checks.figures_of_other_publisher import figures_of_other_publisher
from checks.outlier import outlier
from checks.report_missing import report_missing
from checks.text_of_other_publisher import text_of_other_publisher

RULES: Mapping[str, Rule] = MappingProxyType({
    "U01": text_of_other_publisher,
    "U02": figures_of_other_publisher,
    "U03": aggregate_below_parts,
    "U04": report_missing,
    "U05": outlier,
})  # fmt: skip
