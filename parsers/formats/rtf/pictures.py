r"""Pictures of RTF (``\pict``): PNG and JPEG as they were; of metafiles only the place is known."""

import re

from parsers.formats.rtf.tokens import groups, without_groups

_NAMED = re.compile(r"\\(?:png|jpeg)blip")
_BINARY = re.compile(r"\\bin([0-9]{1,10}) ?")
_WORDS = re.compile(r"\\[a-zA-Z]{1,32}-?[0-9]* ?|[^0-9a-fA-F]+")


def picture_of(source: str) -> bytes | None:
    """Return the bytes of a picture from what stands in its group, None for other kinds."""
    if _NAMED.search(source) is None:
        return None
    binary = _BINARY.search(source)
    if binary:
        return source[binary.end() : binary.end() + int(binary[1])].encode("latin-1")
    digits = _WORDS.sub("", without_groups(source))
    return bytes.fromhex(digits[: len(digits) // 2 * 2])


def pictures_in(source: str, depth: int = 4) -> list[str]:
    r"""Return what stands in the ``\pict`` groups of a source, such as the property of a shape."""
    found = []
    for group in groups(source):
        if group.startswith("\\pict"):
            found.append(group)
        elif depth:
            found += pictures_in(group, depth - 1)
    return found
