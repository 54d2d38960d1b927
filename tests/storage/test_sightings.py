"""Where a report stands, by what the visits of its addresses found."""

from dataclasses import replace
from datetime import UTC, datetime

from storage.capture import CaptureVerdict
from storage.sightings import visits_of
from tests.storage.plain_reader import URL, crawl_once, fetched, report_body, visit

OTHER = "https://www.linan.gov.cn/art/2021/1/20/art_2.html"


def at(month, day, hour, capture):
    return replace(capture, captured_at=datetime(2026, month, day, hour, tzinfo=UTC))


def seen(url=URL):
    return fetched(report_body(), url=url)


def gone(url=URL):
    return visit(CaptureVerdict.GONE, status=404, url=url)


def told(archive, *captures):
    for capture in captures:
        crawl_once(archive, capture)
    with archive.engine.connect() as connection:
        visits = visits_of(connection, 1)
    return visits.addresses, visits.last_seen_on, visits.gone_on


def test_days_are_those_of_china(archive):
    found = told(archive, at(3, 31, 15, seen()), at(3, 31, 16, gone()))
    assert found == ((URL,), "2026-03-31", "2026-04-01")


def test_what_was_last_seen_after_midnight_there_was_seen_on_the_next_day(archive):
    assert told(archive, at(3, 31, 16, seen())) == ((URL,), "2026-04-01", None)


def test_a_report_is_gone_since_the_first_visit_that_found_it_so(archive):
    found = told(archive, at(3, 1, 0, seen()), at(3, 2, 0, gone()), at(3, 3, 0, gone()))
    assert found[1:] == ("2026-03-01", "2026-03-02")


def test_what_came_back_is_not_gone_and_what_went_again_is_gone_since_then(archive):
    assert told(archive, at(3, 1, 0, seen()), at(3, 2, 0, gone()), at(3, 3, 0, seen())) == (
        (URL,),
        "2026-03-03",
        None,
    )
    assert told(archive, at(3, 4, 0, gone()))[1:] == ("2026-03-03", "2026-03-04")


def test_a_report_stands_as_long_as_one_of_its_places_does(archive):
    assert told(archive, at(3, 1, 0, seen()), at(3, 2, 0, seen(OTHER)), at(3, 3, 0, gone())) == (
        (OTHER,),
        "2026-03-02",
        None,
    )
    assert told(archive, at(3, 4, 0, gone(OTHER))) == ((URL, OTHER), "2026-03-02", "2026-03-04")


def test_a_report_that_nobody_saw_has_no_visits(archive):
    crawl_once(archive, seen())
    with archive.engine.connect() as connection:
        assert visits_of(connection, 2) is None
