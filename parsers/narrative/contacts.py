"""Facts of a paragraph that are no counts: contact, statistical period, orders cited, download path."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.narrative.clauses import Paragraph

_DASH: Final = r"[-—–－~]{0,2}"
_NUMBER: Final = rf"[（(]?(?P<area>0\d{{2,3}})[）)]?{_DASH}(?P<line>\d{{7,8}})(?!\d)"
# Each with the wording that it comes from; the value is group v.
_FACTS: Final = {
    "contact.office": re.compile(r"请?(?:直接)?(?:与|向|和)(?P<v>[^，。；“”]{2,40}?)联系"),  # 000, 002
    "contact.address": re.compile(r"地址(?:为|是)?[:：](?P<v>[^，。；;,、）)]+)"),  # 000, 002
    "contact.postcode": re.compile(r"(?:邮编|邮政编码)(?:为|是)?[:：]?(?P<v>\d{6})(?!\d)"),  # 000, 002
    "cited.order": re.compile(r"(?P<v>国务院令第\d+号)"),  # 001
    # The two notices that set the national forms: other document numbers are no facts of the report.
    "cited.form": re.compile(r"(?P<v>国办公开办函〔(?:2019〕60|2021〕30)号)"),  # 001
    # A path has steps (002); 可从“杭州·临安”门户网站下载 (000) names no place to look.
    "download.path": re.compile(
        r"电子版(?:可|请)(?:以)?(?:在|从|到|于|登录)(?P<v>[^，。；]{2,60}?[-—>＞→][^，。；]{2,120}?)(?:下载|查阅|查询|查看)"
    ),
}
_PHONES: Final = {
    "contact.phone": re.compile(rf"(?:电话|联系方式)(?:为|是)?[:：]?{_NUMBER}"),
    "contact.fax": re.compile(rf"传真(?:为|是)?[:：]?{_NUMBER}"),
}
_PERIOD: Final = re.compile(
    r"(?<!\d)(?P<y1>20\d\d)年1月(?:(?P<d1>1)日)?起?(?:至|到|[-—~～]+)(?:(?P<y2>20\d\d)年)?12月(?:(?P<d2>31)日)?"
)
_CLAUSE_END: Final = "，。；！？（）\n"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with the stretch of the paragraph that says it."""

    key: str
    value: str
    quote: str


def facts_in(paragraph: Paragraph) -> Iterator[Fact]:
    """Give contact, period, cited orders and download path of a paragraph, each once."""
    text = paragraph.text
    for key, pattern in _FACTS.items():
        match = pattern.search(text)
        if match:
            yield Fact(key, paragraph.quote(*match.span("v")), paragraph.quote(*match.span()))
    for key, pattern in _PHONES.items():
        match = pattern.search(text)
        if match:
            yield Fact(key, f"{match['area']}-{match['line']}", paragraph.quote(*match.span()))
    # Only a whole year is the statistical period; 3月至5月 is when something was done.
    match = _PERIOD.search(text)
    if match:
        quote = paragraph.quote(*_clause_around(text, match))
        yield Fact("period.start", match["y1"] + "-01" + ("-01" if match["d1"] else ""), quote)
        end = (match["y2"] or match["y1"]) + "-12" + ("-31" if match["d2"] else "")
        yield Fact("period.end", end, quote)


def _clause_around(text: str, match: re.Match[str]) -> tuple[int, int]:
    start = max((text.rfind(mark, 0, match.start()) for mark in _CLAUSE_END), default=-1) + 1
    ends = [found for mark in _CLAUSE_END if (found := text.find(mark, match.end())) >= 0]
    return start, min(ends, default=len(text))
