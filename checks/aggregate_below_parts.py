"""U03: what a government adds up for its territory is not less than what its parts report.

The parts of a county are its departments and towns; of a city or a province also the governments under it.
The archive may lack some of the parts, and a part may count what the government does not: so it is doubtful.
"""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, Sum, not_applicable, not_assessable
from checks.outcome import Severity, Verdict
from checks.prose.own import TELLING

_MEMBERS = (
    "requests.new@total", "outcome.total@total", "review.total", "litigation.direct.total",
    "litigation.after_review.total",
)  # fmt: skip


def aggregate_below_parts(case: Case) -> Iterator[Judgement]:
    """Compare totals with the sums of the parts, where the text speaks of requests in the whole territory."""
    parts, publisher = case.neighbours.parts, case.report.publisher
    if parts is None:
        yield not_assessable()
    elif publisher is None or publisher.type not in TELLING or not _aggregates(case):
        yield not_applicable()
    elif not parts:
        yield not_assessable()
    else:
        below = [Case(part.report) for part in parts]
        for key in _MEMBERS:
            sums = [found for part in below if (found := part.sum((key,))).is_known]
            yield _judge(key, case.sum((key,)), sums)


def _aggregates(case: Case) -> bool:
    return any(
        mention.key.startswith("requests.narrative.") and mention.scope == "region"
        for mention in case.report.mentions
    )


def _judge(key: str, whole: Sum, parts: list[Sum]) -> Judgement:
    if not whole.is_known or not parts:
        return not_assessable((key,), key)
    together = sum((part.value for part in parts), Decimal(0))
    return Judgement(
        Verdict.FAILED if whole.value < together else Verdict.PASSED,
        key,
        whole.value,
        together,
        cells=(key,),
        quotes=(f"{len(parts)}个机关",),
        assumed_zero=whole.has_null or any(part.has_null for part in parts),
        severity=Severity.DOUBTFUL if whole.value < together else None,
    )
