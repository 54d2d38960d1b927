"""勾稽关系: the sums that a form declares, judged column by column, row by row, group by group.

Null rules (checks.yaml): a null cell counts as 0 and the outcome says so; a total that is null while
its addends are above 0 makes its member not assessable (R05 tells it), and so do addends that are
all null under a printed total above 0; a difference that a blank operand could explain is doubtful.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from checks.case import Case, Judgement, Sum, not_assessable
from checks.outcome import Severity, Verdict
from parsers.forms.form import FormTable, Relation, forms

_TOTALS = frozenset({"R03", "R04", "L01"})  # their left side is a total, their right its addends


def relations(case: Case, check: str) -> Iterator[Judgement]:
    """Judge every member of every relation that the report's form declares for a check."""
    for table in case.tables():
        for relation in table.relations:
            if relation.check == check:
                for member, left, right in members(table, relation, case):
                    yield _judge(case, relation, member, case.sum(left), case.sum(right))


def members(
    table: FormTable, relation: Relation, case: Case
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield the members of a relation with the cell keys of both sides."""
    if relation.holds_in == "every column":
        for column in dict.fromkeys(column.key for block in table.blocks for column in block.columns):
            yield (
                column,
                tuple(f"{row}@{column}" for row in relation.left),
                tuple(f"{row}@{column}" for row in relation.right),
            )
    elif relation.holds_in == "every row":
        for row in _printed_rows(table, case):
            yield (
                row,
                tuple(f"{row}@{column}" for column in relation.left),
                tuple(f"{row}@{column}" for column in relation.right),
            )
    else:
        yield relation.holds_in, relation.left, relation.right


def addends(case: Case, total: str) -> Iterator[Sum]:
    """Yield the sums that a cell is declared to be the total of."""
    assert case.form is not None
    for keys in _totals(case.form.id).get(total, ()):
        yield case.sum(keys)


def totals(case: Case, table_key: str) -> Iterator[str]:
    """Yield the keys of the cells of a table that are totals, once each."""
    assert case.form is not None
    known = _totals(case.form.id)
    yield from (key for key, _, _ in case.form.table(table_key).cells() if key in known)


@cache
def _totals(form_id: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return every total of a form with the keys of its addends; a grand total has two such sets."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for table in forms()[form_id].tables:
        rows = [row.key for block in table.blocks for row in (*block.rows, *block.stand_ins)]
        columns = dict.fromkeys(column.key for block in table.blocks for column in block.columns)
        for relation in table.relations:
            if relation.check not in _TOTALS:
                continue
            total = relation.left[0]
            if relation.holds_in == "every column":
                found += [(f"{total}@{c}", tuple(f"{row}@{c}" for row in relation.right)) for c in columns]
            elif relation.holds_in == "every row":
                found += [(f"{row}@{total}", tuple(f"{row}@{c}" for c in relation.right)) for row in rows]
            else:
                found.append((total, relation.right))
    known: dict[str, tuple[tuple[str, ...], ...]] = {}
    for total, keys in found:
        known[total] = (*known.get(total, ()), keys)
    return known


def _printed_rows(table: FormTable, case: Case) -> Iterator[str]:
    """Yield the rows that a report prints: a stand-in takes the place of the rows it replaces."""
    for block in table.blocks:
        column = block.columns[0].key
        stand_ins = [row for row in block.stand_ins if f"{row.key}@{column}" in case.cells]
        replaced = {key for row in stand_ins for key in row.replaces}
        yield from (row.key for row in (*block.rows, *stand_ins) if row.key not in replaced)


def _judge(case: Case, relation: Relation, member: str, left: Sum, right: Sum) -> Judgement:
    keys = left.keys + right.keys
    if not left.is_known or not right.is_known:
        return not_assessable(keys, member)
    here, there = left.value, right.value
    has_null = left.has_null or right.has_null
    if has_null and not (left.is_all_null and right.is_all_null):
        if any(
            _is_unfilled_total(case, cell.key) for cell in (*left.cells, *right.cells) if cell.mark.is_null
        ):
            return not_assessable(keys, member)
        if relation.check in _TOTALS and right.is_all_null and here > 0:
            return not_assessable(keys, member)
    is_equal = here == there
    smaller = left if here < there else right
    return Judgement(
        Verdict.PASSED if is_equal else Verdict.FAILED,
        member,
        here,
        there,
        cells=keys,
        assumed_zero=has_null,
        severity=Severity.DOUBTFUL if not is_equal and smaller.could_be_more else None,
    )


def _is_unfilled_total(case: Case, key: str) -> bool:
    return any(sum_.value > 0 for sum_ in addends(case, key))
