"""Names of members of bundles: their bytes decoded, and made harmless."""

import unicodedata

_DRIVE = ":"
_LONGEST = 200  # letters of a part; a file system takes 255 bytes
_DEEPEST = 8  # folders; those next to the file are kept


def decoded(name: bytes) -> str:
    """Return a name that its archive gives as bytes: UTF-8, else the code page of Chinese Windows."""
    for charset in ("utf-8", "gb18030"):
        try:
            return name.decode(charset)
        except UnicodeDecodeError:
            continue
    return name.decode("cp437")


def as_name(path: str, number: int) -> str:
    """Return a path as a name below nothing: no drive, no root, no way up, no control characters, no mile of it."""
    parts = (_clean(part) for part in path.replace("\\", "/").split("/"))
    kept = [part for part in parts if part not in {"", ".", ".."} and not part.endswith(_DRIVE)]
    return "/".join(kept[-_DEEPEST:]) or f"member {number}"


def _clean(part: str) -> str:
    told = "".join(char for char in part if unicodedata.category(char) not in {"Cc", "Cf", "Cs"}).strip()
    return told[-_LONGEST:]  # the end tells what kind of file it is
