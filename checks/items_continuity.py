"""X03: the items that this year calls last year's are those of last year's report with their change."""

from collections.abc import Iterator

from checks.beside_last_year import beside_last_year, equal
from checks.case import Case, Judgement

_ROWS = ("licensing", "other_services", "penalties", "coercion", "fees")


def items_continuity(case: Case) -> Iterator[Judgement]:
    """Compare 上一年项目数量 of 2020 with that of 2019 and its 本年增/减, row by row."""

    def judge(before: Case, row: str) -> Judgement:
        stock, change = f"proactive.{row}.items_prev_year", f"proactive.{row}.items_change"
        return equal(row, case.sum((stock,)), before.sum((stock, change)), cells=(stock,))

    yield from beside_last_year(case, _ROWS, judge, is_same_form=True)
