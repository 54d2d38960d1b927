"""Words of RTF that stand for a character, and destinations whose text is not part of the document."""

from typing import Final

CHARACTERS: Final = {
    "line": "\n", "column": "\n", "tab": "\t", "nestcell": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
SYMBOLS: Final = {"~": "\xa0", "_": "-", "\t": "\t"}

# Groups that are left out whole. Those that begin with \* are left out too, unless they are SEEN.
SKIPPED: Final = frozenset({
    "colortbl", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
    "fldinst", "nonshppict", "nonesttables", "nesttableprops", "objdata", "objclass", "shprslt", "sn",
    "pntxta", "pntxtb", "bkmkstart", "bkmkend", "xe", "rxe", "tc", "tcn", "annotation", "atnid", "atnauthor",
    "themedata", "colorschememapping", "datastore", "latentstyles", "rsidtbl", "generator", "filetbl",
    "revtbl", "pgdsctbl", "xmlnstbl", "template", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc",
})  # fmt: skip
SEEN: Final = frozenset({"shppict", "shpinst", "shpgrp"})
