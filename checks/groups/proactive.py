"""The table of proactive disclosure."""

from collections.abc import Mapping
from types import MappingProxyType

from checks.annotated_number import annotated_number
from checks.case import Rule

RULES: Mapping[str, Rule] = MappingProxyType({
    "P09": annotated_number,
})  # fmt: skip
