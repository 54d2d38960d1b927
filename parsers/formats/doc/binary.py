"""Numbers in bytes, little-endian, and the one structure that [MS-DOC] uses everywhere: the PLC."""

import struct

_U16 = struct.Struct("<H")
_U32 = struct.Struct("<I")
_I32 = struct.Struct("<i")


def u16(data: bytes, offset: int) -> int:
    """Return the unsigned 16-bit number at an offset."""
    found: int = _U16.unpack_from(data, offset)[0]
    return found


def u32(data: bytes, offset: int) -> int:
    """Return the unsigned 32-bit number at an offset."""
    found: int = _U32.unpack_from(data, offset)[0]
    return found


def i32(data: bytes, offset: int) -> int:
    """Return the signed 32-bit number at an offset."""
    found: int = _I32.unpack_from(data, offset)[0]
    return found


def plc(data: bytes, size: int) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
    """Split a PLC ([MS-DOC] 2.2.2): n+1 positions, then n items of ``size`` bytes between them."""
    count = (len(data) - 4) // (4 + size)
    if count <= 0:
        return (), ()
    positions = struct.unpack_from(f"<{count + 1}I", data)
    first = 4 * (count + 1)
    return positions, tuple(data[first + size * item : first + size * (item + 1)] for item in range(count))


def utf16(data: bytes) -> str:
    """Decode 16-bit characters, one for one: halves of a pair stay apart, so that positions hold."""
    text = data.decode("utf-16-le", "surrogatepass")
    if len(text) * 2 == len(data):
        return text
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])))


def whole_characters(text: str) -> str:
    """Join the halves of pairs that ``utf16`` kept apart."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
