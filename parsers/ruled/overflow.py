"""Letters that a page break pushed out under the table they belong to (Chromium does it)."""

from parsers.ruled import known
from parsers.ruled.fragment import Fragment
from parsers.ruled.lines import Line

_NEAR = 2.0  # line heights under the table's foot


def take_overflow(above: Fragment, line: Line) -> bool:
    """Put a line right under a table into the boxes over it, if it completes a label of a form in each.

    Nothing is moved otherwise: then the line is a paragraph, and the table ends.
    """
    if not 0 <= line.box[3] - above.bottom <= _NEAR * line.height:
        return False
    letters: dict[int, str] = {}
    lowest = [cell for cell in above.cells if cell.row + cell.row_span == above.height]
    for glyph in line.glyphs:
        middle = (glyph.left + glyph.right) / 2
        over = [n for n, cell in enumerate(lowest) if cell.box[0] <= middle <= cell.box[2]]
        if not over:
            return False
        letters[over[0]] = letters.get(over[0], "") + glyph.text
    if not all(known.is_exact_label(lowest[number].text + text) for number, text in letters.items()):
        return False
    for number, text in letters.items():
        lowest[number].text += text
    return True
