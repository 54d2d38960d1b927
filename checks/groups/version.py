"""A report beside what it said before, and how it was published."""

from collections.abc import Mapping
from types import MappingProxyType

from checks.attachment_differs import attachment_differs
from checks.case import Rule
from checks.date_changed import date_changed
from checks.figures_changed import figures_changed
from checks.report_disappeared import report_disappeared
from checks.several_addresses import several_addresses
from checks.text_changed import text_changed

RULES: Mapping[str, Rule] = MappingProxyType({
    "V01": figures_changed,
    "V02": text_changed,
    "V03": report_disappeared,
    "V04": date_changed,
    "V05": attachment_differs,
    "V06": several_addresses,
})  # fmt: skip
