"""Draws the national forms as a report fills them: official rows and columns, findings marked in place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from checks.outcome import Outcome, Severity
from parsers.report import Cell, Mark
from query.cli.terminal import SEVERITY_STYLES, styled, write, write_grid
from query.form_view import TableView, table_views
from query.reading import Reading

SHOWN_MARKS = {Mark.PICTURE: "［图］", Mark.ABSENT: "［缺］", Mark.UNREADABLE: "［读不出］"}
MOST_MARKED = 40  # a finding over more cells than this tells nothing about each of them
LEGEND = {
    Mark.PICTURE: "［图］ the table is a picture",
    Mark.ABSENT: "［缺］ the document has no such cell",
    Mark.UNREADABLE: "［读不出］ printed, but not as a number that we can read",
}


def write_form(reading: Reading) -> None:
    """Print every table of the report's form, then what its footnotes say."""
    if reading.form is None:
        return
    cells = {cell.key: cell for cell in reading.cells}
    by_cell: dict[str, list[int]] = defaultdict(list)
    for number, finding in enumerate(reading.findings, 1):
        if len(finding.cells) <= MOST_MARKED:
            for key in finding.cells:
                by_cell[key].append(number)
    title = ""
    for view in table_views(reading.form, cells):
        if view.zh != title:
            title = view.zh
            write()
            write(title, "bold")
        write_grid(
            "",
            [view.heading, *_column_heads(view)],
            _rows(view, cells, by_cell, reading.findings),
        )
    for mark, meaning in LEGEND.items():
        if any(cell.mark is mark for cell in reading.cells):
            write(meaning, "dim")


def write_findings(findings: Sequence[Outcome], *, with_english: bool = False) -> None:
    """Print the findings, numbered as the cells of the drawn tables refer to them."""
    for number, finding in enumerate(findings, 1):
        count = len(finding.cells)
        unmarked = f"  ({count} cells, too many to mark)" if count > MOST_MARKED else ""
        write(finding_line(finding, f"[{number}] ").append(unmarked, style="dim"))
        if with_english:
            write(f"      {finding.message_en}", "dim")


def finding_line(finding: Outcome, lead: str = "") -> Text:
    """Write a finding in one line."""
    return styled(
        lead,
        (f"{finding.check} {finding.severity.value}", SEVERITY_STYLES[finding.severity.value]),
        f"  {finding.message_zh or finding.message_en}",
    )


def _column_heads(view: TableView) -> Iterator[str]:
    """Yield the label of each column, the label over several of them only above the first."""
    above: Sequence[str] = ()
    for *path, label in view.columns:
        yield "\n".join((*(path if path != above else ()), label))
        above = path


def _rows(
    view: TableView,
    cells: Mapping[str, Cell],
    by_cell: Mapping[str, Sequence[int]],
    findings: Sequence[Outcome],
) -> Iterator[list[Text]]:
    for row in view.rows:
        label = styled("  " * row.depth + row.label)
        figures = [_figure(cells.get(key), by_cell.get(key, ()), findings) for key in row.keys]
        yield [label, *(figures or [Text()] * len(view.columns))]


def _figure(cell: Cell | None, notes: Sequence[int], findings: Sequence[Outcome]) -> Text:
    if cell is None:
        return styled(("［缺］", "dim"))
    shown = SHOWN_MARKS.get(cell.mark, "") if cell.mark.is_unknown else ""
    text = f"{cell.text or ''}{shown}"
    if not notes:
        return styled((text, "dim" if cell.mark is not Mark.NUMBER else ""))
    gravest = min((findings[number - 1].severity for number in notes), key=list(Severity).index)
    style = SEVERITY_STYLES[gravest.value]
    return styled((text, style), (" " + "".join(f"[{number}]" for number in notes), style))
