"""D03: the report names its publisher by one name: not in the title the town, below the office of its government."""

import re
from collections.abc import Iterator, Sequence

from checks.case import Case, Judgement, failed, not_assessable, passed
from checks.prose.own import Own
from checks.prose.sentences import Sentence
from parsers.organs import official_organ

_OFFICE = re.compile(r"(?:人民)?政府办(?:公[厅室])?|(?:党政)?(?:综合)?办公[厅室]|党政(?:综合)?办")
_GOVERNMENT = re.compile(r"(?:人民政府|政府|(?:人民政府)?办事处)?")
# Who reports: 编制富阳区渌渚镇人民政府办公室2021年度政府信息公开工作年度报告 (seed 002). Another office named in passing is not.
_REPORTER = re.compile(
    r"(?:编制|公布|发布|撰写|形成|现将)(?:了|的|并公布|完成)?(?P<name>[^，。；：、\d]{2,40}?)(?=20\d\d年(?:度)?[^，。；]{0,12}信息公开[^，。；]{0,8}报告)"
)
_OURSELVES = re.compile(r"^(?:本|我|全|该)|^$")


def publisher_names(case: Case) -> Iterator[Judgement]:
    """Compare the title with the name that the text gives to who reports."""
    own = case.own
    told = case.sentences
    if own.printed is None or own.base is None or not told:
        yield not_assessable()
        return
    printed, base = own.printed, own.base
    reporters = [
        match["name"]
        for sentence in told
        for match in _REPORTER.finditer(sentence.bare)
        if not _OURSELVES.search(match["name"])
    ]
    others = [name for name in reporters if not _is_same(name, printed, base)]
    yield failed(quotes=dict.fromkeys((printed, *others, *_named(told, own)))) if others else passed()


def _is_same(name: str, printed: str, base: str) -> bool:
    return printed.endswith(name) or name.endswith(printed) or _organ(name, base) == _organ(printed, base)


def _organ(name: str, base: str) -> str:
    """Give the organ behind the base name; a bare 昌化镇 is short for its government."""
    if base not in name:
        return name
    organ = name.rpartition(base)[2]
    if _OFFICE.fullmatch(organ):
        return "office"
    return "government" if _GOVERNMENT.fullmatch(organ) else official_organ(organ)


def _named(told: Sequence[Sentence], own: Own) -> Iterator[str]:
    """Give the organs that the text otherwise names by the same base, to show them beside each other."""
    pattern = re.compile(rf"{re.escape(own.base or '')}(?:人民政府办公[厅室]|人民政府|办事处)")
    for sentence in told:
        yield from (match[0] for match in pattern.finditer(sentence.bare))
