"""A report as an .xlsx workbook: merged cells, whole numbers as numbers, everything else as text."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from demo.corpus.packing import pack
from demo.corpus.report import Box, PictureSheet, Report, Sheet, Words

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NAMES = ("总体情况", "主动公开", "依申请", "依申请2", "复议诉讼")


def write_workbook(report: Report, *, is_one_sheet: bool) -> bytes:
    """Write the whole report in one sheet, or only its tables, each in a sheet of its own."""
    if is_one_sheet:
        pages = [_page([block for block in report.blocks if not isinstance(block, PictureSheet)], report)]
    else:
        title = report.blocks[0]
        tables = [block for block in report.blocks if isinstance(block, Sheet)]
        pages = [_page([title, table], report) for table in tables]
    names = {f"xl/worksheets/sheet{number}.xml": page for number, page in enumerate(pages, 1)}
    numbers = range(1, len(pages) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    listed = "".join(f'<sheet name="{_NAMES[n - 1]}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    return pack({
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{targets}</Relationships>',
        **names,
    })  # fmt: skip


def _page(blocks: Sequence[object], report: Report) -> str:
    rows: list[str] = []
    merges: list[str] = []
    for block in blocks:
        if isinstance(block, Words):
            rows.append(_row(len(rows) + 1, [Box(0, block.number + block.text)], report))
        elif isinstance(block, Sheet):
            first = len(rows) + 1
            for number, row in enumerate(block.rows, first):
                rows.append(_row(number, row, report))
                merges += [_range(number, box) for box in row if box.across > 1 or box.down > 1]
            rows.append("")
    merged = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>'


def _row(number: int, boxes: Sequence[Box], report: Report) -> str:
    return f'<row r="{number}">{"".join(_cell(number, box, report) for box in boxes)}</row>'


def _cell(number: int, box: Box, report: Report) -> str:
    text = report.printed[box.key] if box.key else box.text
    at = f"{_letters(box.column)}{number}"
    if box.key and text.isascii() and text.lstrip("-").isdigit():
        return f'<c r="{at}"><v>{text}</v></c>'
    if not text:
        return f'<c r="{at}"/>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _range(number: int, box: Box) -> str:
    last = f"{_letters(box.column + box.across - 1)}{number + box.down - 1}"
    return f'<mergeCell ref="{_letters(box.column)}{number}:{last}"/>'


def _letters(column: int) -> str:
    return chr(65 + column)
