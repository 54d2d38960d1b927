"""X01: the requests that this year carries over are those that last year carried forward."""

from collections.abc import Iterator

from checks.beside_last_year import beside_last_year, equal
from checks.case import Case, Judgement


def carry_over(case: Case) -> Iterator[Judgement]:
    """Compare 上年结转 with last year's 结转下年度继续办理, column by column."""
    columns = (
        column.key for table in case.tables() if table.key == "requests" for column in table.blocks[0].columns
    )

    def judge(before: Case, column: str) -> Judgement:
        now = f"requests.carried_over@{column}"
        then = before.sum((f"requests.carried_forward@{column}",))
        return equal(column, case.sum((now,)), then, cells=(now,))

    yield from beside_last_year(case, columns, judge)
