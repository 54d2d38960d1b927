"""V06. Every address here is constructed."""

from checks.neighbours import Sightings
from checks.outcome import Severity
from tests.checks.beside import said
from tests.checks.constructed import CHANGHUA, golden

ONE, TWO = "https://www.linan.gov.cn/art/1.html", "https://www.linan.gov.cn/col/2.html"


def test_a_report_at_two_addresses_is_worth_knowing():
    found = said("V06", golden(CHANGHUA), sightings=Sightings((ONE, TWO)))
    assert (found.verdict, found.severity, found.left, found.quotes) == (
        "failed",
        Severity.INFO,
        2,
        (ONE, TWO),
    )


def test_a_report_at_one_address_passes():
    assert said("V06", golden(CHANGHUA), sightings=Sightings((ONE,))).verdict == "passed"


def test_without_visits_it_is_not_assessable():
    assert said("V06", golden(CHANGHUA)).verdict == "not_assessable"
    assert said("V06", golden(CHANGHUA), sightings=Sightings()).verdict == "not_assessable"
