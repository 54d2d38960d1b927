"""Labels of rows and columns compared as people read them: spaces, brackets and numbers aside."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

_DROPPED = re.compile(r"[\s\u200b\ufeff\"'“”‘’「」『』〝〞＂]+")
_BRACKETS = str.maketrans("()[]{}〔〕【】", "（）（）（）（）（）")
_NUMBER = re.compile(
    r"^(?:（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.](?!\d)|[①-⑳])"
)
_CIRCLED = re.compile(r"^[①-⑳]")
_REMARK = re.compile(r"（[^（）]*）$")
_YEAR = re.compile(r"^(?:19|20)\d{2}年(?=.)")
YEAR = "YYYY"  # stands for any year: 2019年项目数量 is a way to print 上一年项目数量
_SHORTEST_MISPRINT = 4  # a shorter label is too near to its neighbours to be guessed
_LETTERS_PER_MISPRINT = 4
_CLEAR_BY = 2


@lru_cache(maxsize=16384)
def normalise(text: str) -> str:
    """Return a label without spaces, quotation marks, leading number and 其中, in NFKC."""
    text = _CIRCLED.sub("", text.strip())
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", text)).translate(_BRACKETS).replace(",", "，")
    text = _NUMBER.sub("", text).removeprefix("其中:").removeprefix("其中")
    return text.removesuffix(":")


def is_numbered(text: str) -> bool:
    """Whether a label begins with its number: （七）总计, 3.其他."""
    folded = _DROPPED.sub("", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)
    return _NUMBER.match(folded) is not None


@lru_cache(maxsize=16384)
def wordings(text: str) -> tuple[str, ...]:
    """Return the ways to look a printed label up: whole, without its remark, with its year left open."""
    whole = normalise(text)
    found = [whole]
    if bare := _REMARK.sub("", whole):
        found.append(bare)
    if dated := _YEAR.sub(f"{YEAR}年", whole):
        found.append(dated)
    return tuple(dict.fromkeys(found))


def pattern(label: str) -> str:
    """Return a label of a form file as ``wordings`` gives it: ``{year-1}年`` and ``{year}年`` alike."""
    return normalise(label.replace("{year-1}", YEAR).replace("{year}", YEAR))


def misprint_of(text: str, labels: Iterable[str], meaning: Callable[[str], object] = str) -> str | None:
    """Return the one label that ``text`` is a misprint of, None when there is none or a second is near.

    One letter in four of the label may be wrong, missing or too many: 其他法律行政止公开 was met for
    其他法律行政法规禁止公开. Every label of another ``meaning`` must be further away by two letters at least.
    """
    wanted = normalise(text)
    if len(wanted) < _SHORTEST_MISPRINT:
        return None
    near = extract(wanted, list(labels), scorer=OSA.distance, score_cutoff=len(wanted) // 2, limit=5)
    if not near:
        return None
    label, distance, _ = near[0]
    others = [other for name, other, _ in near[1:] if meaning(name) != meaning(label)]
    if distance > max(1, len(label) // _LETTERS_PER_MISPRINT) or (
        others and others[0] - distance < _CLEAR_BY
    ):
        return None
    return str(label)
