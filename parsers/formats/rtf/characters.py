"""Characters of RTF: bytes in the code page of their font, and Unicode beside them."""

from dataclasses import dataclass

from parsers.formats.rtf.tokens import HEX, NUMBERED, SYMBOL, TEXT, TOKEN, WORD
from parsers.symbols import symbol

SYMBOL_FONT = "symbol font"  # in place of a codec: its bytes are places in the font
_CODECS_OF_CHARSETS = {
    0: "cp1252", 1: None, 2: SYMBOL_FONT, 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_CODE_PAGES = {
    437, 850, 852, 866, 874, 932, 949, 950, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258,
}  # fmt: skip
_GBK, _UTF_8 = frozenset({936, 54936}), 65001
_WIDE = frozenset({"gb18030", "cp932", "cp949", "cp950"})
_FEW = 2  # high bytes: less may be a letter of a font that is not Chinese


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the document; ``codec`` is None where its charset is the document's own."""

    name: str
    codec: str | None


def codec_of_charset(charset: int) -> str | None:
    """Return the codec of a font's charset, None for the document's own."""
    return _CODECS_OF_CHARSETS.get(charset)


def codec_of_page(code_page: int) -> str:
    r"""Return the codec of a code page (``\ansicpg``)."""
    if code_page in _GBK:
        return "gb18030"
    if code_page == _UTF_8:
        return "utf-8"
    return f"cp{code_page}" if code_page in _CODE_PAGES else "cp1252"


def decode(raw: bytes, font: Font | None, default: str) -> tuple[str, bool]:
    """Decode bytes and tell whether some fitted no codec.

    Chinese writers set Western fonts over text of code page 936: what decodes as Chinese is Chinese.
    """
    if raw.isascii() and (font is None or font.codec != SYMBOL_FONT):
        return raw.decode("ascii"), False
    codec = (font.codec if font else None) or default
    if codec == SYMBOL_FONT:
        return "".join(symbol(font.name if font else "", 0xF000 + byte) for byte in raw), False
    candidates = [codec, default, "gb18030"]
    if default in _WIDE and codec not in _WIDE and sum(byte > 127 for byte in raw) >= _FEW:
        candidates.insert(0, default)
    for candidate in candidates:
        try:
            return raw.decode(candidate), False
        except UnicodeDecodeError:
            continue
    return raw.decode(default, "replace"), True


def whole_characters(text: str) -> str:
    """Join the halves of pairs, which RTF writes one by one."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def characters_of(source: str, default: str) -> str:
    """Return the characters of a source without groups: a name, the text of a list level."""
    parts: list[str] = []
    raw = bytearray()
    skipped = 0
    for token in TOKEN.finditer(source):
        kind = token.lastindex
        if kind == NUMBERED and token[1] == "u":
            parts += decode(bytes(raw), None, default)[0], chr(int(token[2]) & 0xFFFF)
            raw.clear()
            skipped = 1
        elif kind in {WORD, NUMBERED}:
            continue
        elif kind in {HEX, TEXT, SYMBOL}:
            found = _bytes_of(kind, token[kind])
            raw += found[skipped:]
            skipped = max(skipped - len(found), 0)
    parts.append(decode(bytes(raw), None, default)[0])
    return whole_characters("".join(parts))


def _bytes_of(kind: int | None, printed: str) -> bytes:
    if kind == HEX:
        return bytes([int(printed, 16)])
    if kind == SYMBOL:
        return printed.encode("latin-1") if printed in "\\{}" else b""
    return printed.encode("latin-1")
