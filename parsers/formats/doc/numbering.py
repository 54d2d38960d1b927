"""The lists of a document ([MS-DOC] 2.9.150 PlfLst, 2.9.147 PlfLfo): what Word counts and never stores."""

from parsers.formats.doc.binary import i32, u16, u32, utf16
from parsers.formats.doc.file import LIST_OVERRIDES, LISTS, File
from parsers.formats.doc.paragraphs import Paragraph
from parsers.list_numbers import LONGEST_PATTERN, MOST_LEVELS, STYLES_BY_CODE, ListLevel, Lists

MOST_LISTS = 4096
_LIST, _LEVEL, _OVERRIDE, _LEVEL_OVERRIDE = 28, 28, 16, 8  # sizes of LSTF, LVLF, LFO, LFOLVL
_IS_SIMPLE, _IS_LEGAL = 0x01, 0x04
_STARTS, _FORMATS = 0x10, 0x20
_LARGEST_ID = 0x07FE  # ilfo: 0 is no list, greater ones are paragraphs taken out of their list


class Numbering:
    """Counts the paragraphs of a document as they come."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._lists: Lists | None = None

    def label(self, paragraph: Paragraph) -> str:
        """Return the number printed before a paragraph, counting on; "" when it has none."""
        if not paragraph.list_id or paragraph.list_id > _LARGEST_ID:
            return ""
        if self._lists is None:  # most documents count nothing, but carry lists
            self._lists = Lists()
            _read_lists(self._file, self._lists)
            _read_overrides(self._file.structure(LIST_OVERRIDES), self._lists)
        return self._lists.label(str(paragraph.list_id), paragraph.level or 0)


def _read_lists(file: File, lists: Lists) -> None:
    """Read the definitions; their levels stand behind the structure, outside its size."""
    table = file.structure(LISTS)
    if len(table) < 2:
        return
    count = min(u16(table, 0), MOST_LISTS, (len(table) - 2) // _LIST)
    offset, size = file.pair(LISTS)
    at = offset + size
    for number in range(count):
        start = 2 + _LIST * number
        levels: dict[int, ListLevel] = {}
        for depth in range(1 if table[start + 26] & _IS_SIMPLE else MOST_LEVELS):
            found = _level(file.table, at)
            if found is None:
                break
            levels[depth], at = found
        lists.levels[_definition(table, start)] = levels


def _read_overrides(table: bytes, lists: Lists) -> None:
    """Read which list counts by which definition, and what it changes of it."""
    if len(table) < 4:
        return
    count = min(u32(table, 0), MOST_LISTS, (len(table) - 4) // _OVERRIDE)
    at = 4 + _OVERRIDE * count
    for number in range(count):
        start = 4 + _OVERRIDE * number
        list_id = str(number + 1)
        lists.lists[list_id] = _definition(table, start)
        at += 4  # LFOData begins with a position that means nothing
        for _ in range(table[start + 12]):
            if at + _LEVEL_OVERRIDE > len(table):
                return
            first, flags = i32(table, at), u32(table, at + 4)
            at += _LEVEL_OVERRIDE
            depth = flags & 0xF
            if flags & _FORMATS:
                found = _level(table, at)
                if found is None:
                    return
                lists.overrides.setdefault(list_id, {})[depth], at = found
                first = found[0].start
            if flags & _STARTS:
                lists.restarts.setdefault(list_id, {})[depth] = first


def _definition(table: bytes, offset: int) -> str:
    """Return the id of a definition (lsid), by which the two structures agree."""
    return f"lsid {u32(table, offset)}"


def _level(table: bytes, at: int) -> tuple[ListLevel, int] | None:
    """Read an LVL ([MS-DOC] 2.9.147) and return it with where the next one begins."""
    if at + _LEVEL + 2 > len(table):
        return None
    start, style, flags = i32(table, at), table[at + 4], table[at + 5]
    text_at = at + _LEVEL + table[at + 24] + table[at + 25]
    if text_at + 2 > len(table):
        return None
    length = u16(table, text_at)
    end = text_at + 2 + 2 * length
    # Characters below 9 stand for the count of that level.
    pattern = "".join(
        f"%{ord(char) + 1}" if ord(char) < MOST_LEVELS else char
        for char in utf16(table[text_at + 2 : end][: 2 * LONGEST_PATTERN])
    )
    level = ListLevel(start, STYLES_BY_CODE.get(style, "decimal"), pattern, is_legal=bool(flags & _IS_LEGAL))
    return level, end
