"""An outcome in words, Chinese and English, rendered when it is read."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from checks.case import Judgement
from checks.catalogue import Check
from checks.outcome import Outcome, Verdict
from parsers.forms.form import forms

_MOST_CELLS = 6
_VERDICTS = {
    Verdict.PASSED: ("通过", "holds"),
    Verdict.NOT_ASSESSABLE: ("无法判断：所需数据缺失、为图片或未填", "not assessable: data missing, a picture, or not filled in"),
    Verdict.NOT_APPLICABLE: ("不适用", "not applicable"),
}  # fmt: skip


def render(check: Check, judged: Judgement | Outcome) -> tuple[str, str]:
    """Say what a check says in Chinese and in English."""
    if judged.verdict is not Verdict.FAILED:
        zh, en = _VERDICTS[judged.verdict]
        return f"{check.zh}：{zh}", f"{check.en}: {en}"
    return _fill(check, judged, check.failed_zh, 0), _fill(check, judged, check.failed_en, 1)


def _fill(check: Check, judged: Judgement | Outcome, template: str, language: int) -> str:
    more = "等" if language == 0 else " and more"
    cells = [_label(key, language) for key in judged.cells[:_MOST_CELLS]]
    said = template.format(
        member=_label(judged.member or "", language),
        left=_number(judged.left),
        right=_number(judged.right),
        cells=("、" if language == 0 else "; ").join(cells)
        + (more if len(judged.cells) > _MOST_CELLS else ""),
        quotes=("；" if language == 0 else "; ").join(judged.quotes),
        count=len(judged.cells) or len(judged.quotes),
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
