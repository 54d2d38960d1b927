"""The sums of the requests table, and what they tell."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from checks.case import Rule
from checks.count_is_natural_number import count_is_natural_number
from checks.no_requests import no_requests
from checks.partial_counted_twice import partial_counted_twice
from checks.relations import relations
from checks.total_column_not_summed import total_column_not_summed
from checks.total_not_filled import total_not_filled

RULES: Mapping[str, Rule] = MappingProxyType({
    "R01": partial(relations, check="R01"),
    "R02": partial(relations, check="R02"),
    "R03": partial(relations, check="R03"),
    "R04": partial(relations, check="R04"),
    "R05": total_not_filled,
    "R06": count_is_natural_number,
    "R07": total_column_not_summed,
    "R08": partial_counted_twice,
    "R09": no_requests,
})  # fmt: skip
