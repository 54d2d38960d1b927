"""A report as text: the dialect of Apache Tika, Markdown, and comma-separated values."""

import csv
import io
from collections.abc import Iterator

from demo.corpus.report import Box, PictureSheet, Report, Sheet, Words

Row = list[str]


def write_tika_text(report: Report) -> bytes:
    """Write cells as lines that begin with a tab; what a merge swallowed is an empty cell downwards only."""
    lines: list[str] = []
    for block in report.blocks:
        if isinstance(block, Words):
            lines.append(block.number + block.text)
        elif isinstance(block, PictureSheet):
            lines.append("[image: ]")
        else:
            for row in _tika_rows(block, report):
                lines += [f"\t{text}" for text in row]
                lines.append("")
            lines.append("")
    return ("\n".join(lines) + "\n").encode()


def write_markdown(report: Report) -> bytes:
    """Write tables of pipes with every position filled, and headings with #."""
    lines: list[str] = []
    for number, block in enumerate(report.blocks):
        if isinstance(block, Words):
            mark = "# " if number == 0 else "## " if block.is_heading else ""
            lines += [mark + block.number + block.text, ""]
        elif isinstance(block, PictureSheet):
            lines += ["![](review.png)", ""]
        else:
            rows = spread(block, report, is_repeated=False)
            written = [f"| {' | '.join(_in_a_line(text) for text in row)} |" for row in rows]
            lines += [written[0], f"|{' --- |' * block.width}", *written[1:], ""]
    return "\n".join(lines).encode()


def write_csv(report: Report, *, is_repeated: bool) -> bytes:
    """Write the tables only, below one another, every row as wide as the widest."""
    out = io.StringIO()
    writer = csv.writer(out)
    sheets = [block for block in report.blocks if isinstance(block, Sheet)]
    width = max(sheet.width for sheet in sheets)
    for sheet in sheets:
        for row in spread(sheet, report, is_repeated=is_repeated):
            writer.writerow(row + [""] * (width - len(row)))
        writer.writerow([""] * width)
    return out.getvalue().encode("utf-8-sig")


def spread(sheet: Sheet, report: Report, *, is_repeated: bool) -> list[Row]:
    """Return the text at every grid position; a merged box stands in its corner, or everywhere."""
    rows: list[Row] = [[""] * sheet.width for _ in sheet.rows]
    for number, row in enumerate(sheet.rows):
        for box in row:
            text = _text(box, report)
            rows[number][box.column] = text
            if is_repeated:
                for below in range(number, number + box.down):
                    rows[below][box.column : box.column + box.across] = [text] * box.across
    return rows


def _tika_rows(sheet: Sheet, report: Report) -> Iterator[Row]:
    reaching: list[tuple[Box, int]] = []  # boxes from above, and the row below their last
    for number, row in enumerate(sheet.rows):
        reaching = [(box, end) for box, end in reaching if end > number]
        here = {box.column: "" for box, _ in reaching} | {box.column: _text(box, report) for box in row}
        yield [here[column] for column in sorted(here)]
        reaching += [(box, number + box.down) for box in row if box.down > 1]


def _text(box: Box, report: Report) -> str:
    return report.printed[box.key] if box.key else box.text


def _in_a_line(text: str) -> str:
    return text.replace("\n", "<br>").replace("|", "\\|")
