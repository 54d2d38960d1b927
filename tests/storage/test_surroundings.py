"""A county's reports beside one another. Every county here is constructed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from parsers.publishers import resolve
from parsers.report import PrintedPublisher
from storage.crawl import CrawlVerdict, ListedUnit
from storage.models import report
from storage.shown import shown_of
from storage.surroundings import surroundings_of
from storage.territory import governments_above
from tests.storage.plain_reader import PLAIN, PORTAL, Clock, crawl_once
from tests.storage.test_recheck import body, page

LISTED = datetime(2021, 1, 20, tzinfo=UTC)  # when the reports of departments for 2020 are due
OFFICE = ("区政府办公室", "government_office")
LATE = datetime(2021, 3, 31, 16, tzinfo=UTC)  # 1 April in China
EARLY = LATE - timedelta(hours=1)


def parse(told, media_type, hints):
    """Read as the plain reader does, with the county and the type that a name shows."""
    found = PLAIN.parse(told, media_type, hints)
    name = found.publisher.printed
    kind = "government_office" if name.endswith("办公室") else "town_government"
    code = "330111" if name.startswith("富阳") else "330112"
    publisher = PrintedPublisher(name, name, kind, f"id-{name}", code)
    return replace(found, publisher=publisher)


SERIES = [("甲镇", 2019), ("甲镇", 2020), ("乙镇", 2019)]


class Territory:
    """Reports of publishers as the house resolves them, and what stands around one of them."""

    def __init__(self, open_archive):
        self._open = open_archive
        self.listed = []
        self.mode = "incremental"

    def __call__(self, reports, publisher_id, year, today=LATE):
        self.archive = self._open(reader=replace(PLAIN, parse=resolving), clock=Clock(today))
        crawl = self.archive.begin_crawl(PORTAL, self.mode, {}, "0.1.0")
        for place, (name, number) in enumerate(reports):
            told = body(number, name, words=name * 9)
            self.archive.record(crawl, page(f"{place}", told, year=number, unit=name))
        self.archive.keep_units(crawl, self.listed)
        self.archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
        with self.archive.engine.connect() as connection:
            (one,) = shown_of(connection, report.c.publisher_id == publisher_id, report.c.year == year)
            return surroundings_of(connection, one)


def resolving(told, media_type, hints):
    """Read as the plain reader does, with the publisher that the divisions of the year have."""
    found = PLAIN.parse(told, media_type, hints)
    return replace(found, publisher=resolve(found.publisher.printed, found.year, "330112"))


@pytest.fixture
def territory(open_archive):
    return Territory(open_archive)


@pytest.fixture
def county(open_archive):
    """Record reports of (publisher, year), and look around one of them."""

    def look(reports, name, year, today=LATE):
        archive = open_archive(reader=replace(PLAIN, parse=parse), clock=Clock(today))
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
            return surroundings_of(connection, one)

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


REPORTED = [
    ("昌化镇", 2019),
    ("昌化镇", 2020),
    ("区教育局", 2019),
    ("区政府办公室", 2019),
    ("区政府办公室", 2020),
]


def missing(territory, year=2020, today=LATE):
    return {name for _, name in territory(REPORTED, "杭州-临安区-政府办公室", year, today).missing}


def test_who_is_on_the_roster_and_has_no_report_is_missing(territory):
    """临安区 had 5 subdistricts and 13 towns in 2020 (NBS); one reported, and a department only the year before."""
    found = missing(territory)
    assert len(found) == 5 + 13 - 1 + 1
    assert "杭州市临安区教育局" in found
    assert "杭州市临安区昌化镇人民政府" not in found


def test_who_never_reported_is_missing_where_the_portal_lists_it(territory):
    territory.listed = [
        ListedUnit(name, "https://x/1", "https://x/", LISTED) for name in ("区财政局", "网上镇")
    ]
    found = missing(territory)
    assert "杭州市临安区财政局" in found
    assert not any("网上镇" in name for name in found)


def test_nobody_is_missing_where_nobody_looked_after_the_last_day(territory):
    assert territory(REPORTED, "杭州-临安区-政府办公室", 2020, EARLY).missing is None


def test_who_visits_again_what_is_known_did_not_look_for_what_is_missing(territory):
    territory.mode = "recheck"
    around = territory(REPORTED, "杭州-临安区-政府办公室", 2020)
    assert (around.missing, around.sought) == (None, ())


def test_the_parts_of_a_city_are_its_departments_and_one_report_of_each_county(territory):
    reports = [
        (name, 2020)
        for name in (
            "杭州市人民政府", "杭州市教育局", "杭州市临安区人民政府", "杭州市临安区政府办公室", "昌化镇",
            "杭州市富阳区政府办公室", "嘉兴市秀洲区人民政府", "浙江省人民政府",
        )
    ]  # fmt: skip
    around = territory(reports, "杭州市-人民政府", 2020)
    assert [one.publisher_id for one in around.parts] == [
        "杭州市-教育局", "杭州-临安区-人民政府", "杭州-富阳区-政府办公室",
    ]  # fmt: skip


def test_the_parts_of_a_province_are_its_cities_and_not_their_counties(territory):
    names = (
        "浙江省人民政府",
        "杭州市人民政府",
        "嘉兴市人民政府",
        "杭州市富阳区人民政府",
        "江苏省南京市人民政府",
    )
    around = territory([(name, 2020) for name in names], "浙江省-人民政府", 2020)
    assert [one.publisher_id for one in around.parts] == ["杭州市-人民政府", "嘉兴市-人民政府"]


def test_a_government_is_compared_anew_when_one_below_it_was_seen(territory):
    around = territory([("杭州市人民政府", 2020), ("富阳区人民政府", 2020)], "杭州-富阳区-人民政府", 2020)
    with territory.archive.engine.connect() as connection:
        above = governments_above(connection, around.report)
    assert [one.publisher_id for one in above] == ["杭州市-人民政府"]


def test_the_series_of_a_publisher_holds_all_its_years(county):
    around = county(SERIES, "甲镇", 2020)
    assert [one.year for one in around.series] == [2019, 2020]
    assert around.sought == tuple(range(2008, 2021))  # a year ends before it is reported on


def test_the_only_report_of_its_year_has_no_others(county):
    assert not county([("甲镇", 2019), ("甲镇", 2020)], "甲镇", 2020).has_others


def test_what_is_compared_and_by_which_checks_decides_the_digest(county):
    around = county(SERIES, "甲镇", 2020)
    assert around.digest("1") == around.digest("1") != around.digest("2")
    assert replace(around, dates=("2021-01-31",)).digest("1") != around.digest("1")


def test_a_department_has_its_years_before_the_renaming_of_its_county_in_its_series(territory):
    around = territory([("临安市财政局", 2016), ("临安区财政局", 2017)], "杭州-临安区-财政局", 2017)
    assert [(one.publisher_id, one.year) for one in around.series] == [
        ("杭州-临安市-财政局", 2016), ("杭州-临安区-财政局", 2017),
    ]  # fmt: skip
    assert {2016, 2017} <= set(around.sought)


def test_a_department_of_a_merged_county_begins_a_series_of_its_own(territory):
    reports = [("拱墅区财政局", 2020), ("下城区财政局", 2020), ("拱墅区财政局", 2021)]
    around = territory(reports, "杭州-拱墅区(2021)-财政局", 2021)
    assert [(one.publisher_id, one.year) for one in around.series] == [("杭州-拱墅区(2021)-财政局", 2021)]
