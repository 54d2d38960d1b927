"""S13: the last part says whether a fee for processing information was charged (国办函〔2020〕109号)."""

import re
from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed

_FEE = re.compile("处理费|收费|缴费|收取[^。；]{0,20}费|费用")


def fee_statement(case: Case) -> Iterator[Judgement]:
    """Look for a word of the fee in part six; a statement elsewhere in the text is not in its place."""
    other = case.section("other")
    if other is None:
        yield not_assessable()
    elif _FEE.search("".join(other.text.split())):
        yield passed()
    else:
        yield failed(quotes=(other.heading,))
