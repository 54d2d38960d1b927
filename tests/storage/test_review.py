"""What people decide about findings outlives everything but a change of the figures."""

import json
from dataclasses import replace

import pytest

from storage.archive import ArchiveIsReadOnly
from storage.database import READING
from storage.models import report
from storage.review import (
    Decision,
    FindingAmbiguous,
    FindingUnknown,
    Operands,
    ReviewState,
    decisions_on,
    findings_of,
    state_of,
    texts_of,
)
from storage.shown import shown_of
from tests.storage.plain_reader import PLAIN, crawl_once
from tests.storage.test_recheck import body, page

WHO, KEY = "linan-昌化镇", "requests.new@total"


def negative(new="-1", **cells):
    """A report that the plain reader's only check finds fault with."""
    return page("a", body(new=new, **cells))


@pytest.fixture
def states(archive):
    """Tell where the findings of a check stand on the report that is shown now."""

    def told(check, year=2020):
        with archive.engine.connect().execution_options(**READING) as connection:
            (one,) = shown_of(connection, report.c.publisher_id == WHO, report.c.year == year)
            decisions = decisions_on(connection, [one.report_id])
            texts = texts_of(connection, one.result_id)
            return {
                found.member: state_of(
                    decisions.get((one.report_id, check, found.member), ()), found.operands, texts
                )
                for found in findings_of(connection, one)
                if found.check == check
            }

    return told


def decide(archive, check="R01", member=None, decision=Decision.DISMISSED, note="one more"):
    return archive.review(WHO, 2020, check, member, decision=decision, note=note)


def test_a_finding_is_open_until_somebody_decides(archive, states):
    crawl_once(archive, negative())
    assert states("R01") == {KEY: (ReviewState.OPEN, None)}
    decide(archive, decision=Decision.CONFIRMED, note="the town said so")
    assert states("R01") == {KEY: (ReviewState.CONFIRMED, "the town said so")}


def test_every_decision_is_kept_and_the_last_one_holds(archive, states, rows):
    crawl_once(archive, negative())
    decide(archive, decision=Decision.CONFIRMED)
    decide(archive, note="on reflection")
    assert states("R01") == {KEY: (ReviewState.DISMISSED, "on reflection")}
    assert rows("SELECT decision FROM review_decision ORDER BY id") == [("confirmed",), ("dismissed",)]


def test_the_values_compared_are_kept_with_the_decision(archive, rows):
    crawl_once(archive, negative())
    decide(archive)
    ((operands,),) = rows("SELECT operands FROM review_decision")
    assert json.loads(operands) == {"left": "-1", "right": "0", "cells": {KEY: "-1"}, "quotes": []}


def test_a_decision_outlives_crawls_new_words_parsers_and_checks(open_archive, archive, states):
    crawl_once(archive, negative())
    decide(archive)
    newer = open_archive(reader=replace(PLAIN, release="2.0"))
    crawl_once(newer, replace(negative(), captured_at=negative().captured_at.replace(day=5)))
    other_words = page("a", body(new="-1", words="别的话。"), day=9)
    crawl_once(newer, other_words)
    assert states("R01") == {KEY: (ReviewState.DISMISSED, "one more")}


def test_a_finding_opens_again_when_a_value_changes_and_closes_when_it_comes_back(archive, states):
    crawl_once(archive, negative("-1"))
    decide(archive)
    crawl_once(archive, page("a", body(new="-2"), day=2))
    assert states("R01") == {KEY: (ReviewState.REOPENED, None)}
    crawl_once(archive, page("a", body(new="-1"), day=3))
    assert states("R01") == {KEY: (ReviewState.DISMISSED, "one more")}


def test_findings_beside_other_reports_are_decided_likewise(archive, states):
    crawl_once(archive, page("a", body(2019, forward=1), year=2019), page("b", body(2020, over=2)))
    decide(archive, "X01", "total")
    assert states("X01") == {"total": (ReviewState.DISMISSED, "one more")}
    crawl_once(archive, page("a", body(2019, forward=5), year=2019, day=2))
    assert states("X01") == {"total": (ReviewState.REOPENED, None)}


def test_where_a_check_has_several_findings_the_member_must_be_named(archive):
    crawl_once(archive, page("a", body(new="-1", over="-2")))
    with pytest.raises(FindingAmbiguous, match=r"requests\.new@total, requests\.carried_over@total"):
        decide(archive)
    assert decide(archive, member="requests.carried_over@total").operands.left == "-2"


@pytest.mark.parametrize(("check", "year"), [("R02", 2020), ("R01", 2019)])
def test_what_is_no_finding_cannot_be_decided(archive, rows, check, year):
    crawl_once(archive, negative())
    with pytest.raises(FindingUnknown, match="it has"):
        archive.review(WHO, year, check, None, decision=Decision.DISMISSED, note="")
    assert rows("SELECT count(*) FROM review_decision") == [(0,)]


def test_a_read_only_archive_takes_no_decision(archive, open_archive):
    crawl_once(archive, negative())
    with pytest.raises(ArchiveIsReadOnly):
        decide(open_archive(is_read_only=True))


def test_a_release_that_names_other_cells_or_words_opens_nothing():
    then = Operands("1", "2", {"a": "1"}, ("old words",))
    assert then.still_hold(Operands("1", "2", {"b": "7"}, ("new words",)), {"a": "1", "b": "7"})
    assert not then.still_hold(Operands("1", "2"), {"a": "8"})
    assert not then.still_hold(Operands("1", "3"), {"a": "1"})


def test_a_finding_of_words_alone_stands_on_its_words():
    assert Operands(quotes=("无",)).still_hold(Operands(quotes=("无",)), {})
    assert not Operands(quotes=("无",)).still_hold(Operands(quotes=("有",)), {})
    assert not Operands(left="").still_hold(Operands(quotes=("有",)), {})
