"""The findings of a report as its pages number them: its own first, then those beside other reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from query.answers import FindingAnswer, ReportAnswer

GRAVEST_FIRST = ("error", "warning", "doubtful", "info")
MOST_MARKED = 40  # a finding over more cells than this tells nothing about each of them


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """One finding. ``review`` is None where the version is not shown: people decide about what is."""

    number: int  # from 1
    check: str
    member: str | None
    severity: str
    message_zh: str
    message_en: str
    cells: tuple[str, ...]
    is_beside: bool
    review: str | None
    note: str | None

    @property
    def is_markable(self) -> bool:
        """Whether it is marked in the cells that it names."""
        return len(self.cells) <= MOST_MARKED


def numbered_findings(found: ReportAnswer, reviewed: Sequence[FindingAnswer]) -> tuple[NumberedFinding, ...]:
    """Give the findings of a report their numbers; ``reviewed`` are those of the shown version, with what people decided."""
    states = {(one.check, one.member): one for one in reviewed}
    told = []
    for outcome in (found.document or {}).get("outcomes", ()):
        if outcome["verdict"] == "failed":
            state = states.get((outcome["check"], outcome["member"]))
            review = (state.review.value, state.note) if state else (None, None)
            words = (outcome["severity"], outcome["message_zh"], outcome["message_en"])
            told.append(
                (outcome["check"], outcome["member"], *words, tuple(outcome["cells"]), False, *review)
            )
    told += [
        (one.check, one.member, one.severity, one.message_zh, one.message_en, one.cells, True, one.review.value, one.note)
        for one in found.beside
    ]  # fmt: skip
    return tuple(NumberedFinding(number, *one) for number, one in enumerate(told, 1))


def gravest(findings: Sequence[NumberedFinding]) -> str | None:
    """Return the worst severity among some findings, None where there are none."""
    return min((one.severity for one in findings), key=GRAVEST_FIRST.index, default=None)
