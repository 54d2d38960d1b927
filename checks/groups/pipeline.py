"""What a converter left in the text of a report."""

from collections.abc import Mapping
from types import MappingProxyType

from checks.case import Rule
from checks.cell_padding import cell_padding
from checks.conversion_residue import conversion_residue

RULES: Mapping[str, Rule] = MappingProxyType({
    "S14": conversion_residue,
    "S16": cell_padding,
})  # fmt: skip
