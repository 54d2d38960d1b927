"""The package of an ``.xlsx`` checked before calamine: it ends the process on a sheet that is sparse.

5 KB that fill A1 and XFD1048576 make it reserve 17 thousand million cells (tafia/calamine#693).
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from parsers.document import UnreadableDocument
from parsers.formats.sheets.relations import SheetPicture, pictures_of, sheet_parts
from parsers.formats.sheets.values import CellErrors
from parsers.grid import MOST_POSITIONS
from parsers.packages import Members

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_MOST_ELEMENTS = 10 * MOST_POSITIONS  # cells that only carry a format are read over, not for ever
_TRUE = frozenset({"1", "true"})
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass(frozen=True, slots=True)
class CheckedPackage:
    """What calamine does not tell of a workbook, by sheet in their order."""

    errors: tuple[CellErrors, ...]
    pictures: tuple[tuple[SheetPicture, ...], ...]
    unread: tuple[str, ...]


def check(body: bytes) -> CheckedPackage:
    """Check every part; raises ``UnreadableDocument`` where one is beyond its limits or no XML."""
    members = Members(body)
    errors: dict[str, CellErrors] = {}
    unread: list[str] = []
    for name in members.names:
        content = members.read(name)
        if b"sheetData" in content or content.startswith(_UTF16):  # whatever the member is called
            errors[name], hidden = _check_sheet(content, name)
            if hidden:
                unread.append(f"{hidden} cells that are read stand in hidden rows of {name}")
        elif name.startswith("xl/drawings/") and name.endswith(".xml") and (text := _text(content)):
            unread.append(f"a text box: {text}")
    parts = sheet_parts(members)
    return CheckedPackage(
        tuple(errors.get(part, {}) for part in parts),
        tuple(tuple(pictures_of(members, part)) for part in parts),
        tuple(unread),
    )


def _check_sheet(content: bytes, name: str) -> tuple[CellErrors, int]:
    """Bound the cells of a sheet by their references; return its errors, and how many cells are hidden."""
    errors: dict[tuple[int, int], str] = {}
    hidden = 0
    top = left = None
    bottom = right = 0
    for row, column, error, is_hidden in _cells(content, name):
        hidden += is_hidden
        top = row if top is None else min(top, row)
        left = column if left is None else min(left, column)
        bottom, right = max(bottom, row), max(right, column)
        if (bottom - top + 1) * (right - left + 1) > MOST_POSITIONS:
            raise UnreadableDocument(f"{name} fills a sheet of more than {MOST_POSITIONS} positions")
        if error:
            errors[row, column] = error
    return errors, hidden


def _cells(content: bytes, name: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield row, column and error text of every cell that holds something, and whether it is hidden."""
    row = column = -1
    is_hidden = False
    walk = etree.iterparse(
        io.BytesIO(content), events=("start", "end"), tag=("{*}row", "{*}c"),
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
    )  # fmt: skip
    try:
        for count, (event, element) in enumerate(walk):
            if count > _MOST_ELEMENTS:
                raise UnreadableDocument(f"{name} has more cells than any report")
            is_row = element.tag.endswith("row")
            if event == "start":
                row, column = _position(element, row, column, name, is_row=is_row)
                is_hidden = element.get("hidden") in _TRUE if is_row else is_hidden
            elif is_row:
                element.clear()
            elif len(element):
                yield row, column, _error(element), is_hidden
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(f"{name} is no XML: {error}") from error


def _position(element: etree._Element, row: int, column: int, name: str, *, is_row: bool) -> tuple[int, int]:
    """Return where a row or a cell stands; without a reference it follows the one before it."""
    printed = element.get("r")
    if printed is None:
        return (row + 1, -1) if is_row else (max(row, 0), column + 1)
    if is_row and printed.isdecimal() and len(printed) < 8:
        return int(printed) - 1, -1
    reference = _REFERENCE.fullmatch(printed)
    if is_row or reference is None:
        raise UnreadableDocument(f"{name} has a cell at {printed!r}")
    number = 0
    for letter in reference[1].upper():
        number = number * 26 + ord(letter) - 64
    return int(reference[2]) - 1, number - 1


def _error(cell: etree._Element) -> str:
    """Return the error of a cell, or its formula where the file keeps no result of it."""
    result = cell.findtext("{*}v") or ""
    formula = cell.findtext("{*}f")
    if formula and not result.strip() and cell.get("t") != "str":
        return f"={formula}"
    return result.strip() if cell.get("t") == "e" else ""


def _text(drawing: bytes) -> str:
    found = re.findall(rb"<a:t>([^<]*)</a:t>", drawing)
    return b"".join(found).decode("utf-8", errors="replace").strip()
