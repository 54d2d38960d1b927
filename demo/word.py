"""Write a seed as a .docx, with what Word really does: merges, bookmarks, counted headings, split runs."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches, Pt

from demo.numbering import AutoNumber, take_number
from demo.seeds import Seed, SeedParagraph, SeedPicture
from demo.spans import Box, Grid, Merge, lay_out

_W = nsdecls("w")
_WRITTEN_AT = datetime(2021, 1, 20, 9, 0, tzinfo=UTC)
_ZIP_DATE = (2021, 1, 20, 9, 0, 0)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_FONT = '<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
_MERGE = {Merge.NONE: "", Merge.START: '<w:vMerge w:val="restart"/>', Merge.GOES_ON: "<w:vMerge/>"}


def write_docx(seed: Seed, picture: bytes) -> bytes:
    """Return the report as a .docx file, the same bytes each time."""
    document = docx.Document()
    _set_properties(document, seed.title)
    _add_lists(document, seed)
    mark = 0
    for position, block in enumerate(seed.blocks):
        if isinstance(block, SeedParagraph):
            _add_paragraph(document, seed.case, block, position, mark)
            mark += block.bookmark is not None
        elif isinstance(block, SeedPicture):
            document.add_picture(io.BytesIO(picture), width=Inches(6))
        else:
            document.element.body.sectPr.addprevious(parse_xml(_table(lay_out(block))))
    packed = io.BytesIO()
    document.save(packed)
    return with_fixed_dates(packed.getvalue())


def with_fixed_dates(packed: bytes) -> bytes:
    """Return a zip with the same members in the same order, all dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, source.read(name))
    return out.getvalue()


def runs(text: str, position: int) -> Iterator[str]:
    """Cut a text where Word cuts it: between digits and characters, and now and then in mid-word."""
    for piece in re.findall(r"[0-9.]+|[^0-9.]+", text):
        step = 5 if position % 4 == 1 else len(piece)
        yield from (piece[start : start + step] for start in range(0, len(piece), step))


def _set_properties(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Gongkai demo"
    properties.created = properties.modified = _WRITTEN_AT.replace(tzinfo=None)
    properties.title = title
    properties.comments = ""
    properties.revision = 1
    style = document.styles["Normal"]
    style.font.size = Pt(16)  # 三号, as official papers print


def _add_lists(document: Document, seed: Seed) -> None:
    """Declare the lists the seed counts by; abstract lists must stand before the lists that use them."""
    part = document.part.numbering_part.element
    lists: dict[int, AutoNumber] = {}
    for block in seed.blocks:
        if isinstance(block, SeedParagraph):
            number = take_number(seed.case, block.text).number
            if number:
                lists.setdefault(number.list_id, number)
    for list_id, number in sorted(lists.items()):
        part.insert(
            0,
            parse_xml(
                f'<w:abstractNum {_W} w:abstractNumId="{list_id}"><w:multiLevelType w:val="singleLevel"/>'
                f'<w:lvl w:ilvl="0"><w:start w:val="{number.start}"/><w:numFmt w:val="chineseCounting"/>'
                f'<w:suff w:val="nothing"/><w:lvlText w:val="{number.pattern}"/><w:lvlJc w:val="left"/>'
                "</w:lvl></w:abstractNum>"
            ),
        )
        part.append(
            parse_xml(f'<w:num {_W} w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>')
        )


def _add_paragraph(document: Document, case: str, block: SeedParagraph, position: int, mark: int) -> None:
    paragraph = document.add_paragraph()
    numbered = take_number(case, block.text)
    if numbered.number:
        paragraph._p.get_or_add_pPr().append(  # noqa: SLF001 - python-docx has no public way to numbering
            parse_xml(
                f'<w:numPr {_W}><w:ilvl w:val="0"/><w:numId w:val="{numbered.number.list_id}"/></w:numPr>'
            )
        )
    element = paragraph._p  # noqa: SLF001 - nor to bookmarks
    if block.bookmark:
        element.append(parse_xml(f'<w:bookmarkStart {_W} w:id="{mark}" w:name="{block.bookmark}"/>'))
    for run in runs(numbered.text, position):
        paragraph.add_run(run)
    if block.bookmark:
        element.append(parse_xml(f'<w:bookmarkEnd {_W} w:id="{mark}"/>'))


def _table(grid: Grid) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
        + "".join(_row(grid, row, index in grid.hidden) for index, row in enumerate(grid.rows))
        + "</w:tbl>"
    )


def _row(grid: Grid, row: tuple[Box, ...], hidden: bool) -> str:  # noqa: FBT001 - a fact of the row
    height = '<w:trHeight w:val="0" w:hRule="exact"/>' if hidden else '<w:trHeight w:val="340"/>'
    cells: list[str] = []
    column = 0
    for box in row:
        width = sum(grid.widths[column : column + box.across])
        span = f'<w:gridSpan w:val="{box.across}"/>' if box.across > 1 else ""
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{_MERGE[box.merge]}'
            f'<w:vAlign w:val="center"/></w:tcPr>{_cell_paragraphs(box.text)}</w:tc>'
        )
        column += box.across
    return f'<w:tr><w:trPr>{height}<w:jc w:val="center"/></w:trPr>{"".join(cells)}</w:tr>'


def _cell_paragraphs(text: str) -> str:
    return "".join(
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{"".join(_cell_run(run) for run in runs(line, 0))}</w:p>'
        for line in text.split("\n")
    )


def _cell_run(text: str) -> str:
    return (
        f'<w:r><w:rPr>{_FONT}<w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )
