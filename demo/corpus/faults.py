"""The faults that a report can be given, each met in real reports: the seeds, the samples, the notices."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault by name. Of one ``group`` a report has at most one; ``forms`` are those that can have it.

    ``is_layout`` tells faults of how tables are built from faults of what stands in the boxes.
    """

    name: str
    group: str
    is_layout: bool
    forms: tuple[str, ...] = ("2019", "2021")


_ALL = (
    # What stands in the boxes.
    Fault("slash_zeros", "zeros", is_layout=False),  # seed 003
    Fault("blank_zeros", "zeros", is_layout=False),  # sample 06
    Fault("dash_zeros", "zeros", is_layout=False),
    Fault("word_zeros", "zeros", is_layout=False),  # 无
    Fault("blank_totals", "totals", is_layout=False),  # seed 002
    Fault("counted_twice", "sums", is_layout=False),  # seed 002: granted and partial, one request
    Fault("missing_unit", "unit", is_layout=False),  # seed 003: 207204.99
    Fault("annotation", "annotation", is_layout=False),  # seed 000: 4（项目采购）
    Fault("padding", "padding", is_layout=False),  # seeds 000, 002, 003
    Fault("full_width", "digits", is_layout=False),
    Fault("thousands", "digits", is_layout=False),
    Fault("words_in_cell", "words", is_layout=False),  # 详见附件
    # How the tables are built.
    Fault("picture_table", "review", is_layout=True),  # seed 000
    Fault("missing_table", "review", is_layout=True),
    Fault("extra_columns", "review", is_layout=True),  # a grid of 17 columns
    Fault("title_rows", "titles", is_layout=True),  # seed 000
    Fault("flat_headings", "headings", is_layout=True),  # no rowspans: empty boxes below
    Fault("repeated_headings", "headings", is_layout=True),  # no spans: texts repeated
    Fault("split_table", "split", is_layout=True),  # table 3 in two, headings again
    Fault("bare_split", "split", is_layout=True),  # table 3 in two, the second without headings
    Fault("column_order", "columns", is_layout=True),
    Fault("misprints", "labels", is_layout=True),
    Fault("broken_labels", "labels", is_layout=True),  # 本年新⏎制作数量, seed 000
    Fault("short_labels", "labels", is_layout=True),
    Fault("dated_headings", "dates", is_layout=True, forms=("2019",)),  # 2019年项目数量, seed 000
    Fault("single_other", "other", is_layout=True, forms=("2021",)),
    Fault("empty_groups", "groups", is_layout=True),  # no rowspans in the labels
    Fault("extra_row", "rows", is_layout=True),
)
FAULTS: Mapping[str, Fault] = MappingProxyType({fault.name: fault for fault in _ALL})


def check(names: tuple[str, ...], form_id: str) -> None:
    """Raise ``ValueError`` for faults that there are not, or that exclude each other."""
    groups: dict[str, str] = {}
    for name in names:
        fault = FAULTS.get(name)
        if fault is None:
            message = f"no fault {name!r}; there are {', '.join(FAULTS)}"
            raise ValueError(message)
        if form_id not in fault.forms:
            message = f"a report of the form {form_id} cannot have the fault {name}"
            raise ValueError(message)
        if fault.group in groups:
            message = f"{name} and {groups[fault.group]} exclude each other"
            raise ValueError(message)
        groups[fault.group] = name
