"""Contract over every check: registered, of one name everywhere, told in two languages, tested."""

import importlib
import inspect
import string
from functools import partial
from pathlib import Path

import pytest

from checks.catalogue import GROUPS, catalogue
from checks.registry import RULES, checks
from checks.relations import relations

ROOT = Path(__file__).parents[2]
FIELDS = {"member", "left", "right", "cells", "quotes", "count"}
EVERY = pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)


def test_all_81_checks_are_there_in_the_order_of_their_groups():
    assert len(checks()) == 81
    groups = [check.group for check in checks()]
    assert groups == sorted(groups, key=GROUPS.index)


def test_no_check_is_switched_off():
    assert set(RULES) == set(catalogue())


@EVERY
def test_a_rule_is_a_relation_of_the_forms_or_a_function_of_its_own_name_in_its_own_file(check):
    rule = RULES[check.id]
    if isinstance(rule, partial):
        assert (rule.func, rule.keywords) == (relations, {"check": check.id})
        return
    assert rule.__name__ == check.name
    assert rule.__module__ == f"checks.{check.name}"
    assert list(inspect.signature(rule).parameters) == ["case"]


@EVERY
def test_the_file_says_which_check_it_is(check):
    if isinstance(RULES[check.id], partial):
        return
    documented = importlib.import_module(f"checks.{check.name}").__doc__ or ""
    assert documented.startswith(f"{check.id}: ")


@EVERY
def test_a_finding_is_told_in_chinese_and_english_with_known_words_only(check):
    for template in (check.failed_zh, check.failed_en):
        assert template
        assert {name for _, name, _, _ in string.Formatter().parse(template) if name} <= FIELDS


@EVERY
def test_every_check_has_a_test_of_its_own(check):
    name = "relations" if isinstance(RULES[check.id], partial) else check.name
    test = ROOT / "tests" / "checks" / f"test_{name}.py"
    assert check.id in test.read_text(encoding="utf-8")
