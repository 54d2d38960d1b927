"""A report beside that of the year before."""

from collections.abc import Mapping
from types import MappingProxyType

from checks.carry_over import carry_over
from checks.case import Rule
from checks.documents_in_force_continuity import documents_in_force_continuity
from checks.figures_of_last_year import figures_of_last_year
from checks.items_continuity import items_continuity
from checks.jump import jump
from checks.missing_year import missing_year
from checks.pending_cases_return import pending_cases_return
from checks.public_total_falls import public_total_falls
from checks.text_of_last_year import text_of_last_year

RULES: Mapping[str, Rule] = MappingProxyType({
    "X01": carry_over,
    "X02": documents_in_force_continuity,
    "X03": items_continuity,
    "X04": public_total_falls,
    "X05": pending_cases_return,
    "X06": text_of_last_year,
    "X07": figures_of_last_year,
    "X08": jump,
    "X09": missing_year,
})  # fmt: skip
