"""Which result a report shows."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from parsers.report import Kind
from storage.selection import Candidate, Sighting, choose, publishes_report, shown_now
from tests.storage.plain_reader import NOON

REPORT = Candidate(publication_id=1, result_id=1, kind=Kind.REPORT, readable_cell_count=198, shown_since=NOON)
OTHER = replace(REPORT, publication_id=2, result_id=2)
LATER = NOON + timedelta(days=1)


def sightings(*versions):
    return [Sighting(version, NOON + timedelta(days=day)) for day, version in enumerate(versions)]


def test_the_report_beats_a_variant_of_it():
    assert choose([replace(OTHER, kind=Kind.VARIANT, shown_since=LATER), REPORT]) == REPORT


def test_more_cells_beat_fewer_though_these_came_later():
    assert choose([replace(OTHER, readable_cell_count=197, shown_since=LATER), REPORT]) == REPORT


def test_a_variant_with_cells_beats_a_report_without():
    scan = replace(REPORT, readable_cell_count=0)
    variant = replace(OTHER, kind=Kind.VARIANT)
    assert choose([scan, variant]) == variant


def test_one_readable_cell_is_a_reading_with_cells():
    scan = replace(REPORT, readable_cell_count=0)
    variant = replace(OTHER, kind=Kind.VARIANT, readable_cell_count=1)
    assert choose([scan, variant]) == variant


def test_a_correction_beats_what_it_corrects():
    correction = replace(OTHER, shown_since=LATER)
    assert choose([REPORT, correction]) == correction


def test_between_equals_the_publication_known_first_stands():
    assert choose([OTHER, REPORT]) == REPORT


def test_without_publications_nothing_is_shown():
    assert choose([]) is None
    assert shown_now([]) is None


@given(
    st.permutations([REPORT, OTHER, replace(REPORT, publication_id=3, kind=Kind.VARIANT, shown_since=LATER)])
)
def test_the_order_of_looking_does_not_matter(candidates):
    assert choose(candidates) == REPORT


def test_content_is_shown_since_it_came_and_not_since_it_was_last_seen():
    assert shown_now(sightings(1, 2, 2, 2)) == Sighting(2, NOON + timedelta(days=1))


def test_new_content_is_shown_from_its_first_sighting_on():
    assert shown_now(sightings(1)) == Sighting(1, NOON)
    assert shown_now(sightings(1, 1, 2)) == Sighting(2, NOON + timedelta(days=2))


def test_content_that_came_back_is_shown_since_it_came_back():
    assert shown_now(sightings(1, 2, 1, 1)) == Sighting(1, NOON + timedelta(days=2))


@given(st.permutations(sightings(1, 2, 1, 1)))
def test_sightings_may_be_told_in_any_order(told):
    assert shown_now(told) == Sighting(1, NOON + timedelta(days=2))


def test_a_notice_by_its_finder_publishes_nothing_whatever_is_in_it():
    assert not publishes_report(Kind.NOTICE, Kind.REPORT, 198)


def test_a_document_that_calls_itself_something_else_needs_cells():
    assert not publishes_report(Kind.REPORT, Kind.NOTICE, 0)
    assert publishes_report(Kind.REPORT, Kind.OTHER, 198)
    assert publishes_report(Kind.VARIANT, Kind.REPORT, 0)
