"""Findings told: the outcome that a row of `outcome` or `neighbour_outcome` keeps, and its words."""

from typing import Any

from sqlalchemy import Row

from checks.catalogue import catalogue
from checks.messages import render
from checks.outcome import Outcome, Severity, Verdict


def failed_outcome(row: Row[Any]) -> Outcome:
    """Return what failed, of a row of either table."""
    return Outcome(
        check=row.check_id,
        verdict=Verdict.FAILED,
        severity=Severity(row.severity),
        member=row.member,
        left=row.left_value,
        right=row.right_value,
        assumed_zero=row.is_assumed_zero,
        cells=tuple(row.cell_keys),
        quotes=tuple(row.quotes),
    )


def words_of(found: Outcome) -> tuple[str, str]:
    """Return what is wrong in Chinese and English, in the words of this release.

    A check of another release may be unknown to this one: its finding is told without words.
    """
    check = catalogue().get(found.check)
    if check is None:
        return f"{found.check}（本版本无此检查）", found.check
    return render(check, found)
