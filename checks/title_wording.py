"""D11: the title says 政府信息公开工作年度报告, the year and the publisher, on one line."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed
from checks.prose.sentences import solid
from parsers.titles import parse_title

_WORDS = "政府信息公开工作年度报告"


def title_wording(case: Case) -> Iterator[Judgement]:
    """Look at the lines of the title; a report whose title we did not find is not judged."""
    lines = [solid(line) for line in case.report.title_lines if solid(line)]
    if not lines:
        yield not_assessable()
        return
    facts = parse_title("".join(lines))
    is_good = (
        len(lines) == 1 and _WORDS in lines[0] and facts.year is not None and facts.publisher is not None
    )
    yield passed() if is_good else failed(quotes=lines)
