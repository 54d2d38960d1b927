"""Visits are told in stretches: what was there, what changed, what went and came back, what could not be seen."""

from datetime import UTC, datetime, timedelta

import pytest

from query.answers import ObservationAnswer, PublicationAnswer
from query.web.timeline import timeline_of

pytestmark = pytest.mark.needs("web")
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def told(*visits):
    """The stretches of visits, one a day, each a version or a verdict without one."""
    seen = tuple(
        ObservationAnswer(
            BEGIN + timedelta(days=number),
            "fetched" if isinstance(visit, int) else visit,
            visit if isinstance(visit, int) else None,
            number,
            None,
            None,
        )
        for number, visit in enumerate(visits)
    )
    where = PublicationAnswer(
        number=1, portal_id="linan", portal_title="", url="", kind="report", edition=None, title="",
        filename=None, parent_url=None, published_on=None, versions=(), observations=seen,
    )  # fmt: skip
    return [(one.event.value, one.version, one.visit_count) for one in timeline_of(where)]


def test_visits_that_find_the_same_are_one_stretch():
    assert told(1, 1, 1) == [("first", "1v1", 3)]


def test_a_change_is_told():
    assert told(1, 2) == [("first", "1v1", 1), ("changed", "1v2", 1)]


def test_what_went_and_came_back_is_told():
    assert told(1, "gone", "gone", 1) == [("first", "1v1", 1), ("gone", None, 2), ("back", "1v1", 1)]


def test_an_earlier_version_that_is_shown_again_came_back():
    assert [one[0] for one in told(1, 2, 1)] == ["first", "changed", "back"]


def test_a_visit_that_was_blocked_or_failed_says_nothing_of_the_content():
    assert told(1, "blocked", 1, "failed", 2) == [
        ("first", "1v1", 1),
        ("blocked", None, 1),
        ("same", "1v1", 1),
        ("failed", None, 1),
        ("changed", "1v2", 1),
    ]


def test_what_is_new_after_it_was_gone_came_back_changed():
    assert told(1, "gone", 2)[-1] == ("back", "1v2", 1)


def test_a_publication_that_was_never_seen_has_no_first_visit():
    assert told("gone", "blocked") == [("gone", None, 1), ("blocked", None, 1)]
