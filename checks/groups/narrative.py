"""What the text says of figures, beside the tables."""

from collections.abc import Mapping
from types import MappingProxyType

from checks.answered_in_text import answered_in_text
from checks.breakdown_sum import breakdown_sum
from checks.carried_in_text import carried_in_text
from checks.case import Rule
from checks.documents_in_text import documents_in_text
from checks.fees_in_text import fees_in_text
from checks.interpretations import interpretations
from checks.litigation_in_text import litigation_in_text
from checks.received_in_text import received_in_text
from checks.reviews_in_text import reviews_in_text

RULES: Mapping[str, Rule] = MappingProxyType({
    "N01": received_in_text,
    "N02": answered_in_text,
    "N03": carried_in_text,
    "N04": reviews_in_text,
    "N05": litigation_in_text,
    "N06": documents_in_text,
    "N07": breakdown_sum,
    "N08": fees_in_text,
    "N09": interpretations,
})  # fmt: skip
