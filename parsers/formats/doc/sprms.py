"""Single property modifiers ([MS-DOC] 2.2.5): what a run, a paragraph or a row changes."""

from collections.abc import Container, Iterator

from parsers.formats.doc.binary import u16

# Operand sizes by the top three bits of a code (spra); 6 is of variable size.
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_WIDE_TABLES = frozenset({0xD606, 0xD608})  # sprmTDefTable10, sprmTDefTable: two bytes of size
_TABS = 0xC615  # sprmPChgTabs: 255 means that the size is to be counted

# Characters ([MS-DOC] 2.6.1).
C_DELETED = 0x0800  # sprmCFRMarkDel
C_FIELD_VANISH = 0x0802
C_PICTURE_IS_DATA = 0x0806  # sprmCFData: 0x01 is no picture, but data of a form field
C_PICTURE = 0x6A03  # sprmCPicLocation
C_SYMBOL = 0x6A09
C_IS_OLE = 0x080A  # sprmCFOle2
C_STYLE = 0x4A30  # sprmCIstd
C_VANISH = 0x083C
C_SPECIAL = 0x0855
C_IS_OBJECT = 0x0856
# Paragraphs ([MS-DOC] 2.6.2).
P_STYLE = 0x4600
P_IN_TABLE = 0x2416
P_ROW_END = 0x2417
P_LEVEL = 0x260A  # sprmPIlvl
P_LIST = 0x460B  # sprmPIlfo
P_DEPTH = 0x6649  # sprmPItap
P_DEPTH_STEP = 0x664A  # sprmPDtap
P_INNER_CELL_END = 0x244B
P_INNER_ROW_END = 0x244C
P_HUGE = frozenset({0x6646, 0x6645})  # sprmPHugePapx: the properties stand in the Data stream
# Rows ([MS-DOC] 2.6.3).
T_DEFINITION = 0xD608
T_LEFT = 0x9601  # sprmTDxaLeft
T_MERGE = 0x5624
T_SPLIT = 0x5625
T_INSERT = 0x7621
T_DELETE = 0x5622
T_WIDTH = 0x7623  # sprmTDxaCol
T_VERTICAL = 0xD62B  # sprmTVertMerge


def modifiers(properties: bytes, wanted: Container[int]) -> Iterator[tuple[int, bytes]]:
    """Yield code and operand of each modifier that is wanted; what is cut short at the end is left."""
    at, end = 0, len(properties)
    while at + 3 <= end:
        code = properties[at] | properties[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13] or _variable_size(code, properties, at)
        if at + size > end:
            return
        if code in wanted:  # most are of no use to us
            yield code, properties[at : at + size]
        at += size


def _variable_size(code: int, properties: bytes, at: int) -> int:
    if code in _WIDE_TABLES:
        return u16(properties, at) + 1 if at + 2 <= len(properties) else len(properties)
    if code == _TABS and properties[at] == 255 and at + 1 < len(properties):
        deleted = properties[at + 1]
        added_at = at + 2 + 4 * deleted
        added = properties[added_at] if added_at < len(properties) else 0
        return 3 + 4 * deleted + 3 * added
    return properties[at] + 1
