"""D12: a report of a finished year gives exact figures, not 300余条."""

import re
from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed
from parsers.narrative.figures import FIGURE, qualifier_of

_COUNTED = re.compile(
    FIGURE + r"(?:人次|场次|[条件次篇份场个项家户期宗起人万])(?!工作日|多?月|小时|[镇乡村区县市级])"
)


def approximate_figures(case: Case) -> Iterator[Judgement]:
    """Look for 余, 多, 近, 约 and the like at counted things; spans of time and plans are left alone."""
    told = case.sentences
    if not told:
        yield not_assessable()
        return
    found = [
        match[0]
        for sentence in told
        if not sentence.is_plan
        for match in _COUNTED.finditer(sentence.text)
        if match["n"][0].isdigit()
        and qualifier_of(match) != "exact"
        and match["front"] != "不少于"
        and not sentence.text[: match.start()].endswith(("不", "不得", "未"))
    ]
    yield failed(quotes=dict.fromkeys(found)) if found else passed()
