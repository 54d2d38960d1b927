"""Text of bytes: the bytes decide. Headers and meta tags of portals are often wrong."""

from dataclasses import dataclass

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset that gave it, and whether some bytes had to be replaced."""

    text: str
    charset: str
    is_guessed: bool = False


def decode(body: bytes) -> Decoded:
    """Decode by byte order mark, else as UTF-8, else as GB 18030, which holds GBK and GB 2312."""
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return Decoded(body.decode(charset, errors="replace"), charset)
    for charset in ("utf-8", "gb18030"):
        try:
            return Decoded(body.decode(charset), charset)
        except UnicodeDecodeError:
            continue
    as_utf8, as_gbk = (body.decode(charset, errors="replace") for charset in ("utf-8", "gb18030"))
    best, charset = min(((as_utf8, "utf-8"), (as_gbk, "gb18030")), key=lambda pair: pair[0].count("\ufffd"))
    return Decoded(best, charset, is_guessed=True)
