"""The table of proactive disclosure."""

from collections.abc import Mapping
from types import MappingProxyType

from checks.amount_per_project import amount_per_project
from checks.amount_without_unit import amount_without_unit
from checks.annotated_number import annotated_number
from checks.case import Rule
from checks.fee_amount import fee_amount
from checks.in_force_below_change import in_force_below_change
from checks.negative_items import negative_items
from checks.projects_without_amount import projects_without_amount
from checks.public_total_below_published import public_total_below_published
from checks.public_total_is_year_figure import public_total_is_year_figure
from checks.published_above_made import published_above_made
from checks.rules_without_power import rules_without_power
from checks.sudden_decisions import sudden_decisions
from checks.unit_wording import unit_wording

RULES: Mapping[str, Rule] = MappingProxyType({
    "P01": public_total_below_published,
    "P02": published_above_made,
    "P03": in_force_below_change,
    "P04": negative_items,
    "P05": rules_without_power,
    "P06": projects_without_amount,
    "P07": amount_without_unit,
    "P08": amount_per_project,
    "P09": annotated_number,
    "P10": fee_amount,
    "P11": sudden_decisions,
    "P12": public_total_is_year_figure,
    "P13": unit_wording,
})  # fmt: skip
