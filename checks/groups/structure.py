"""Whether the report keeps the prescribed form."""

from collections.abc import Mapping
from types import MappingProxyType

from checks.blank_cells import blank_cells
from checks.case import Rule
from checks.cells_complete import cells_complete
from checks.column_headings import column_headings
from checks.extra_rows import extra_rows
from checks.fee_statement import fee_statement
from checks.form_of_year import form_of_year
from checks.heading_wording import heading_wording
from checks.overview_topics import overview_topics
from checks.section_length import section_length
from checks.sections_complete import sections_complete
from checks.slash_cells import slash_cells
from checks.subheading_numbers import subheading_numbers
from checks.supervision_statement import supervision_statement
from checks.table_missing import table_missing

RULES: Mapping[str, Rule] = MappingProxyType({
    "S01": sections_complete,
    "S02": heading_wording,
    "S03": table_missing,
    "S04": form_of_year,
    "S05": column_headings,
    "S06": extra_rows,
    "S07": blank_cells,
    "S08": slash_cells,
    "S09": overview_topics,
    "S10": subheading_numbers,
    "S11": cells_complete,
    "S12": supervision_statement,
    "S13": fee_statement,
    "S15": section_length,
})  # fmt: skip
