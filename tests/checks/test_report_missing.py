"""U04. Every roster here is constructed."""

from checks.outcome import Severity
from tests.checks.beside import findings, said
from tests.checks.constructed import CHANGHUA, GONGSHU, golden


def test_each_publisher_without_a_report_is_told_beside_the_government_s():
    found = findings(
        "U04", golden(GONGSHU), missing=(("拱墅-米市巷", "米市巷街道办事处"), ("拱墅-湖墅", "湖墅街道办事处"))
    )
    assert list(found) == ["拱墅-米市巷", "拱墅-湖墅"]
    assert found["拱墅-湖墅"].severity is Severity.WARNING
    assert found["拱墅-湖墅"].message_zh == "名录内机关未见年报：湖墅街道办事处"


def test_a_complete_roster_passes():
    assert said("U04", golden(GONGSHU), missing=()).verdict == "passed"


def test_a_town_tells_nothing_of_others():
    assert said("U04", golden(CHANGHUA), missing=()).verdict == "not_applicable"


def test_without_a_roster_it_is_not_assessable():
    assert said("U04", golden(GONGSHU)).verdict == "not_assessable"
