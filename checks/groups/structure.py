"""Whether the report keeps the prescribed form."""

from collections.abc import Mapping
from types import MappingProxyType

from checks.blank_cells import blank_cells
from checks.case import Rule
from checks.slash_cells import slash_cells
from checks.table_missing import table_missing

RULES: Mapping[str, Rule] = MappingProxyType({
    "S03": table_missing,
    "S07": blank_cells,
    "S08": slash_cells,
})  # fmt: skip
