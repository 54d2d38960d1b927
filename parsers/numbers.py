"""What a box prints, as a number and its mark. Nothing is ever invented: a blank is not zero."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from parsers.report import Mark

YUAN = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10000),
    "万": Decimal(10000),
    "百万元": Decimal(1000000),
    "亿元": Decimal(100000000),
    "亿": Decimal(100000000),
}
_COUNT_UNITS = "件|条|项|次|个|人次|人|宗|份|篇|场"
_NUMBER = re.compile(
    rf"""(?P<about>约|近)?
    (?P<number>[+-]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+)
    (?P<more>余|多)?
    (?P<unit>{"|".join(sorted(YUAN, key=len, reverse=True))}|{_COUNT_UNITS})?
    (?P<more_after>余|多)?
    (?:[（(](?P<remark>[^（()）]*)[)）])?
    (?P<note>[①-⑳*※]+)?""",
    re.VERBOSE | re.ASCII,  # full-width digits are folded before; digits of other scripts are none of ours
)
_SLASHES = frozenset({"/", "\\", "∕", "⁄"})
_DASHES = frozenset({"-", "—", "——", "–", "--", "―", "一一"})
_NONE_WORDS = frozenset({"无", "没有", "未发生", "不涉及", "不适用"})
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_DIGIT, _NOUGHT = "[一二两三四五六七八九]", "[零〇]"
_TENS = f"{_DIGIT}?十{_DIGIT}?"
_HUNDREDS = f"{_DIGIT}?百(?:{_TENS}|{_NOUGHT}{_DIGIT})?"
_THOUSANDS = f"{_DIGIT}?千(?:{_HUNDREDS}|{_NOUGHT}(?:{_TENS}|{_DIGIT}))?"
# 一百五 is 150 to those who say it, and 105 to those who forgot the 零: such a number is not read.
_NUMERAL = re.compile(f"{_NOUGHT}|{_DIGIT}|{_TENS}|{_HUNDREDS}|{_THOUSANDS}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A box read: the number that it prints, the unit as printed, and what stands beside it."""

    mark: Mark
    value: Decimal | None = None
    unit: str | None = None
    annotation: str | None = None
    is_approximate: bool = False


@lru_cache(maxsize=4096)
def read_figure(text: str) -> Figure:
    """Read the text of one box. Other text than a number or a known mark is ``unreadable``."""
    trimmed = text.strip()
    if not trimmed:
        return Figure(Mark.BLANK)
    if trimmed.isascii() and trimmed.isdigit():
        return Figure(Mark.NUMBER, Decimal(trimmed))
    folded = _fold(trimmed)
    if mark := _mark_of(folded):
        return Figure(mark)
    match = _NUMBER.fullmatch(folded)
    value = _value_of(match["number"]) if match else None
    if match is None or value is None:
        return Figure(Mark.UNREADABLE)
    beside = [match["about"], match["more"] or match["more_after"], match["remark"], match["note"]]
    return Figure(
        Mark.NUMBER,
        value,
        match["unit"],
        annotation="，".join(part for part in beside if part) or None,
        is_approximate=any(beside[:2]),
    )


@lru_cache(maxsize=4096)
def is_figure(text: str) -> bool:
    """Whether a box prints a number, a slash or a dash: something that stands in a data cell."""
    return read_figure(text).mark in {Mark.NUMBER, Mark.SLASH, Mark.DASH}


@lru_cache(maxsize=4096)
def is_value(text: str) -> bool:
    """Whether a box prints a figure, or 无 for one."""
    return is_figure(text) or read_figure(text).mark is Mark.TEXT_NONE


def amount_in_yuan(value: Decimal, unit: str | None) -> Decimal | None:
    """Return the amount in 元, None when the unit is not printed: it is never guessed."""
    factor = YUAN.get(unit or "")
    return None if factor is None else _plain(value * factor)


def _fold(text: str) -> str:
    marks = "".join(char for char in text if char in "①②③④⑤⑥⑦⑧⑨⑩")
    folded = unicodedata.normalize("NFKC", text.translate({ord(char): None for char in marks}))
    return "".join(folded.split()) + marks


def _mark_of(folded: str) -> Mark | None:
    if folded in _SLASHES:
        return Mark.SLASH
    if folded in _DASHES:
        return Mark.DASH
    if folded in _NONE_WORDS:
        return Mark.TEXT_NONE
    return None


def _value_of(printed: str) -> Decimal | None:
    if printed[-1].isascii():
        return Decimal(printed.replace(",", ""))
    if _NUMERAL.fullmatch(printed) is None:
        return None
    total = digit = 0
    for char in printed:
        if char in _POWERS:
            total += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return Decimal(total + digit)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
