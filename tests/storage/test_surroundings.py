"""A county's reports beside one another. Every county here is constructed."""

from dataclasses import replace
from datetime import date

import pytest

from parsers.report import PrintedPublisher
from storage.models import report
from storage.shown import shown_of
from storage.surroundings import surroundings_of
from tests.storage.plain_reader import PLAIN, crawl_once
from tests.storage.test_recheck import body, page

OFFICE = ("区政府办公室", "government_office")
LATE, EARLY = date(2026, 11, 1), date(2021, 3, 31)


def parse(told, media_type, hints):
    """Read as the plain reader does, with the county and the type that a name shows."""
    found = PLAIN.parse(told, media_type, hints)
    name = found.publisher.printed
    kind = "government_office" if name.endswith("办公室") else "town_government"
    code = "330111" if name.startswith("富阳") else "330112"
    publisher = PrintedPublisher(name, name, kind, f"id-{name}", code)
    return replace(found, publisher=publisher)


@pytest.fixture
def county(open_archive):
    """Record reports of (publisher, year), and look around one of them."""
    archive = open_archive(reader=replace(PLAIN, parse=parse))

    def look(reports, name, year, today=LATE):
        captures = [
            page(
                f"{publisher}{number}",
                body(number, publisher, words=publisher * 9),
                year=number,
                unit=publisher,
            )
            for publisher, number in reports
        ]
        crawl_once(archive, *captures)
        with archive.engine.connect() as connection:
            mine = (report.c.publisher_id == f"id-{name}") & (report.c.year == year)
            (one,) = shown_of(connection, mine)
            return surroundings_of(connection, one, today)

    return look


def names(shown):
    return sorted(one.name for one in shown)


def test_peers_are_of_the_same_type_county_and_year(county):
    around = county(
        [("甲镇", 2020), ("乙镇", 2020), ("丙镇", 2019), ("富阳丁镇", 2020), ("区政府办公室", 2020)],
        "甲镇",
        2020,
    )
    assert names(around.peers) == ["乙镇"]
    assert (around.parts, around.missing, around.has_others) == ((), (), True)


def test_the_parts_of_a_government_are_all_below_it(county):
    around = county(
        [("甲镇", 2020), ("乙镇", 2020), ("丙镇", 2019), ("区政府办公室", 2020)], "区政府办公室", 2020
    )
    assert names(around.parts) == ["乙镇", "甲镇"]
    assert around.peers == ()


REPORTED = [("甲镇", 2019), ("甲镇", 2020), ("乙镇", 2019), ("区政府办公室", 2019), ("区政府办公室", 2020)]


def test_who_reported_the_year_before_and_not_this_year_is_missing(county):
    assert county(REPORTED, "区政府办公室", 2020).missing == (("id-乙镇", "乙镇"),)


def test_nobody_is_missing_before_the_last_day(county):
    assert county(REPORTED, "区政府办公室", 2020, EARLY).missing is None


def test_the_series_of_a_publisher_holds_all_its_years(county):
    around = county(REPORTED, "甲镇", 2020)
    assert [one.year for one in around.series] == [2019, 2020]
    assert {2019, 2020} <= set(around.sought)


def test_the_only_report_of_its_year_has_no_others(county):
    assert not county([("甲镇", 2019), ("甲镇", 2020)], "甲镇", 2020).has_others


def test_what_is_compared_and_by_which_checks_decides_the_digest(county):
    around = county(REPORTED, "甲镇", 2020)
    assert around.digest("1") == around.digest("1") != around.digest("2")
    assert replace(around, dates=("2021-01-31",)).digest("1") != around.digest("1")
