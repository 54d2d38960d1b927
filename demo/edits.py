"""Change one cell of a report in place, and nothing else in its document."""

import html
import io
import re
import zipfile
from dataclasses import dataclass

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from demo.word import with_fixed_dates

_DOCUMENT = "word/document.xml"
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"(<td\b[^>]*>)(.*?)(</td>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell of the form stands: table, row, number of the w:tc and of the td in that row."""

    table: int
    row: int
    word_cell: int
    page_cell: int


def edit_docx(packed: bytes, place: Place, text: str) -> bytes:
    """Return the .docx with one cell's text replaced."""
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    root = parse_xml(members[_DOCUMENT])
    row = root.findall(f"{qn('w:body')}/{qn('w:tbl')}")[place.table].findall(qn("w:tr"))[place.row]
    _set_text(row.findall(qn("w:tc"))[place.word_cell], text)
    members[_DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, body in members.items():
            target.writestr(name, body)
    return with_fixed_dates(out.getvalue())


def edit_page(page: str, place: Place, text: str) -> str:
    """Return the page with one cell's text replaced; every other character stays as it was."""
    table = _nth(_TABLE, page, place.table, 0, len(page))
    row = _nth(_ROW, page, place.row, table.start(), table.end())
    cell = _nth(_CELL, page, place.page_cell, row.start(), row.end())
    return page[: cell.start(2)] + html.escape(text, quote=False) + page[cell.end(2) :]


def _nth(pattern: re.Pattern[str], page: str, number: int, start: int, end: int) -> re.Match[str]:
    return list(pattern.finditer(page, start, end))[number]


def _set_text(cell: etree._Element, text: str) -> None:
    """Write into the first paragraph with the look of its first run; drop all other runs and paragraphs."""
    first, *others = cell.findall(qn("w:p"))
    for paragraph in others:
        cell.remove(paragraph)
    runs = first.findall(qn("w:r"))
    run = runs[0] if runs else etree.SubElement(first, qn("w:r"))
    for other in runs[1:]:
        first.remove(other)
    for written in run.findall(qn("w:t")):
        run.remove(written)
    written = etree.SubElement(run, qn("w:t"))
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    written.text = text
