"""The smallest repairs of a table. Those of the seeds were worked out by hand from the documents."""

import itertools
from functools import partial

import pytest

from checks import repairs as module
from checks.case import Case
from checks.relations import relations
from checks.repairs import repairs
from parsers.report import Mark
from tests.checks.constructed import CHANGHUA, GONGSHU, JINBEI, LUZHU, WANGDIAN, golden, printing

GRANTED, PARTIAL, TOTAL = "outcome.granted", "outcome.partial", "outcome.total"


def found(report):
    return [
        {change.key: int(change.value) for change in repair}
        for repair in repairs(Case(report), "requests").ways
    ]


def test_the_two_repairs_of_seed_002():
    """One request: granted or granted in part, not both; and the total column says nothing of it.

    The rows 予以公开, 部分公开 and 总计 are unequal and share no cell, so each needs one. The total of totals has
    to be 1, as 新收 is; under it just one outcome; and the other of the two is 0 for natural persons.
    """
    assert found(golden(LUZHU)) == [
        {f"{GRANTED}@natural_person": 0, f"{PARTIAL}@total": 1, f"{TOTAL}@total": 1},
        {f"{GRANTED}@total": 1, f"{PARTIAL}@natural_person": 0, f"{TOTAL}@total": 1},
    ]


def test_the_one_repair_of_seed_003():
    """Two requests, two outcomes, and a slash in both boxes of 总计: nothing else balances both columns."""
    assert found(golden(JINBEI)) == [{f"{TOTAL}@natural_person": 2, f"{TOTAL}@total": 2}]


def test_a_repair_tells_what_the_cell_prints_now():
    (repair,) = repairs(Case(golden(JINBEI)), "requests").ways
    assert [change.printed for change in repair] == ["/", "/"]


@pytest.mark.parametrize("seed", [WANGDIAN, GONGSHU, CHANGHUA])
def test_a_table_that_balances_needs_none(seed):
    assert found(golden(seed)) == []


@pytest.mark.parametrize(
    "key", [f"{GRANTED}@total", f"{GRANTED}@natural_person", "outcome.not_processed.petition@total"]
)
def test_a_single_slip_has_a_single_repair(key):
    report = golden(GONGSHU)
    printed = Case(report).value(key)
    assert found(printing(report, {key: str(printed + 7)})) == [{key: printed}]


def test_two_slips_in_different_rows_and_columns_are_mended_together():
    report = printing(golden(GONGSHU), {f"{GRANTED}@natural_person": "9", "requests.new@org.other": "3"})
    assert found(report) == [{"requests.new@org.other": 0, f"{GRANTED}@natural_person": 4}]


def test_every_repair_named_balances_the_table_and_none_is_below_zero():
    broken = {f"{GRANTED}@total": "0", f"{PARTIAL}@total": "0", f"{TOTAL}@total": "9"}
    report = printing(golden(GONGSHU), broken)
    for changes in found(report):
        mended = Case(printing(report, {key: str(value) for key, value in changes.items()}))
        verdicts = {one.verdict for check in ("R01", "R02", "R03", "R04") for one in relations(mended, check)}
        assert verdicts == {"passed"}
        assert min(changes.values()) >= 0


def test_the_search_misses_no_smallest_repair_of_two_cells():
    """Compared with trying every pair of cells that stand in the rows and columns concerned."""
    report = golden(JINBEI)
    keys = [f"{row}@{column}" for row in (TOTAL, "requests.new", "outcome.unavailable.not_held")
            for column in ("natural_person", "org.other", "total")]  # fmt: skip
    tried = []
    for pair in itertools.combinations(keys, 2):
        for values in itertools.product(range(4), repeat=2):
            mended = printing(report, dict(zip(pair, map(str, values), strict=True)))
            case = Case(mended)
            if all(
                one.verdict == "passed" for check in ("R01", "R03", "R04") for one in relations(case, check)
            ):
                tried.append(dict(zip(pair, values, strict=True)))
    assert tried == found(report)


def test_more_than_three_slips_have_no_repair():
    slips = {
        f"{row}@org.business": "5"
        for row in (GRANTED, PARTIAL, "outcome.other", "outcome.not_processed.repeat")
    }
    assert found(printing(golden(GONGSHU), slips)) == []


def test_a_table_with_an_unknown_cell_is_not_mended():
    report = printing(golden(GONGSHU), {f"{GRANTED}@total": "9", "requests.new@org.other": Mark.PICTURE})
    assert found(report) == []


def test_a_search_that_takes_too_many_steps_says_so(monkeypatch):
    assert not repairs(Case(golden(LUZHU)), "requests").is_cut_off
    monkeypatch.setattr(module, "_Search", partial(module._Search, steps=3))
    assert repairs(Case(golden(LUZHU)), "requests").is_cut_off


def test_what_was_found_before_the_search_was_cut_off_is_kept(monkeypatch):
    """Seed 002 has two repairs: with ever more steps first none, then one of them, then both are named."""
    named = []
    for steps in range(1, 400):
        monkeypatch.setattr(module, "_Search", partial(module.__dict__["_Search"], steps=steps))
        found = repairs(Case(golden(LUZHU)), "requests")
        named.append((len(found.ways), found.is_cut_off))
        monkeypatch.undo()
    assert sorted(set(named)) == [(0, True), (1, True), (2, False), (2, True)]
