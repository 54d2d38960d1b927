"""Several findings with one cause, told as one story, with the corrections that would mend them all.

A diagnosis is a reading of outcomes that exist: it adds none, and says nothing where findings stand alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from checks.case import Case
from checks.messages import labels
from checks.outcome import Outcome, Verdict
from checks.repairs import MOST_STEPS, Repair, Repairs, repairs
from parsers.report import ParsedReport

_TABLE: Final = "requests"
_SUMS: Final = frozenset({"R01", "R02", "R03", "R04", "R05", "R07", "R08"})
_FEWEST: Final = 2  # findings: one alone is its own story
_CUT_OFF: Final = (
    f"改法的查找在试过{MOST_STEPS}组单元格后中止，可能还有其他改法。",
    f"The search for corrections ended after {MOST_STEPS} sets of cells; there may be others.",
)
_NOTE: Final = re.compile(
    r"(?<=.)（[^（）]{6,}）"
)  # （区分处理的，只计这一情形，不计其他情形） is no part of the name


@dataclass(frozen=True, slots=True)
class Story:
    """What findings have in common.

    ``explains`` are the findings and ``unassessed`` the verdicts that could not be given for the same
    reason, each as check and member; ``repairs`` are all smallest sets of up to three cells whose
    correction would make the table balance, unless ``is_cut_off`` says that there may be others.
    """

    table: str
    zh: str
    en: str
    explains: tuple[tuple[str, str | None], ...]
    unassessed: tuple[tuple[str, str | None], ...]
    repairs: tuple[Repair, ...]
    is_cut_off: bool = False


def has_story(outcomes: Sequence[Outcome]) -> bool:
    """Tell whether there are findings enough for a story, without the report."""
    return len(_failed_sums(outcomes)) >= _FEWEST


def diagnose(report: ParsedReport, outcomes: Sequence[Outcome]) -> tuple[Story, ...]:
    """Tell the stories behind the outcomes of a report, at most one for each table of sums."""
    if not has_story(outcomes):
        return ()
    failed = [outcome for outcome in outcomes if outcome.verdict is Verdict.FAILED]
    sums = _failed_sums(outcomes)
    mended = repairs(Case(report), _TABLE)
    found = mended.ways
    told = [outcome for outcome in failed if outcome.check not in _SUMS and _agrees(outcome, found)]
    explained = [outcome for outcome in failed if outcome in sums or outcome in told]
    unfilled = {outcome.member for outcome in sums if outcome.check == "R05"}
    unassessed = [
        outcome
        for outcome in outcomes
        if outcome.verdict is Verdict.NOT_ASSESSABLE and unfilled & set(outcome.cells)
    ]
    zh, en = zip(*_causes(sums, told, found), strict=True)
    counts = len(explained), len(unassessed)
    return (
        Story(
            _TABLE,
            "".join((_opening(counts, 0), "；".join(zh), "。", _mended(mended, 0))),
            "".join((_opening(counts, 1), "; ".join(en), ". ", _mended(mended, 1))),
            tuple((outcome.check, outcome.member) for outcome in explained),
            tuple((outcome.check, outcome.member) for outcome in unassessed),
            found,
            mended.is_cut_off,
        ),
    )


def _failed_sums(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [one for one in outcomes if one.verdict is Verdict.FAILED and one.check in _SUMS]


def _agrees(outcome: Outcome, found: Sequence[Repair]) -> bool:
    """Whether what the text says of a cell is what every repair would write into it."""
    if not found or not outcome.check.startswith("N") or len(outcome.cells) != 1:
        return False
    (key,) = outcome.cells
    told = Decimal(outcome.left) if isinstance(outcome.left, str) else outcome.left
    return all(any(change.key == key and change.value == told for change in repair) for repair in found)


def _causes(
    sums: Sequence[Outcome], told: Sequence[Outcome], found: Sequence[Repair]
) -> Iterator[tuple[str, str]]:
    """Yield the causes that the checks name, in Chinese and English; a slip where they name none."""
    empty = [outcome for outcome in sums if outcome.check == "R05"]
    twice = next((outcome for outcome in sums if outcome.check == "R08"), None)
    unsummed = next((outcome for outcome in sums if outcome.check == "R07"), None)
    if empty:
        zh, en = (_listed([outcome.member or "" for outcome in empty], language) for language in (0, 1))
        yield f"{zh}未填数字，而各分项有数", f"not filled in although their parts are: {en}"
    if twice:
        zh, en = labels().get(twice.member or "", ("", ""))
        yield (
            f"{zh}列“部分公开”疑似同时计入“予以公开”",
            f"under {en}, partial grants seem to be counted as grants too",
        )
    if unsummed:
        zh, en = (_listed(unsummed.cells, language) for language in (0, 1))
        yield f"“总计”列未汇总：{zh}", f"the total column is not summed up: {en}"
    if not (empty or twice or unsummed):
        yield ("疑为填写笔误", "probably a slip") if found else ("原因不明", "the cause is unknown")
    if told:
        quotes = "；".join(quote for outcome in told for quote in outcome.quotes)
        yield f"正文与改正后的数一致（{quotes}）", f"the text agrees with the corrected figure ({quotes})"


def _opening(counts: tuple[int, int], language: int) -> str:
    failed, unassessed = counts
    if language == 0:
        more = f"、{unassessed}项无法判断" if unassessed else ""
        return f"{failed}项提示{more}，可一并解释："
    more = f" and {unassessed} verdicts that cannot be given" if unassessed else ""
    return f"{failed} findings{more} go together: "


def _mended(found: Repairs, language: int) -> str:
    more = _CUT_OFF[language] if found.is_cut_off else ""
    if not found.ways:
        return more or ("三格以内无法改平。", "No correction of up to three cells mends the table.")[language]
    cells = len(found.ways[0])
    ways = ("；或", "; or ")[language].join(_written(repair, language) for repair in found.ways)
    if language == 0:
        return f"改{cells}格即可平衡：{ways}。{more}"
    return f"Correcting {cells} cell{'' if cells == 1 else 's'} mends the table: {ways}.{more and ' '}{more}"


def _written(repair: Repair, language: int) -> str:
    blank = ("空白", "blank")[language]
    changes = (
        f"{_name(change.key, language)} {change.printed or blank}→{change.value:f}" for change in repair
    )
    return ("，", ", ")[language].join(changes)


def _listed(keys: Sequence[str], language: int) -> str:
    return ("、", "; ")[language].join(_name(key, language) for key in keys)


def _name(key: str, language: int) -> str:
    return _NOTE.sub("", labels().get(key, (key, key))[language])
