"""U05. Every county here is constructed."""

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import findings, peer, said
from tests.checks.constructed import WANGDIAN, golden, lacking, printing

NEW = "requests.new@total"


def towns(*received):
    return tuple(
        peer(printing(golden(WANGDIAN), {NEW: text}), str(place)) for place, text in enumerate(received)
    )


def outliers(text, *received):
    return findings("U05", printing(golden(WANGDIAN), {NEW: text}), peers=towns(*received))


def test_more_than_twenty_times_the_median_stands_out():
    found = outliers("41", "1", "2", "2", "3", "9")
    assert list(found) == [NEW]
    assert (found[NEW].left, found[NEW].right, found[NEW].severity) == (41, 2, Severity.INFO)
    assert found[NEW].cells == (NEW,)


def test_twenty_times_the_median_does_not():
    assert outliers("40", "1", "2", "2", "3", "9") == {}


def test_where_most_have_none_a_single_one_does_not_stand_out():
    assert outliers("20", "0", "0", "0", "0", "0") == {}
    assert list(outliers("21", "0", "0", "0", "0", "0")) == [NEW]


def test_fewer_than_five_peers_have_no_usual_figure():
    few = {"peers": towns("1", "1", "1", "1")}
    assert said("U05", printing(golden(WANGDIAN), {NEW: "900"}), **few).verdict == "not_assessable"
    assert outliers("900", "1", "1", "1", "1", Mark.PICTURE) == {}


def test_money_and_single_kinds_of_applicants_are_left_aside():
    report = printing(
        golden(WANGDIAN), {"proactive.procurement.amount": "99999万元", "requests.new@natural_person": "900"}
    )
    assert findings("U05", report, peers=towns(*"22222")) == {}


def test_a_cell_that_the_report_lacks_or_no_peers_give_no_finding():
    assert findings("U05", lacking(golden(WANGDIAN), NEW), peers=towns(*"11111")) == {}
    assert said("U05", golden(WANGDIAN)).verdict == "not_assessable"
