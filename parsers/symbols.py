"""Characters of symbol fonts as Unicode: boxes, ticks and bullets of forms, Greek of formulas.

Word stores a symbol as its font and a number in it, at U+F000 and above; the same number is a tick
in one font and a telephone in another.
"""

_BOXES = {
    "wingdings": {
        0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖",
        0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA8: "□", 0xA7: "▪", 0xAB: "★", 0xB2: "☆", 0xD8: "➢", 0xDF: "←",
        0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {
        0x2A: "□", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x9A: "○",
        0xA2: "■", 0xA3: "□",
    },
    "symbol": dict(zip(
        range(0x41, 0x7B),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )) | {
        0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
        0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xD7: "⋅",
        0xE5: "∑",
    },
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)


def symbol(font: str, number: int) -> str:
    """Return the Unicode character of a symbol, or its number as a character where none is known."""
    place = number - 0xF000 if number in _PRIVATE else number
    known = _BOXES.get(font.strip().lower(), {}).get(place)
    if known is not None:
        return known
    if number in _PRIVATE and 0x20 < place < 0x7F and font and not _is_symbolic(font):
        return chr(place)  # a letter of a usual font, stored as if it were a symbol
    return chr(number) if 0x20 <= number <= 0xFFFF else ""


def _is_symbolic(font: str) -> bool:
    name = font.strip().lower()
    return name in _BOXES or "dings" in name or "symbol" in name
