"""X05. Every pair of years here is constructed."""

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import findings, of_year, said, verdicts
from tests.checks.constructed import GONGSHU, golden, printing


def now(text):
    return printing(golden(GONGSHU), {"review.total": text})


def before(text):
    return of_year(printing(golden(GONGSHU), {"review.pending": text}), 2019)


def test_cases_that_were_pending_are_among_those_of_this_year():
    assert set(verdicts("X05", now("2"), previous=before("2")).values()) == {"passed"}
    assert verdicts("X05", now("0"), previous=before("0"))["review"] == "passed"


def test_fewer_cases_than_were_pending_are_worth_knowing():
    found = findings("X05", now("1"), previous=before("2"))
    assert list(found) == ["review"]
    assert (found["review"].left, found["review"].right, found["review"].severity) == (1, 2, Severity.INFO)
    assert found["review"].cells == ("review.total",)


def test_a_blank_total_is_doubtful():
    assert findings("X05", now("/"), previous=before("2"))["review"].severity is Severity.DOUBTFUL


def test_a_picture_or_no_year_before_is_not_assessable():
    assert verdicts("X05", now("2"), previous=before(Mark.PICTURE))["review"] == "not_assessable"
    assert said("X05", now("2")).verdict == "not_assessable"
