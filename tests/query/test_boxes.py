"""The boxes behind a figure: what each report adds, and when it adds nothing."""

from decimal import Decimal

import pytest

from parsers.crosswalk import Comparability
from query.answers import PublisherAnswer
from query.boxes import Box, BoxSearch, ReportBoxes

OFFICE = "杭州-拱墅区-政府办公室"


def report(*boxes):
    whose = PublisherAnswer("某-镇", "某镇", None, None, is_resolved=False)
    return ReportBoxes(whose, 2020, "2019", Comparability.EXACT, boxes)


def box(number, *, is_less=False, is_among=False):
    value = None if number is None else Decimal(number)
    return Box("key", number, "blank" if number is None else "number", value, is_less, is_among)


@pytest.mark.parametrize(
    ("boxes", "total", "among"),
    [
        ((box("5"), box("2", is_less=True)), 3, None),
        ((box("0"), box("2", is_less=True)), -2, None),  # printed so: a contradiction, and not ours
        ((box(None), box("2", is_less=True)), None, None),  # what is pending says nothing of what was decided
        ((box(None), box(None)), None, None),
        ((box("5"), box(None)), 5, None),
        ((box("1"), box("4", is_among=True), box("1", is_less=True, is_among=True)), 1, 3),
        ((box("1"), box("1", is_less=True, is_among=True)), 1, None),
    ],
)
def test_a_report_adds_up_what_it_prints_and_takes_nothing_from_nothing(boxes, total, among):
    told = report(*boxes)
    assert (told.total, told.among) == (total, among)


def test_every_box_of_a_rate_is_listed_with_the_side_that_it_stands_on(archive):
    (told,) = archive.boxes(BoxSearch("rate.review_corrected", publisher_id=OFFICE), 9).reports
    # Seed 004: two reconsiderations, both pending, none corrected.
    assert [(one.key, one.number, one.is_less, one.is_among) for one in told.boxes] == [
        ("review.corrected", 0, False, False),
        ("review.total", 2, False, True),
        ("review.pending", 2, True, True),
    ]
    assert (told.total, told.among) == (0, 0)


def test_boxes_come_report_by_report_and_the_next_page_begins_after_the_last(archive):
    search = BoxSearch("requests.new@total")
    first = archive.boxes(search, 2)
    rest = archive.boxes(BoxSearch(search.figure, after=first.after), 9)
    found = [(one.publisher.id, one.year) for one in (*first.reports, *rest.reports)]
    assert len(first.reports) == 2
    assert rest.after is None
    assert found == sorted(set(found))
    assert len(found) == 5  # as many as seeds
