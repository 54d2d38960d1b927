"""What a printed table gives for a table of a form: recognised boxes, headings, extra rows, problems."""

from dataclasses import dataclass, field

from parsers.document import Place, TableCell
from parsers.forms.form import FormColumn, FormRow, FormTable
from parsers.forms.labels import normalise, pattern
from parsers.report import Certainty, Problem


@dataclass(frozen=True, slots=True)
class MatchedCell:
    """A box of the printed table recognised as a cell of the form."""

    key: str
    row: FormRow
    column: FormColumn
    box: TableCell
    heading: str  # of its column, as printed
    certainty: Certainty
    aside: str = ""  # what stands between its label and its figures: a unit


@dataclass(slots=True)
class TableMatch:
    """What one printed table gives for one table of a form."""

    form_id: str
    table: FormTable
    cells: dict[str, MatchedCell] = field(default_factory=dict)
    headings: dict[str, tuple[str, str, Place]] = field(default_factory=dict)  # (printed, official, where)
    extra_rows: list[tuple[str, Place]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    labels: set[tuple[int, int]] = field(default_factory=set)  # grid corners of headings and labels of rows
    repeated: set[tuple[int, int]] = field(default_factory=set)  # of boxes that say again what a cell says

    @property
    def is_recognised(self) -> bool:
        """Whether OCR read the table in a picture."""
        return any(cell.box.recognition is not None for cell in self.cells.values())

    @property
    def sure_cells(self) -> int:
        """How many cells are matched by their full path of labels."""
        return sum(cell.certainty != Certainty.PARTIAL for cell in self.cells.values())

    @property
    def score(self) -> int:
        """The same, rows that stand in for others left out: those speak for no form."""
        return sum(
            not cell.row.replaces and cell.certainty != Certainty.PARTIAL for cell in self.cells.values()
        )

    @property
    def official_headings(self) -> int:
        """How many headings of columns are printed in the form's own words."""
        return sum(normalise(printed) == pattern(official) for printed, official, _ in self.headings.values())
