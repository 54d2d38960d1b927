"""A figure of the narrative beside the cells that it may repeat.

A contradiction is claimed only when scope and period are the same and no candidate equals the figure;
what falls short of that is doubtful. A figure of another time, or one that only counts a part, is no contradiction.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Final

from checks.case import Case, Judgement, Sum, not_assessable
from checks.outcome import Severity, Verdict
from checks.prose.own import GOVERNING
from checks.relations import addends
from parsers.report import Mention

Keys = tuple[str, ...]

_WHOLE_YEAR: Final = re.compile(r"(?<!\d)1月(?:1日)?起?(?:至|到|[-—~～]+)(?:20\d\d年)?12月(?:31日)?$")
_NEARLY: Final = Decimal("0.1")  # how far 近 and 约 may be from the table
_ORDER: Final = (Verdict.FAILED, Verdict.NOT_ASSESSABLE, Verdict.PASSED)


class Standing(Enum):
    """Whether a figure of the text and the table count over the same time and the same offices."""

    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


def number(mention: Mention) -> Decimal | None:
    """Return the figure of a mention, None for words such as ``all``."""
    return Decimal(mention.value) if re.fullmatch(r"-?\d+(?:\.\d+)?", mention.value) else None


def mentions(case: Case, *keys: str) -> list[Mention]:
    """Return the mentions of some keys that do not tell of another time."""
    return [
        mention
        for mention in case.report.mentions
        if mention.key in keys and standing(case, mention) is not Standing.OTHER
    ]


def standing(case: Case, mention: Mention) -> Standing:
    """Compare scope and period of a mention with the report's.

    The own scope of a government is its region, that of others the organ: 区政府办 beside the table of a whole
    district counts something else (sample 02), and so does 我区 beside the table of an office (seed 004).
    """
    period = _period(mention.period, case.report.year)
    if period is not Standing.SAME:
        return period
    kind = case.own.type
    own = None if kind is None else "region" if kind.key in GOVERNING else "organ"
    return Standing.SAME if mention.scope in {None, own} else Standing.UNSURE


def _period(period: str | None, year: int | None) -> Standing:
    if period is None:
        return Standing.SAME
    years = [int(found) for found in re.findall(r"(?<!\d)20\d\d(?=年)", period)]
    if year is None or period.startswith("截"):
        return Standing.UNSURE
    if years and max(years) < year:
        return Standing.OTHER
    if "月" in period and not _WHOLE_YEAR.search(period):
        return Standing.OTHER  # a part of the year
    return Standing.SAME if set(years) <= {year} else Standing.UNSURE


def fits(mention: Mention, value: Decimal) -> bool:
    """Whether a printed value is what a mention says, exactly or as nearly as it says."""
    said = number(mention)
    if said is None:
        return False
    if mention.qualifier == "at_least":
        return value >= said
    return abs(value - said) <= said * _NEARLY if mention.qualifier == "about" else value == said


def compare(
    case: Case,
    stated: Sequence[Mention],
    meant: Iterable[Keys],
    possible: Iterable[Keys] = (),
    member: str | None = None,
) -> Judgement | None:
    """Judge figures of one thing against the table; None if the text does not state any.

    ``meant`` are the cells whose sum the figures repeat; one of them equal is enough. Figures
    that equal only one of ``possible`` are doubtful. Several figures may be one total and its parts.
    """
    said = [(mention, value) for mention in stated if (value := number(mention)) is not None]
    if not said:
        return None
    sums = [case.sum(keys) for keys in meant]
    usable = [total for total in sums if total.is_known and not is_unfilled(case, total)]
    agreed = [(value, total) for mention, value in said for total in usable if fits(mention, total.value)]
    parts = sum((value for _, value in said), Decimal(0))
    agreed += [(parts, total) for total in usable if total.value == parts]
    most = max((value for value, _ in agreed), default=Decimal(-1))
    excess = [(mention, value) for mention, value in said if value > most]
    quotes = tuple(dict.fromkeys(mention.quote for mention, _ in excess or said))
    if agreed and not excess:
        value, total = agreed[0]
        return Judgement(
            Verdict.PASSED, member, value, total.value, total.keys, quotes, assumed_zero=total.has_null
        )
    if not usable or len(usable) < len(sums):
        return not_assessable((key for total in sums for key in total.keys), member)
    mention, value = max(excess, key=lambda one: one[1])
    total = usable[0]
    is_explained = (
        standing(case, mention) is not Standing.SAME
        or bool(agreed)  # another figure of the text is that of the table
        or mention.qualifier != "exact"
        or any(value == (other := case.sum(keys)).value and other.is_known for keys in possible)
        or (value > total.value and total.could_be_more)
    )
    return Judgement(
        Verdict.FAILED,
        member,
        value,
        total.value,
        total.keys,
        quotes,
        assumed_zero=total.has_null,
        severity=Severity.DOUBTFUL if is_explained else None,
    )


def is_unfilled(case: Case, total: Sum) -> bool:
    """Whether an operand is a total left empty although its addends are printed (R05 tells it)."""
    return any(
        addend.value > 0 for cell in total.cells if cell.mark.is_null for addend in addends(case, cell.key)
    )


def worst(judgements: Iterable[Judgement | None]) -> Judgement | None:
    """Return the judgement that matters most of those about one thing; None if there is none."""
    given = [judgement for judgement in judgements if judgement is not None]
    return min(given, key=lambda judgement: _ORDER.index(judgement.verdict), default=None)
