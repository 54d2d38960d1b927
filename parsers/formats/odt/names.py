"""Names of OpenDocument elements, as lxml spells them."""

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE = (_URN % name for name in ("office", "text", "table", "style"))
XLINK = "{http://www.w3.org/1999/xlink}"
DRAW = _URN % "drawing"

PARAGRAPH, HEADING, LIST, LIST_ITEM = TEXT + "p", TEXT + "h", TEXT + "list", TEXT + "list-item"
LIST_HEADER, NUMBER = TEXT + "list-header", TEXT + "number"
ROW, CELL, COVERED = TABLE + "table-row", TABLE + "table-cell", TABLE + "covered-table-cell"
IMAGE, HREF = DRAW + "image", XLINK + "href"

# Elements of the body that only wrap others.
WRAPPERS = frozenset({
    TEXT + "section", TEXT + "index-body", TEXT + "table-of-content", TEXT + "illustration-index",
    OFFICE + "forms", TABLE + "shapes",
})  # fmt: skip
# Elements that stand around the rows of a table.
ROW_GROUPS = frozenset({
    TABLE + "table-rows", TABLE + "table-row-group", TABLE + "table-header-rows",
})  # fmt: skip
# What is not part of the text as a reader sees it; deletions stand in tracked-changes.
UNSEEN = frozenset({
    TEXT + "tracked-changes", OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "note-citation", NUMBER,
    DRAW + "desc", TEXT + "sequence-decls", TEXT + "variable-decls", TEXT + "ruby-text", TEXT + "hidden-text",
    STYLE + "region-left", "{http://www.w3.org/2000/svg}title", "{http://www.w3.org/2000/svg}desc",
    _URN % "svg-compatible" + "title", _URN % "svg-compatible" + "desc",
})  # fmt: skip
NOTE = TEXT + "note"
