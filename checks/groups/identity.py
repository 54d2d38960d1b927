"""Who reports, on which year, under which title, and how the text keeps to it."""

from collections.abc import Mapping
from types import MappingProxyType

from checks.approximate_figures import approximate_figures
from checks.case import Rule
from checks.contact_missing import contact_missing
from checks.document_numbers import document_numbers
from checks.foreign_places import foreign_places
from checks.later_year import later_year
from checks.published_late import published_late
from checks.publisher_ambiguous import publisher_ambiguous
from checks.publisher_names import publisher_names
from checks.repeated_sentence import repeated_sentence
from checks.scope_mixed import scope_mixed
from checks.title_wording import title_wording
from checks.title_year import title_year

RULES: Mapping[str, Rule] = MappingProxyType({
    "D01": title_year,
    "D02": later_year,
    "D03": publisher_names,
    "D04": publisher_ambiguous,
    "D05": foreign_places,
    "D06": document_numbers,
    "D07": contact_missing,
    "D08": scope_mixed,
    "D09": published_late,
    "D10": repeated_sentence,
    "D11": title_wording,
    "D12": approximate_figures,
})  # fmt: skip
