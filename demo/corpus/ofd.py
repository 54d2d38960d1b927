"""A report as an .ofd (GB/T 33190-2016), laid out by ourselves: stroked lines, letters with their steps, page breaks."""

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from demo.corpus.packing import pack
from demo.corpus.report import Box, Report, Sheet, Words

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_WIDTH, _HEIGHT, _MARGIN = 210.0, 297.0, 20.0  # millimetres
_SIZE, _LEADING, _PADDING = 3.0, 1.3, 0.8  # of letters in tables, of lines, within a box
_TEXT_SIZE = 4.2


@dataclass(slots=True)
class _Pages:
    """The objects of each page so far, and how far down the last one is filled."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    top: float = _MARGIN
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(100))

    def need(self, height: float) -> bool:
        """Begin a page where that much does not fit; say whether one was begun."""
        if self.top + height <= _HEIGHT - _MARGIN:
            return False
        self.pages.append([])
        self.top = _MARGIN
        return True

    def write(self, text: str, left: float, top: float, size: float) -> None:
        steps = " ".join(f"{_step(letter) * size:.2f}" for letter in text[:-1])
        delta = f' DeltaX="{steps}"' if steps else ""
        self.pages[-1].append(
            f'<ofd:TextObject ID="{next(self.ids)}" Boundary="{left:.2f} {top:.2f} {_width(text) * size:.2f} {size:.2f}" '
            f'Font="2" Size="{size}"><ofd:TextCode X="0" Y="{0.86 * size:.2f}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def draw(self, left: float, top: float, right: float, bottom: float) -> None:
        width, height = right - left, bottom - top
        self.pages[-1].append(
            f'<ofd:PathObject ID="{next(self.ids)}" Boundary="{left:.2f} {top:.2f} {width:.2f} {height:.2f}" LineWidth="0.2">'
            f"<ofd:AbbreviatedData>M 0 0 L {width:.2f} 0 L {width:.2f} {height:.2f} L 0 {height:.2f} C</ofd:AbbreviatedData></ofd:PathObject>"
        )


def write_ofd(report: Report) -> bytes:
    """Write every page; a row that does not fit begins a page, and boxes over several rows are cut there."""
    pages = _Pages()
    for block in report.blocks:
        if isinstance(block, Words):
            for line in _wrapped(block.number + block.text, (_WIDTH - 2 * _MARGIN) / _TEXT_SIZE):
                pages.need(2 * _TEXT_SIZE)
                pages.write(line, _MARGIN, pages.top, _TEXT_SIZE)
                pages.top += 1.8 * _TEXT_SIZE
        elif isinstance(block, Sheet):
            _lay(block, report, pages)
            pages.top += _TEXT_SIZE
    return _package(pages.pages)


def _lay(sheet: Sheet, report: Report, pages: _Pages) -> None:
    column = (_WIDTH - 2 * _MARGIN) / sheet.width
    texts = {box: report.printed[box.key] if box.key else box.text for row in sheet.rows for box in row}
    lines = {box: _wrapped(text, (box.across * column - 2 * _PADDING) / _SIZE) for box, text in texts.items()}
    heights = _row_heights(sheet, lines)
    for parts in _parts(heights, pages):
        tops = [pages.top + sum(heights[parts.start : row]) for row in range(parts.start, parts.stop + 1)]
        for number, row in enumerate(sheet.rows[: parts.stop]):
            for box in row:
                first, last = max(number, parts.start), min(number + box.down, parts.stop)
                if first >= last:
                    continue
                left = _MARGIN + box.column * column
                top, bottom = tops[first - parts.start], tops[last - parts.start]
                pages.draw(left, top, left + box.across * column, bottom)
                if first == number:
                    room = bottom - top - _SIZE * _LEADING * len(lines[box])
                    _fill(pages, lines[box], left, top + max(room, 0) / 2, box.across * column)
        pages.top = tops[-1]


def _parts(heights: Sequence[float], pages: _Pages) -> Iterator[range]:
    """Yield the rows that fit on each page, one after another."""
    start = 0
    while start < len(heights):
        pages.need(heights[start])
        stop, filled = start, pages.top
        while stop < len(heights) and filled + heights[stop] <= _HEIGHT - _MARGIN:
            filled += heights[stop]
            stop += 1
        yield range(start, stop)
        start = stop
        if start < len(heights):
            pages.need(_HEIGHT)


def _row_heights(sheet: Sheet, lines: dict[Box, list[str]]) -> list[float]:
    heights = [_SIZE * _LEADING + 2 * _PADDING] * len(sheet.rows)
    for number, row in enumerate(sheet.rows):
        for box in row:
            wanted = _SIZE * _LEADING * len(lines[box]) + 2 * _PADDING
            heights[number] = max(heights[number], wanted - sum(heights[number + 1 : number + box.down]))
    return heights


def _fill(pages: _Pages, lines: Sequence[str], left: float, top: float, width: float) -> None:
    for number, line in enumerate(lines):
        pages.write(line, left + (width - _width(line) * _SIZE) / 2, top + number * _SIZE * _LEADING, _SIZE)


def _step(letter: str) -> float:
    return 1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5


def _width(text: str) -> float:
    return sum(map(_step, text))


def _wrapped(text: str, letters: float) -> list[str]:
    """Break a text into lines of so many letters; numbers are not parted from their own digits."""
    lines: list[str] = []
    for paragraph in text.strip().split("\n"):
        line = ""
        for letter in paragraph:
            if line and _width(line + letter) > letters and not (letter.isascii() and line[-1].isascii()):
                lines.append(line)
                line = ""
            line += letter
        lines += [line] if line.strip() else []
    return lines


def _package(pages: Sequence[Sequence[str]]) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    area = f"<ofd:PhysicalBox>0 0 {_WIDTH} {_HEIGHT}</ofd:PhysicalBox>"
    parts = {
        "OFD.xml": f'{_XML}<ofd:OFD {_NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>demo</ofd:DocID>'
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{_XML}<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:PageArea>{area}</ofd:PageArea>"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, objects in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"{_XML}<ofd:Page {_NAMESPACE}><ofd:Area>{area}</ofd:Area><ofd:Content>"
            f'<ofd:Layer ID="{number + 1}">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    return pack(parts)
