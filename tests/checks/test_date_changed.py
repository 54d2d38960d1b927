"""V04. Every date here is constructed."""

from checks.neighbours import Sightings
from checks.outcome import Severity
from tests.checks.beside import said
from tests.checks.constructed import CHANGHUA, golden


def judged(*dates):
    return said("V04", golden(CHANGHUA), sightings=Sightings(page_dates=dates))


def test_another_date_over_the_same_content_is_worth_knowing():
    found = judged("2021-02-20", "2021-01-31")
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert (found.left, found.right) == ("2021-02-20", "2021-01-31")
    assert found.message_zh == "内容未变而页面发布日期由2021-02-20改为2021-01-31"


def test_one_date_passes():
    assert judged("2021-01-31").verdict == "passed"


def test_without_a_date_or_visits_it_is_not_assessable():
    assert judged().verdict == "not_assessable"
    assert said("V04", golden(CHANGHUA)).verdict == "not_assessable"
