"""Names of WordprocessingML elements, as lxml spells them."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

VAL = W + "val"
PARAGRAPH, RUN, TABLE, ROW, CELL = W + "p", W + "r", W + "tbl", W + "tr", W + "tc"
SDT, SDT_CONTENT = W + "sdt", W + "sdtContent"
DELETED, INSERTED = W + "del", W + "ins"
RUN_PROPERTIES, PARAGRAPH_PROPERTIES = W + "rPr", W + "pPr"
CELL_PROPERTIES, ROW_PROPERTIES = W + "tcPr", W + "trPr"

# Elements that only wrap others: an accepted insertion, a move's new place, a tag.
WRAPPERS = frozenset({INSERTED, W + "moveTo", W + "smartTag", W + "customXml"})
# What is not part of the text as a reader sees it.
UNSEEN = frozenset({
    DELETED, W + "moveFrom", FALLBACK, RUN_PROPERTIES, PARAGRAPH_PROPERTIES, CELL_PROPERTIES, ROW_PROPERTIES,
    W + "tblPr", W + "tblGrid", W + "footnoteReference", W + "instrText", W + "sdtPr",
})  # fmt: skip
OFF = frozenset({"0", "false", "off"})
