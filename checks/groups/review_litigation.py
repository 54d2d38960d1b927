"""Reconsideration and litigation."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from checks.case import Rule
from checks.litigation_needs_review import litigation_needs_review
from checks.relations import relations

RULES: Mapping[str, Rule] = MappingProxyType({
    "L01": partial(relations, check="L01"),
    "L02": litigation_needs_review,
})  # fmt: skip
