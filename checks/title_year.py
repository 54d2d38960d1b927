"""D01: the year of the title is the year that the text reports on."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from checks.case import Case, Judgement, not_assessable
from checks.outcome import Verdict
from checks.prose.sentences import Sentence
from parsers.titles import parse_title

_REPORTING = {"preface", "overview"}
# A year that heads a statement, or that 年度报告 follows: 2020年，我镇…; 编制2021年度…年度报告. Not 2019年以来.
_STATED = re.compile(r"(?:^|(?<=[，；：。、]))(?:在)?(?P<year>20\d\d)年(?:度)?(?!以来|起|底|末|\d+月\d+日)")
_PERIOD = re.compile(r"统计|期限|所列数据")
_NAMED = re.compile(
    r"(?<!\d)(?P<year>20\d\d)年(?:度)?[^，。；]{0,20}?(?:信息公开[^，。；]{0,8}报告|年度报告)"
)


def title_year(case: Case) -> Iterator[Judgement]:
    """Compare the title with the statistical period, or with the years that head the statements."""
    title = parse_title(case.report.title or "").year
    periods = [mention for mention in case.report.mentions if mention.key in {"period.start", "period.end"}]
    quotes = {int(mention.value[:4]): mention.quote for mention in periods}
    if not quotes:
        quotes = _stated(case.sentences)
    if title is None or not quotes:
        yield not_assessable()
        return
    others = [year for year in quotes if year != title]
    # Another period beside the right one is wrong only where it says to be the one of the figures.
    wrong = [year for year in others if title not in quotes or (periods and _PERIOD.search(quotes[year]))]
    body = wrong[0] if wrong else title
    yield Judgement(
        Verdict.FAILED if wrong else Verdict.PASSED,
        None,
        str(title),
        str(body),
        quotes=(case.report.title or "", quotes[body]),
    )


def _stated(told: Sequence[Sentence]) -> dict[int, str]:
    """Give the years that preface and overview report on, the most frequent first, with a quote each."""
    quotes: dict[int, str] = {}
    count: Counter[int] = Counter()
    for sentence in told:
        if sentence.section not in _REPORTING or sentence.is_plan:
            continue
        for pattern in (_STATED, _NAMED):
            for match in pattern.finditer(sentence.untitled):
                year = int(match["year"])
                count[year] += 1
                quotes.setdefault(year, sentence.text)
    return {year: quotes[year] for year, _ in count.most_common()}
