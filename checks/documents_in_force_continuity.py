"""X02: the documents in force are last year's, with those made and without those repealed since."""

from collections.abc import Iterator

from checks.beside_last_year import beside_last_year, equal
from checks.case import Case, Judgement, Sum

_ROWS = ("rules", "normative_documents")


def documents_in_force_continuity(case: Case) -> Iterator[Judgement]:
    """Compare 现行有效件数 with last year's, 本年制发 added and 本年废止 taken off; from 2022 on."""

    def judge(before: Case, row: str) -> Judgement:
        stock, made, repealed = (f"proactive.{row}.{column}" for column in ("in_force", "made", "repealed"))
        then, now = before.sum((stock,)), case.sum((made,))
        expected = Sum(then.cells + now.cells, then.missing + now.missing)
        cells = (stock, made, repealed)
        return equal(row, case.sum((stock,)), expected, minus=case.sum((repealed,)), cells=cells)

    yield from beside_last_year(case, _ROWS, judge, is_same_form=True)
