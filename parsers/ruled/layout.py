"""Pages read into blocks: tables by their lines, the text around them, pictures, in reading order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from parsers.document import Block, Box, Paragraph, Picture, Place, Table, TableCell
from parsers.numbers import is_value
from parsers.ruled.fragment import Fragment, fill
from parsers.ruled.furniture import furniture
from parsers.ruled.join import goes_on, join
from parsers.ruled.lattice import lattices
from parsers.ruled.lines import Line, lines_of
from parsers.ruled.overflow import take_overflow
from parsers.ruled.paragraphs import Margins, Running, continues, margins
from parsers.ruled.shapes import Glyph, Page, PictureAt
from parsers.ruled.unruled import unruled_tables

_FEWEST_FIGURES = 3  # standing by themselves outside ruled tables, or there is no table without lines
_SCAN = 0.5  # of the page covered by pictures


@dataclass(frozen=True, slots=True)
class Layout:
    """What pages print: blocks with places, what was met and not read, and the running heads left out."""

    blocks: tuple[Block, ...]
    unread: tuple[tuple[str, Place], ...]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page with its tables found and its other glyphs in lines."""

    number: int
    height: float
    lines: tuple[Line, ...]
    fragments: tuple[Fragment, ...]
    pictures: tuple[PictureAt, ...]
    unread: tuple[str, ...]


_Item = Line | Fragment | PictureAt
_Part = Running | Fragment | tuple[int, PictureAt]  # of a page


def read_pages(pages: Iterable[Page]) -> Layout:
    """Read pages into blocks in reading order; tables and paragraphs go on over page breaks."""
    sheets: list[_Sheet] = []
    unread: list[tuple[str, Place]] = []
    for page in pages:
        sheet = _sheet(page)
        sheets.append(sheet)
        whole = (0.0, 0.0, page.width, page.height)
        unread += [(what, Place(page=page.number, box=whole)) for what in (*page.unread, *sheet.unread)]
    left_out = furniture({sheet.number: (sheet.height, sheet.lines) for sheet in sheets})
    kept = [(sheet, [line for line in sheet.lines if line not in left_out[sheet.number]]) for sheet in sheets]
    kept = _without_lines(kept)
    text = margins([line for _, lines in kept for line in lines])
    parts = _gathered([(sheet, _ordered(sheet, lines)) for sheet, lines in kept], text)
    blocks = []
    for number, part in enumerate(parts):
        blocks.append(_block(part, number))
        if isinstance(part, Fragment):
            unread += [(what, Place(number, page=page_, box=box)) for what, page_, box in part.doubts]
    heads = dict.fromkeys(
        line.text for sheet in sheets for line in sheet.lines if line in left_out[sheet.number]
    )
    return Layout(tuple(blocks), tuple(unread), tuple(heads))


def _without_lines(kept: list[tuple[_Sheet, list[Line]]]) -> list[tuple[_Sheet, list[Line]]]:
    """Take the tables that no line is drawn around out of the text of the pages.

    Only pages where figures stand apart are looked at, and the page before each, for headings.
    """
    apart = {
        sheet.number: sum(is_value(word) for line in lines for word in line.text.split())
        for sheet, lines in kept
    }
    if sum(apart.values()) < _FEWEST_FIGURES:
        return kept
    glyphs = {sheet.number: [glyph for line in lines for glyph in line.glyphs] for sheet, lines in kept}
    near = [sheet for sheet, _ in kept if apart[sheet.number] or apart.get(sheet.number + 1)]
    found, taken = unruled_tables([(sheet.number, sheet.height, glyphs[sheet.number]) for sheet in near])
    if not found:
        return kept
    return [
        (
            replace(sheet, fragments=(*sheet.fragments, *(f for f in found if f.page == sheet.number))),
            lines_of([glyph for glyph in glyphs[sheet.number] if glyph not in taken]),
        )
        for sheet, _ in kept
    ]


def _sheet(page: Page) -> _Sheet:
    rest = _seen(page)
    fragments = []
    found, is_whole = lattices(page.lying, page.standing)
    # The smallest first: a table inside a box of another takes its glyphs before the outer one does.
    for lattice in sorted(found, key=lambda lattice: lattice.area):
        fragment, rest = fill(lattice, page.number, rest, page.pictures)
        fragments.append(fragment)
    unread = []
    if not page.glyphs and page.pictured >= _SCAN:
        unread.append(f"page {page.number} is a scanned picture")
    if not is_whole:
        unread.append(f"page {page.number} has too many lines; its tables are not read")
    return _Sheet(
        page.number, page.height, tuple(lines_of(rest)), tuple(fragments), page.pictures, tuple(unread)
    )


def _seen(page: Page) -> list[Glyph]:
    """Return the letters that stand on the page, where a reader sees them; one at no number does not."""
    width, height = 2 * page.width, 2 * page.height
    return [
        glyph
        for glyph in page.glyphs
        if 0 <= glyph[0] + glyph[2] <= width and 0 <= glyph[1] + glyph[3] <= height
    ]


def _ordered(sheet: _Sheet, lines: Iterable[Line]) -> list[_Item]:
    items: list[_Item] = [*lines, *sheet.fragments, *sheet.pictures]
    return sorted(items, key=lambda item: (item.box[1], item.box[0]))


def _gathered(sheets: Iterable[tuple[_Sheet, list[_Item]]], text: Margins) -> list[_Part]:
    """Join lines to paragraphs and parts to tables, over page breaks too."""
    parts: list[_Part] = []
    for sheet, items in sheets:
        for item in items:
            last = parts[-1] if parts else None
            if isinstance(item, Line):
                if isinstance(last, Running) and continues(last, item, sheet.number, text):
                    last.lines.append(item)
                    last.last_page = sheet.number
                else:
                    parts.append(Running(sheet.number, [item], sheet.number))
            elif isinstance(item, Fragment):
                _add_fragment(parts, item)
            else:
                parts.append((sheet.number, item))
    return parts


def _add_fragment(parts: list[_Part], fragment: Fragment) -> None:
    """Join a part of a table to the one before it, or put it behind what stands before it."""
    last = parts[-1] if parts else None
    if isinstance(last, Running) and len(parts) > 1 and len(last.lines) == 1 and last.page != fragment.page:
        above = parts[-2]
        if isinstance(above, Fragment) and goes_on(above, fragment) and take_overflow(above, last.lines[0]):
            last = above
            del parts[-1]
    if isinstance(last, Fragment) and goes_on(last, fragment):
        join(last, fragment)
    else:
        parts.append(fragment)


def _block(part: _Part, number: int) -> Block:
    if isinstance(part, Running):
        return Paragraph(part.text, Place(number, page=part.page, box=_rounded(part.box)))
    if isinstance(part, Fragment):
        return Table(tuple(_cells(part, number)), Place(number, page=part.page, box=_rounded(part.box)))
    page, picture = part
    return Picture(picture.source, Place(number, page=page, box=_rounded(picture.box)), picture.body)


def _cells(fragment: Fragment, block: int) -> Iterator[TableCell]:
    for cell in sorted(fragment.cells, key=lambda cell: (cell.row, cell.column)):
        place = Place(block, cell.row, cell.column, page=cell.page, box=_rounded(cell.box))
        yield TableCell(
            cell.row, cell.column, cell.text, place, cell.row_span, cell.column_span, cell.has_picture,
            is_proved=fragment.is_ruled,
        )  # fmt: skip


def _rounded(box: Box) -> Box:
    """Round to a hundredth of a point: beyond it are only the habits of a renderer."""
    left, top, right, bottom = box
    return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)
