"""P05: government rules (规章) reported by an organ that cannot make any.

Departments of the State Council, provinces and cities divided into districts make them (立法法). The
office of such a government often reports for it, so of its rules nothing can be said.
"""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable
from checks.outcome import Verdict
from parsers.organs import PUBLISHER_TYPES
from parsers.report import PrintedPublisher

_ABOVE_COUNTIES = "00"  # digits 5 and 6 of the division codes of provinces and prefectures


def rules_without_power(case: Case) -> Iterator[Judgement]:
    """Look at the row of rules; who publishes matters only where it prints more than 0."""
    assert case.form is not None
    rules = case.sum(key for key, row, _ in case.form.table("proactive").cells() if row.key == "rules")
    reported = [cell for cell in rules.cells if cell.value]
    has_power = _has_power(case.report.publisher)
    if not reported and not rules.is_known:
        yield not_assessable(rules.keys)
    elif not reported or has_power:
        yield Judgement(Verdict.PASSED, cells=rules.keys, assumed_zero=rules.has_null)
    elif has_power is None:
        yield not_assessable(cell.key for cell in reported)
    else:
        yield failed((cell.key for cell in reported), (cell.text or "" for cell in reported))


def _has_power(publisher: PrintedPublisher | None) -> bool | None:
    kind = PUBLISHER_TYPES.get(publisher.type or "") if publisher else None
    if publisher is None or kind is None:
        return None
    is_of_a_county = publisher.division_code is not None and publisher.division_code[4:6] != _ABOVE_COUNTIES
    return None if kind.key == "government_office" and not is_of_a_county else kind.rules
