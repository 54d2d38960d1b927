"""S12: governments report on assessment, public appraisal and accountability (条例第五十条第四项)."""

import re
from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_applicable, not_assessable, passed
from parsers.organs import PUBLISHER_TYPES

_DUTIES = {
    "工作考核": re.compile("考核"),
    "社会评议": re.compile("社会[^。；]{0,4}评[议价]|评议"),
    "责任追究": re.compile("责任[^。；]{0,4}追究|追究[^。；]{0,6}责任|追责|问责"),
}


def supervision_statement(case: Case) -> Iterator[Judgement]:
    """Look for the three subjects anywhere in the text of a 人民政府; other organs have no such duty."""
    publisher = case.report.publisher
    kind = PUBLISHER_TYPES.get(publisher.type or "") if publisher else None
    text = "".join(section.text for section in case.report.sections)
    if kind is not None and not kind.government:
        yield not_applicable()
    elif kind is None or not text:
        yield not_assessable()
    else:
        silent = [duty for duty, words in _DUTIES.items() if not words.search(text)]
        yield failed(quotes=silent) if silent else passed()
