"""Where else a figure is found: the cells of every form that stand for it, and how well."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from parsers.crosswalk.rules import Comparability, Rule, cell_keys, rules
from parsers.forms.form import forms

WORSE = tuple(Comparability)


@dataclass(frozen=True, slots=True)
class Way:
    """How one form tells a figure: the cells to add up, how well their sum compares, and why not exactly.

    ``keys`` is empty, and ``level`` none, where the form does not tell it. ``reasons`` are pairs of
    Chinese and English, one for every step between forms that is not exact.
    """

    form: str
    keys: tuple[str, ...]
    level: Comparability
    reasons: tuple[tuple[str, str], ...] = ()


@cache
def ways(keys: tuple[str, ...], form_id: str) -> Mapping[str, Way]:
    """Return for every form the way to a figure that ``form_id`` tells as the sum of ``keys``.

    Forms are compared with their neighbours in time; what compares only over several steps is as good as
    the worst of them. Raises ``KeyError`` for a form that there is not.
    """
    order = list(forms())
    start = order.index(form_id) if form_id in order else None
    if start is None:
        raise KeyError(form_id)
    found = {form_id: Way(form_id, keys, Comparability.EXACT)}
    for steps in (pairwise(order[start:]), pairwise(order[start::-1])):
        for here, there in steps:
            found[there] = _step(found[here], there)
    return {form: found[form] for form in order}


def _step(way: Way, there: str) -> Way:
    """Go from one form to the next: all cells by one rule, or each by its own."""
    if not way.keys:
        return Way(there, (), Comparability.NONE, way.reasons)
    as_one = _by_rule(way.keys, way.form, there)
    steps = [as_one] if as_one else [_alone(key, way.form, there) for key in way.keys]
    level = max((way.level, *(step.level for step in steps)), key=WORSE.index)
    reasons = (*way.reasons, *dict.fromkeys(reason for step in steps for reason in step.reasons))
    if level is Comparability.NONE:
        return Way(there, (), level, reasons)
    return Way(there, tuple(dict.fromkeys(key for step in steps for key in step.keys)), level, reasons)


def _by_rule(keys: Sequence[str], here: str, there: str) -> Way | None:
    for rule, ours, theirs in _rules_between(here, there):
        if ours and set(ours) == set(keys):
            reasons = () if rule.level is Comparability.EXACT else ((rule.zh, rule.en),)
            return Way(there, theirs, rule.level, reasons)
    return None


def _alone(key: str, here: str, there: str) -> Way:
    by_rule = _by_rule([key], here, there)
    if by_rule:
        return by_rule
    if key in cell_keys(there) and not any(key in theirs for _, _, theirs in _rules_between(here, there)):
        return Way(there, (key,), Comparability.EXACT)  # the same key means the same
    return Way(there, (), Comparability.NONE)


def _rules_between(here: str, there: str) -> Iterator[tuple[Rule, tuple[str, ...], tuple[str, ...]]]:
    for rule in rules():
        if (rule.old_form, rule.new_form) == (here, there):
            yield rule, rule.old_keys, rule.new_keys
        elif (rule.new_form, rule.old_form) == (here, there):
            yield rule, rule.new_keys, rule.old_keys
