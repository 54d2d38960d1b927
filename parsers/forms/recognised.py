"""Tells which cells of a form OCR read in a picture: each is a number with a doubt."""

from collections.abc import Mapping

from parsers.forms.form import FormTable
from parsers.forms.matched import MatchedCell
from parsers.report import Problem, ProblemKind

DOUBTFUL = 0.8  # score of a line, under which it is told by itself


def tell_recognised(table: FormTable, matched: Mapping[str, MatchedCell], problems: list[Problem]) -> None:
    """Tell, once for a table, every cell that OCR read; and one by one those it read badly."""
    read = {key: cell.box for key, cell in matched.items() if cell.box.recognition is not None}
    if not read:
        return
    message = f"the table {table.zh} is a picture; {len(read)} cells were read by OCR"
    place = next(iter(read.values())).place
    problems.append(Problem(ProblemKind.TABLE_IS_PICTURE, message, tuple(read), place))
    for key, box in read.items():
        if box.recognition is not None and box.recognition < DOUBTFUL:
            message = f"OCR read {box.text.strip()!r} with a score of {box.recognition:.2f}"
            problems.append(Problem(ProblemKind.CELL_DOUBTFUL, message, (key,), box.place))
