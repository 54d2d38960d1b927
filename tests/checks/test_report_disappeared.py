"""V03. Every visit here is constructed."""

from checks.neighbours import Sightings
from checks.outcome import Severity
from tests.checks.beside import said
from tests.checks.constructed import CHANGHUA, golden

PAGE = "https://www.linan.gov.cn/art/1.html"


def test_a_report_that_no_place_shows_any_more_has_disappeared():
    seen = Sightings((PAGE,), last_seen_on="2025-01-20", gone_on="2025-02-07")
    found = said("V03", golden(CHANGHUA), sightings=seen)
    assert (found.verdict, found.severity) == ("failed", Severity.WARNING)
    assert (found.left, found.right, found.quotes) == ("2025-01-20", "2025-02-07", (PAGE,))


def test_a_report_that_is_still_there_passes():
    seen = Sightings((PAGE,), last_seen_on="2025-01-20")
    assert said("V03", golden(CHANGHUA), sightings=seen).verdict == "passed"


def test_without_visits_it_is_not_assessable():
    assert said("V03", golden(CHANGHUA)).verdict == "not_assessable"
