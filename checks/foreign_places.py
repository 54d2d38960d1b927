"""D05: a place that is neither of the publisher's line nor its child: perhaps copied from another report."""

import re
from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed
from checks.prose.names import PROVINCES, is_word, namesakes
from checks.prose.own import Own
from parsers.divisions import Level

# A name stands where an authority or its work is spoken of: 网上镇政务公开工作领导小组 (seed 002), 洪合镇人民政府.
_TOWN = re.compile(
    r"(?=(?P<stem>[一-龥]{1,4})(?P<suffix>镇|乡|街道)(?:人民政府|政府(?!信息|网|门户|数据)|政务公开|党委|党工委|党政|办事处))"
)
_COUNTY = re.compile(r"(?=(?P<stem>[一-龥]{1,4})(?P<suffix>市|区|县|旗)人民政府)")
_ENDING = re.compile(
    r"(?:镇|乡|街道|市|区|县|旗)(?=[人政党办机信领门网官微行辖境主依]|公开|20\d\d|[，。、；）)]|$)"
)
_STEMS = (4, 3, 2)  # 王江泾镇, 王店镇; longer names are of autonomous counties
_NOT_BEFORE = frozenset("以之向往网线马")  # 以上城区 does not say 上城区
# Others may be named where one learns from them or helps them.
_OTHERS = re.compile(r"考察|借鉴|对口|帮扶|协作|支援|交流|兄弟|先进经验|援助|一体化|联动|毗邻|周边")


def foreign_places(case: Case) -> Iterator[Judgement]:
    """Look for known places outside, and for unknown ones where an authority is named."""
    own = case.own
    told = [sentence.text for sentence in case.sentences]
    if own.division is None or not told:
        yield not_assessable()
        return
    masked = [_mask(text, own) for text in told if not _OTHERS.search(text)]
    whole = "\n".join(masked)
    found = dict.fromkeys(
        name
        for text in masked
        for name in (*_provinces(text), *_known(text, own), *_unknown(text, whole, own))
    )
    yield failed(quotes=found) if found else passed()


def _mask(text: str, own: Own) -> str:
    """Take the publisher's own names out, so that nothing is found inside or across them."""
    for name in sorted(own.names, key=len, reverse=True):
        text = text.replace(name, "□")
    return text


def _provinces(text: str) -> Iterator[str]:
    yield from (province.name for province in PROVINCES.values() if province.name in text)


def _known(text: str, own: Own) -> Iterator[str]:
    """Give other divisions of the country, only where an authority or its work follows the name."""
    for end in (match.end() for match in _ENDING.finditer(text)):
        suffix = 2 if text[:end].endswith("街道") else 1
        stems = (text[end - suffix - length : end - suffix] for length in _STEMS if length + suffix <= end)
        named = ((stem, namesakes(stem + text[end - suffix : end], own.report.year)) for stem in stems)
        stem, places = next((one for one in named if one[1]), ("", ()))
        before = text[: end - suffix - len(stem)][-1:]
        if (
            places
            and not is_word(stem)
            and before not in _NOT_BEFORE
            and not own.has_below(one.code for one in places)
        ):
            yield stem + text[end - suffix : end]


def _unknown(text: str, whole: str, own: Own) -> Iterator[str]:
    """Give names that no division of the line has, where all divisions below the publisher are known."""
    if own.division is None or own.division.level not in {Level.TOWNSHIP, Level.COUNTY}:
        return
    for pattern in (_TOWN, _COUNTY):
        last = -1
        for match in pattern.finditer(text):
            if match.end("stem") == last:
                continue  # the same suffix, seen from one character later
            last = match.end("stem")
            stem = match["stem"]
            if (
                not is_word(stem)
                and len(stem) > 1
                and not _is_said_otherwise(stem[-2:], match["suffix"], whole)
            ):
                yield stem[-2:] + match["suffix"]


def _is_said_otherwise(stem: str, suffix: str, whole: str) -> bool:
    """Whether the report uses the word elsewhere too, so that it is a word: 办理镇政府文件."""
    return whole.count(stem) > whole.count(stem + suffix)
