"""An outcome in words, Chinese and English, rendered when it is read."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from checks.catalogue import Check, catalogue
from checks.outcome import Outcome, Verdict
from parsers.forms.form import forms

_MOST_CELLS = 6
_VERDICTS = {
    Verdict.PASSED: ("通过", "holds"),
    Verdict.NOT_ASSESSABLE: ("无法判断：所需数据缺失、为图片或未填", "not assessable: data missing, a picture, or not filled in"),
    Verdict.NOT_APPLICABLE: ("不适用", "not applicable"),
}  # fmt: skip


def render(outcome: Outcome) -> tuple[str, str]:
    """Say an outcome in Chinese and in English."""
    check = catalogue()[outcome.check]
    if outcome.verdict is not Verdict.FAILED:
        zh, en = _VERDICTS[outcome.verdict]
        return f"{check.zh}：{zh}", f"{check.en}: {en}"
    return _fill(check, outcome, check.failed_zh, 0), _fill(check, outcome, check.failed_en, 1)


def _fill(check: Check, outcome: Outcome, template: str, language: int) -> str:
    more = "等" if language == 0 else " and more"
    cells = [_label(key, language) for key in outcome.cells[:_MOST_CELLS]]
    said = template.format(
        member=_label(outcome.member or "", language),
        left=_number(outcome.left),
        right=_number(outcome.right),
        cells=("、" if language == 0 else "; ").join(cells)
        + (more if len(outcome.cells) > _MOST_CELLS else ""),
        quotes=("；" if language == 0 else "; ").join(outcome.quotes),
        count=len(outcome.cells) or len(outcome.quotes),
    )
    return said or (check.zh, check.en)[language]


def _number(side: Decimal | str | None) -> str:
    if side is None:
        return "—"
    return format(side, "f") if isinstance(side, Decimal) else side


def _label(member: str, language: int) -> str:
    return labels().get(member, (member, member))[language]


@cache
def labels() -> Mapping[str, tuple[str, str]]:
    """Return the Chinese and English names of rows, columns, groups and cells, by key."""
    found: dict[str, tuple[str, str]] = {}
    for form in forms().values():
        for table in form.tables:
            for block in table.blocks:
                for row in (*block.rows, *block.stand_ins):
                    found.setdefault(row.key, (row.label, row.en))
                for column in block.columns:
                    found.setdefault(column.key, ("".join((*column.under, column.label)), column.en))
                    if column.under and "." in column.key:  # litigation.direct of litigation.direct.upheld
                        group = column.key.rpartition(".")[0]
                        found.setdefault(group, ("".join(column.under), column.en.partition(":")[0]))
            for key, row, column in table.cells():
                zh = "".join((*column.under, column.label))
                found[key] = (f"{row.label}·{zh}", f"{row.en}, {column.en}") if row.label else (zh, column.en)
    return found
