"""D06: numbers of documents are written as the standard says, and belong to who is said to have issued them.

GB/T 9704-2012: year of four digits in 〔〕, then the number without 第 and without leading zero, then 号.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.case import Case, Judgement, failed, not_assessable, passed
from checks.prose.names import PROVINCES
from checks.prose.own import Own

_NUMBER = re.compile(
    r"(?P<issuer>[一-龥]{1,12}?(?:发|办|函|字|规|知|通|告|令|电|呈|议|纪|法|信|公开|政))"
    r"(?P<open>[〔\[［【(（〈])(?P<year>\d{2,4})年?(?P<close>[〕\]］】)）〉])(?P<serial>第?\d+)(?P<end>号?)"
)
_GOOD = re.compile(r"〔(?:19|20)\d\d〕[1-9]\d*号")
# The words before a number that are no part of it: 根据国办发, 完成浙政办发.
_LEAD = re.compile(
    r"^.*?(?:根据|按照|依据|完成|落实|执行|贯彻|关于|以及|文件|通知|[和与及对以由])(?=[一-龥]{2,})"
)
# 《关于公布2020年度市政府重大行政决策事项目录的通知》（秀洲政办发〔2020〕56号): a title that says whose act it is.
_TITLED = re.compile(
    r"《(?P<title>[^》]+)》(?:[（(]|的)?(?P<issuer>[一-龥]{2,12}?(?:发|函|字|规|通|告))[〔\[［（(]\d{4}[〕\]］）)]\d+号"
)
_BY = re.compile(r"^(?P<by>[^，]{2,30}?)关于")
_OWN_ACT = re.compile(
    r"关于(?:公布|印发|发布|调整|成立|制定|修订|废止)[^，]{0,14}?(?P<by>(?:国务院|[省市区县](?:人民)?政府))"
)
_PASSED_ON = re.compile(r"贯彻|落实|转发|传达|学习|执行|推进")


@dataclass(frozen=True, slots=True)
class _Line:
    """How the levels above a publisher call themselves in document numbers."""

    letters: str
    city: str
    county: str


def document_numbers(case: Case) -> Iterator[Judgement]:
    """Look at every document number of the text, and at the titles that stand before numbers."""
    told = [sentence.text for sentence in case.sentences]
    if not told:
        yield not_assessable()
        return
    line = _line(case.own)
    wrong = [number for text in told for number in _malformed(text)]
    strange = [quote for text in told for quote in _of_another(text, line)] if line else []
    yield failed(quotes=dict.fromkeys((*wrong, *strange))) if wrong or strange else passed()


def _malformed(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        is_counted = match["end"] or match["issuer"][-1] in "发函"
        if is_counted and not _GOOD.fullmatch(match[0][len(match["issuer"]) :]):
            yield _LEAD.sub("", match["issuer"]) + match[0][len(match["issuer"]) :]


def _line(own: Own) -> _Line | None:
    """Give the line of a district or county, or of what lies below one; others have too few levels to tell apart."""
    counties = [one for one in own.line if len(one.code) == 6 and not one.code.endswith("00")]
    province = PROVINCES.get(own.line[0].code[:2]) if own.line else None
    cities = [
        one
        for one in own.line
        if len(one.code) == 6 and one.code.endswith("00") and not one.code.endswith("0000")
    ]
    if not counties or not cities or province is None:
        return None
    return _Line(province.letters, cities[0].short_name, counties[0].short_name)


def _of_another(text: str, line: _Line) -> Iterator[str]:
    """Give numbers whose place is not that of the authority whose act the title says it is."""
    for match in _TITLED.finditer(text):
        said, numbered = _level_said(match["title"]), _level_numbered(match["issuer"], line)
        if said and numbered and said != numbered:
            yield match[0]


def _level_said(title: str) -> str | None:
    """Give the level of the authority that a title names; passing on another's act is no act of its own."""
    by = _BY.match(title)
    act = None if _PASSED_ON.search(title) else _OWN_ACT.search(title)
    name = by["by"] if by else act["by"] if act else ""
    if "国务院" in name:
        return "国务院"
    # 杭州市临安区政府办公室 is of the district: the lowest level named counts.
    found = re.findall(r"[省市区县](?=[^省市区县]*$)", name)
    return {"省": "省", "市": "市", "区": "区县", "县": "区县"}.get(found[-1]) if found else None


def _level_numbered(issuer: str, line: _Line) -> str | None:
    """Give the level of the place that a number begins with: 秀洲政办发 of the district, 浙政办发 of the province."""
    if issuer.startswith("国"):
        return "国务院"
    if issuer.startswith(line.county):
        return "区县"
    if issuer.startswith(line.letters):
        return "省"
    if issuer.startswith(line.city) or (issuer[0] == line.city[0] and line.city[0] != line.county[0]):
        return "市"
    return None
