"""The characters that a reader of the printed document sees ([MS-DOC] 2.4.6.2), one per position.

What is hidden, deleted by a tracked change, or the instruction of a field becomes ``GONE``, so that
every other character keeps its position. Marks of paragraphs and cells always stay.
"""

import re
from dataclasses import dataclass, field

from parsers.formats.doc import sprms
from parsers.formats.doc.binary import u16, u32, whole_characters
from parsers.formats.doc.file import File
from parsers.formats.doc.fonts import read_fonts
from parsers.formats.doc.pages import character_runs
from parsers.formats.doc.pieces import Text, runs_of, span_of
from parsers.formats.doc.styles import Styles
from parsers.symbols import symbol

GONE = "\0"
PICTURE, ANCHOR = "\x01", "\x08"
_MARKS = "\r\x07\x0c"
_FIELD = re.compile("[\x13\x14\x15]")
_BEGIN, _SEPARATOR, _END = "\x13\x14\x15"
_CONTROLS = re.compile("[\x00-\x08\x0c-\x1d\x1f]")
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


@dataclass(slots=True)
class _Run:
    is_deleted: bool = False
    vanish: int | None = None  # ToggleOperand ([MS-DOC] 2.9.327): 128 as its style, 129 unlike it
    style: int | None = None
    is_no_picture: bool = False
    picture: int | None = None
    symbol: tuple[int, int] | None = None


_PLAIN = _Run()
_USED = frozenset({
    sprms.C_DELETED, sprms.C_VANISH, sprms.C_STYLE, sprms.C_PICTURE, sprms.C_SYMBOL, sprms.C_PICTURE_IS_DATA,
    sprms.C_IS_OLE,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """``characters`` by position; ``pictures`` are offsets into the Data stream by position."""

    characters: str
    pictures: dict[int, int] = field(default_factory=dict)
    deleted_marks: frozenset[int] = frozenset()


def shown(file: File, text: Text, styles: Styles) -> Shown:
    """Mask the characters that are not seen, and put symbols into their places."""
    characters = list(text.characters)
    pictures: dict[int, int] = {}
    deleted_marks: set[int] = set()
    fonts = read_fonts(file)
    runs = character_runs(file)
    read: dict[bytes, _Run] = {}
    for number, piece in runs_of(text, runs.offsets):
        properties = runs.properties[number] + piece.modifiers
        run = read.get(properties)
        if run is None:
            run = _run(properties)
            run = read[properties] = _PLAIN if run == _PLAIN else run
        if run is _PLAIN:
            continue
        first, last = span_of(number, piece, runs.offsets)
        if run.is_deleted or _is_hidden(run, styles):
            for position in range(first, last):
                if characters[position] not in _MARKS:
                    characters[position] = GONE
                elif run.is_deleted:
                    deleted_marks.add(position)
        elif run.symbol is not None:
            shape = symbol(fonts.get(run.symbol[0], ""), run.symbol[1]) or GONE
            characters[first:last] = shape * (last - first)
        elif run.picture is not None and not run.is_no_picture and characters[first] == PICTURE:
            pictures[first] = run.picture
    _mask_fields(characters)
    return Shown("".join(characters), pictures, frozenset(deleted_marks))


def clean(characters: str) -> str:
    """Return a stretch of shown characters as text: control characters out, breaks as line breaks."""
    if _UNCLEAN.search(characters) is None:
        return characters
    text = characters.replace("\x0b", "\n").replace("\x0e", "\n").replace("\x1e", "-")
    return whole_characters(_CONTROLS.sub("", text))


def _run(properties: bytes) -> _Run:
    run = _Run()
    for code, operand in sprms.modifiers(properties, _USED):
        if code == sprms.C_DELETED:
            run.is_deleted = operand[0] != 0
        elif code == sprms.C_VANISH:
            run.vanish = operand[0]
        elif code == sprms.C_STYLE:
            run.style = u16(operand, 0)
        elif code == sprms.C_PICTURE:
            run.picture = u32(operand, 0)
        elif code == sprms.C_SYMBOL:
            run.symbol = u16(operand, 0), u16(operand, 2)
        else:
            run.is_no_picture = operand[0] != 0
    return run


def _is_hidden(run: _Run, styles: Styles) -> bool:
    by_style = run.style is not None and styles.is_hidden(run.style)
    if run.vanish is None or run.vanish == 0x80:
        return by_style
    return not by_style if run.vanish == 0x81 else run.vanish != 0


def _mask_fields(characters: list[str]) -> None:
    """Mask the instructions of fields ([MS-DOC] 2.8.25); a field without a separator shows nothing."""
    begins: list[tuple[int, bool]] = []
    masked: list[tuple[int, int]] = []
    for found in _FIELD.finditer("".join(characters)):
        position, mark = found.start(), found[0]
        if mark == _BEGIN:
            begins.append((position, False))
        elif begins:
            begin, has_result = begins.pop()
            if not has_result:
                masked.append((begin, position))
            if mark == _SEPARATOR:
                begins.append((position, True))
    end = 0
    for begin, position in sorted(masked):  # one may hold others: each character is masked once
        for place in range(max(begin, end), position):
            if characters[place] != "\x07":
                characters[place] = GONE
        end = max(end, position)
