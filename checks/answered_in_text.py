"""N02: the requests that the text says were answered are those that the table prints, result by result."""

from collections.abc import Iterator
from dataclasses import replace

from checks.case import Case, Judgement, not_applicable
from checks.claims import Keys, compare, mentions
from checks.outcome import Verdict

_TOTAL, _CARRIED_FORWARD = "outcome.total@total", "requests.carried_forward@total"
_CARRIED_OVER = "requests.carried_over@total"
# The results as the text names them, and the rows that they are of.
_RESULTS = {
    "granted": ("outcome.granted",),
    "partial": ("outcome.partial",),
    "disclosed": ("outcome.granted", "outcome.partial"),
    "denied": ("outcome.denied",),
    "unavailable": ("outcome.unavailable",),
    "not_processed": ("outcome.not_processed",),
    "other": ("outcome.other",),
}
# A single row that a loose hand may mean by its group: sample 06 says 因不掌握等原因无法提供265件.
_MAIN_ROWS = {"unavailable": "outcome.unavailable.not_held", "disclosed": "outcome.granted"}


def answered_in_text(case: Case) -> Iterator[Judgement]:
    """Compare 办结, 答复 with the outcome total, and each result with its rows."""
    found = [_answered(case), *(_result(case, name) for name in _RESULTS)]
    given = [judgement for judgement in found if judgement is not None]
    yield from given or [not_applicable()]


def _answered(case: Case) -> Judgement | None:
    answered = [_rows(case, name) for name in ("granted", "partial", "denied", "unavailable")]
    narrower = [(_TOTAL, _CARRIED_FORWARD), tuple(key for keys in answered for key in keys)]
    completed = compare(case, mentions(case, "requests.narrative.completed"), [(_TOTAL,)], narrower)
    everything = mentions(case, "requests.narrative.answered")
    if completed is not None or not everything:
        return completed
    # 均已答复 is about what was received; where that is not said there is nothing to compare.
    received = mentions(case, "requests.narrative.received", "requests.narrative.accepted")
    all_of_it = compare(case, received, [(_TOTAL,)], [(_TOTAL, _CARRIED_FORWARD)])
    if all_of_it is None or all_of_it.verdict is not Verdict.FAILED:
        return all_of_it
    over = case.sum((_CARRIED_OVER,))
    total = case.sum((_TOTAL,))
    if over.is_known and over.value and all_of_it.left == total.value - over.value:
        return Judgement(
            Verdict.PASSED, None, all_of_it.left, all_of_it.left, (*total.keys, *over.keys), all_of_it.quotes
        )
    return replace(all_of_it, quotes=(*all_of_it.quotes, *(mention.quote for mention in everything)))


def _result(case: Case, name: str) -> Judgement | None:
    stated = mentions(case, f"outcome.narrative.{name}")
    if not stated:
        return None
    main = _MAIN_ROWS.get(name)
    narrower = [_row(case, main), (f"{main}@natural_person",)] if main else []
    natural = tuple(f"{row}@natural_person" for row in _row_keys(case, name))
    return compare(case, stated, [_rows(case, name)], [*narrower, natural], f"outcome.{name}")


def _row_keys(case: Case, name: str) -> Keys:
    assert case.form is not None
    wanted = tuple(f"{row}." for row in _RESULTS[name])
    return tuple(row for row in case.form.table("requests").row_keys if f"{row}.".startswith(wanted))


def _rows(case: Case, name: str) -> Keys:
    """Return the cells of the total column of the rows of a result.

    A total left empty is told by R05 and is no reason not to add up the applicants that are printed.
    """
    return tuple(key for row in _row_keys(case, name) for key in _row(case, row))


def _row(case: Case, row: str) -> Keys:
    assert case.form is not None
    total = case.cells.get(f"{row}@total")
    if total is None or not total.mark.is_null:
        return (f"{row}@total",)
    columns = case.form.table("requests").column_keys
    return tuple(f"{row}@{column}" for column in columns if column != "total")
