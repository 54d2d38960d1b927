"""Write a seed as the body of a web page: `div id="zoom"` with the real tables, as a 大汉 editor leaves them."""

import html
import re

from demo.numbering import printed_with_number
from demo.seeds import Seed, SeedParagraph, SeedPicture
from demo.spans import Box, Grid, Merge, lay_out

_BEGIN, _END = '<div id="zoom" class="article-content">', "</div><!-- zoom -->"


def write_page(seed: Seed, picture_path: str) -> str:
    """Return a small complete page around the report's body."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="utf-8">'
        f"<title>{html.escape(seed.title)}</title></head>\n<body>\n"
        f"{_BEGIN}\n{_body(seed, picture_path)}{_END}\n</body>\n</html>\n"
    )


def body_of(page: str) -> str:
    """Cut the report's body, its `div` with it, out of a page of :func:`write_page`."""
    return page[page.index(_BEGIN) : page.index(_END) + len(_END)]


def _body(seed: Seed, picture_path: str) -> str:
    parts: list[str] = []
    for position, block in enumerate(seed.blocks):
        if isinstance(block, SeedParagraph):
            parts.append(_paragraph(printed_with_number(seed.case, block.text), block.bookmark, position))
        elif isinstance(block, SeedPicture):
            parts.append(f'<p style="text-align:center"><img src="{picture_path}" width="600" alt=""></p>')
        else:
            parts.append(_table(lay_out(block)))
    return "".join(f"{part}\n" for part in parts)


def _paragraph(text: str, bookmark: str | None, position: int) -> str:
    anchor = f'<a name="{bookmark}"></a>' if bookmark else ""
    if position not in {2, 5}:
        return f'<p style="text-indent: 2em;">{anchor}{_escaped(text)}</p>'
    # Pasted out of Word: each run of digits in a span of its own, and an empty Office element at the end.
    spans = re.sub(r"([0-9.]+)", r'<span lang="EN-US">\1</span>', _escaped(text))
    return (
        f"<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>{anchor}"
        f"<span style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:仿宋'>{spans}"
        "<span lang=EN-US><o:p></o:p></span></span></p>"
    )


def _table(grid: Grid) -> str:
    rows = "".join(_row(grid, index) for index in range(len(grid.rows)))
    return (
        '<table border="1" cellspacing="0" cellpadding="0" style="border-collapse:collapse;width:100%">'
        f"<tbody>\n{rows}</tbody></table>"
    )


def _row(grid: Grid, index: int) -> str:
    if index in grid.hidden:
        empty = '<td style="border:none"></td>' * len(grid.rows[index])
        return f'<tr height="0">{empty}</tr>\n'
    cells: list[str] = []
    column = 0
    for box in grid.rows[index]:
        if box.merge is not Merge.GOES_ON:
            # The first row of each table was pasted out of Word, the rest was typed into the editor.
            cells.append(_cell(box, _rows_down(grid, index, column), pasted=index == 0))
        column += box.across
    return f"<tr>{''.join(cells)}</tr>\n"


def _rows_down(grid: Grid, index: int, column: int) -> int:
    """Count the rows a box reaches down to: its own, and those that go on in the same grid column."""
    down = 1
    while index + down < len(grid.rows) and _goes_on(grid.rows[index + down], column):
        down += 1
    return down


def _goes_on(row: tuple[Box, ...], column: int) -> bool:
    start = 0
    for box in row:
        if start == column:
            return box.merge is Merge.GOES_ON
        start += box.across
    return False


def _cell(box: Box, down: int, *, pasted: bool) -> str:
    spans = (f' colspan="{box.across}"' if box.across > 1 else "") + (
        f' rowspan="{down}"' if down > 1 else ""
    )
    text = "<br>".join(_escaped(line) for line in box.text.split("\n"))
    if pasted:
        text = f"<p class=MsoNormal align=center><span lang=EN-US>{text}<o:p></o:p></span></p>"
    return f"<td{spans}>{text}</td>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")
