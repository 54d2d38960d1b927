"""Figures in prose: 4, 1,204, 二十三, 1.2万余, 近800, with what they say about being exact."""

import re
from decimal import Decimal
from typing import Final

from parsers.numbers import read_figure

# A figure for the rules: {n}. 第二十条 and 每一条 are no figures; 年 is never counted.
FIGURE: Final = (
    r"(?<![第每任逐某\d.])(?P<front>超过|超|逾|不少于|约|近|达到|达|大约)?"
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+)(?P<myriad>万)?(?P<more>余|多)?"
)
DIGIT: Final = re.compile(r"[\d〇零一二两三四五六七八九十百千]")  # a text without any has no figure
GAP: Final = r"[^，；。\d二三四五六七八九十百千]{0,28}?"
_AT_LEAST: Final = frozenset({"超过", "超", "逾", "不少于", "余", "多"})
_ABOUT: Final = frozenset({"约", "近", "大约"})


def value_of(match: re.Match[str]) -> str | None:
    """Give the number of a match of ``FIGURE`` as a decimal string."""
    number = read_figure(match["n"]).value
    if number is None:
        return None
    exact = number * 10000 if match["myriad"] else number
    return str(exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize())


def qualifier_of(match: re.Match[str]) -> str:
    """Give ``exact``, ``at_least`` (余, 多, 逾) or ``about`` (近, 约)."""
    words = {match["front"], match["more"]}
    if words & _AT_LEAST:
        return "at_least"
    return "about" if words & _ABOUT else "exact"
