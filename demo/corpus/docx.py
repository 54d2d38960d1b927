"""A report as a .docx package: as Word writes it, or as WPS does (imitated)."""

from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from demo.corpus.docx_parts import HEAD, NAMESPACES, WPS_NAMESPACES, other_parts
from demo.corpus.packing import pack
from demo.corpus.report import Box, PictureSheet, Report, Sheet, Words

_PAGE = 9000  # twentieths of a point between the margins
_NARROW = 430
_HOLE = "\0"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
_FONT = '<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="1440000"/>'
    '<wp:docPr id="1" name="图片 1"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="图片 1"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="rId9"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="5400000" cy="1440000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


@dataclass(frozen=True, slots=True)
class DocxStyle:
    """How the package is written: ``cut`` ends a run after so many letters, ``jitter`` moves column edges."""

    is_wps: bool = False
    is_counted: bool = False
    has_borders: bool = True
    cut: int = 0
    jitter: int = 0


def write_docx(report: Report, style: DocxStyle) -> bytes:
    """Return the package, the same bytes each time."""
    body: list[str] = []
    for block in report.blocks:
        if isinstance(block, Sheet):
            texts, keys = _template(block, style)
            for text, key in zip(texts, keys, strict=False):
                body += (text, _runs(report.printed[key], style))
            body.append(texts[-1])
        elif isinstance(block, PictureSheet):
            body.append(_PICTURE)
        else:
            body.append(_paragraph(block, style))
    namespaces = WPS_NAMESPACES if style.is_wps else NAMESPACES
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr>'
    document = f"{HEAD}<w:document {namespaces}><w:body>{''.join(body)}{section}</w:body></w:document>"
    return pack({**other_parts(report.title, is_wps=style.is_wps), "word/document.xml": document})


def _paragraph(words: Words, style: DocxStyle) -> str:
    properties, text = "", words.number + words.text
    if style.is_counted and words.number:
        text = words.text
        properties = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    marks = ("", "")
    if style.is_wps and words.is_heading:
        marks = ('<w:bookmarkStart w:id="0" w:name="_GoBack"/>', '<w:bookmarkEnd w:id="0"/>')
    return f"<w:p>{properties}{marks[0]}{_runs(text, style, size=32)}{marks[1]}</w:p>"


def _runs(text: str, style: DocxStyle, size: int = 18) -> str:
    step = style.cut or len(text) or 1
    font = f'<w:rPr>{_FONT}<w:sz w:val="{size}"/></w:rPr>'
    if style.is_wps:
        font = font.replace(
            "</w:rPr>", '<w:vertAlign w:val="baseline"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        )
    return "".join(
        f'<w:r>{font}<w:t xml:space="preserve">{escape(text[at : at + step])}</w:t></w:r>'
        for at in range(0, len(text), step)
    )


@lru_cache(maxsize=4096)
def _template(sheet: Sheet, style: DocxStyle) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the table once, with holes for its figures."""
    widths = _widths(sheet.width)
    borders = f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if style.has_borders else ""
    look = '<w:tblStyle w:val="3"/>' if style.is_wps else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows: list[str] = []
    keys: list[str] = []
    reaching: list[tuple[Box, int]] = []
    for number, row in enumerate(sheet.rows):
        reaching = [(box, end) for box, end in reaching if end > number]
        going_on = {box.column: (box, True) for box, _ in reaching}
        here = going_on | {box.column: (box, False) for box in row}
        cells = [_cell(*here[column], widths, style, number) for column in sorted(here)]
        keys += [box.key for box in row if box.key]
        rows.append(
            f'<w:tr><w:trPr><w:trHeight w:val="340"/><w:jc w:val="center"/></w:trPr>{"".join(cells)}</w:tr>'
        )
        reaching += [(box, number + box.down) for box in row if box.down > 1]
    table = (
        f'<w:tbl><w:tblPr>{look}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
        "<w:p/>"
    )
    return tuple(table.split(_HOLE)), tuple(keys)


def _widths(count: int) -> list[int]:
    """Give the columns of labels in the table of requests more room than those of figures."""
    if count == 10:
        return [900, 1300, _PAGE - 2200 - 7 * 640, *[640] * 7]
    return [max(_PAGE // count, _NARROW)] * count


def _cell(box: Box, goes_on: bool, widths: list[int], style: DocxStyle, row: int) -> str:  # noqa: FBT001
    width = sum(widths[box.column : box.column + box.across])
    if style.jitter:
        width += (row % 3 - 1) * style.jitter
    span = f'<w:gridSpan w:val="{box.across}"/>' if box.across > 1 else ""
    merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>' if box.down > 1 else ""
    properties = (
        f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    )
    lines = [""] if goes_on else [_HOLE] if box.key else [_runs(line, style) for line in box.text.split("\n")]
    centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    return f"<w:tc>{properties}{''.join(f'<w:p>{centred}{line}</w:p>' for line in lines)}</w:tc>"
