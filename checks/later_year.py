"""D02: no statement of fact speaks of a year after the year of the report."""

import re
from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
# Dates of publication, spans (2020—2022年), terms (2022年底前) and papers made ahead (2021年度预算) are no facts of that year.
_DATED = re.compile(r"(?:发布|公布|成文|印发|更新|生成|报告|编制|填报|上传)(?:日期|时间)[：:]?$")
_ONLY_A_DATE = re.compile(r"[^。]{0,30}20\d\d年\d{1,2}月\d{1,2}日。?")
_AHEAD = re.compile(
    r"(?:度)?(?:\d{1,2}月)?(?:(?:底|末|年底)?(?:以?前|之前)|[^，。；]{0,8}(?:预算|规划|计划|目标|打算|安排|行动|年度报告|年报))"
)
_SPAN = re.compile(r"(?:20)?\d\d年?(?:[-—~～–－至到]|——)+$")


def later_year(case: Case) -> Iterator[Judgement]:
    """Look for a later year outside section five, plans, titles of documents and their numbers."""
    year = case.report.year
    told = case.sentences
    if year is None or not told:
        yield not_assessable()
        return
    found = [
        sentence.text
        for sentence in told
        if not sentence.is_plan
        and not _ONLY_A_DATE.fullmatch(sentence.bare)
        and any(_is_fact(match, sentence.bare, year) for match in _YEAR.finditer(sentence.bare))
    ]
    yield failed(quotes=found) if found else passed()


def _is_fact(match: re.Match[str], text: str, year: int) -> bool:
    before, behind = text[: match.start()], text[match.end() :]
    return (
        int(match[1]) > year
        and not _DATED.search(before)
        and not _SPAN.search(before)
        and not _AHEAD.match(behind)
    )
