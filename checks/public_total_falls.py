"""X04: the documents public in total do not become fewer; the form of 2019 does not say how many were repealed."""

from collections.abc import Iterator
from dataclasses import replace

from checks.beside_last_year import beside_last_year
from checks.bounds import at_least
from checks.case import Case, Judgement

_ROWS = ("rules", "normative_documents")


def public_total_falls(case: Case) -> Iterator[Judgement]:
    """Compare 对外公开总数量 of 2020 with that of 2019."""

    def judge(before: Case, row: str) -> Judgement:
        key = f"proactive.{row}.public_total"
        return replace(at_least(row, case.sum((key,)), before.sum((key,))), cells=(key,))

    yield from beside_last_year(case, _ROWS, judge, is_same_form=True)
