"""What happened to reports over time, as both databases tell it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from query.archive import Archive as Asked
from query.changes import ChangeKind, ChangeSearch
from query.findings import FindingSearch
from query.indicators import By, IndicatorSearch
from query.reports import ReportSearch
from query.search import SectionSearch
from query.shown import ReportUnknown
from storage.archive import Archive
from storage.capture import CaptureVerdict, PublicationFacts
from tests.storage.plain_reader import NOON, PLAIN, Clock, crawl_once, fetched, report_body, visit

HOST = "https://www.linan.gov.cn"
CHANGED, GONE, MOVED, BACK, REUSED = (f"{HOST}/{name}.html" for name in ("1", "2", "3", "4", "5"))
ELSEWHERE = f"{HOST}/new/3.html"
DAY = timedelta(days=1)
POSTGRES = pytest.param("postgres", marks=pytest.mark.needs("postgres"))


def told_on(day):
    return PublicationFacts(title="2020年报告", unit="昌化镇", year=2020, published_on=day)


def body(year, new=3):
    return report_body(new, year=year)


@pytest.fixture(scope="module", params=["sqlite", POSTGRES])
def history(request, tmp_path_factory):
    """Four crawls on four days, each of five addresses: one report for each year from 2015 on."""
    folder = tmp_path_factory.mktemp("history")
    is_sqlite = request.param == "sqlite"
    place = folder / "archive.sqlite" if is_sqlite else request.getfixturevalue("postgres").new_database()
    clock = Clock()
    with Archive.open(place, folder, reader=PLAIN, clock=clock) as archive:

        def crawl(day, *captures):
            clock.now = NOON + day * DAY
            crawl_once(archive, *captures)

        crawl(
            1,
            fetched(body(2015), url=CHANGED, day=1, publication=told_on("2016-01-20")),
            fetched(body(2016), url=GONE, day=1),
            fetched(body(2017), url=MOVED, day=1),
            fetched(body(2018), url=BACK, day=1),
            fetched(body(2019), url=REUSED, day=1),
        )
        crawl(
            2,
            fetched(body(2015, -4), url=CHANGED, day=2, publication=told_on("2016-01-20")),
            visit(CaptureVerdict.GONE, url=GONE, day=2),
            visit(CaptureVerdict.GONE, url=MOVED, day=2),
            fetched(body(2017), url=ELSEWHERE, day=2),
            visit(CaptureVerdict.BLOCKED, url=BACK, day=2),  # says nothing
            fetched(body(2020), url=REUSED, day=2),
        )
        crawl(
            3,
            fetched(body(2015, 3), url=CHANGED, day=3, publication=told_on("2016-01-20")),
            visit(CaptureVerdict.GONE, url=GONE, day=3),
            visit(CaptureVerdict.GONE, url=BACK, day=3),
        )
        crawl(4, fetched(body(2018), url=BACK, day=4))
    with Asked.open(place, folder) as asked:
        yield asked


def on(day):
    return (NOON + day * DAY).date()


def test_every_change_is_told_once_with_the_visits_between_which_it_happened(history):
    found = history.changes(ChangeSearch())
    assert [(one.kind, one.url, one.old_version, one.new_version) for one in found] == [
        ("figures", CHANGED, 1, 2),
        ("withdrawn", GONE, 1, None),
        ("moved", MOVED, 1, None),
        ("replaced", REUSED, 1, 2),
        ("figures", CHANGED, 2, 1),  # the first content again: its own number, and no third version
        ("withdrawn", BACK, 1, None),
        ("reappeared", BACK, None, 1),
    ]
    assert (found[0].seen_before_at, found[0].seen_at) == (NOON + DAY, NOON + 2 * DAY)
    (back,) = [one for one in found if one.url == BACK and one.kind is ChangeKind.WITHDRAWN]
    assert (back.seen_before_at, back.seen_at) == (NOON + DAY, NOON + 3 * DAY)
    (moved,) = [one for one in found if one.moved_to]
    assert moved.moved_to == ELSEWHERE


def test_a_change_is_told_from_the_last_visit_that_found_what_was_before(tmp_path):
    with Archive.open(tmp_path / "archive.sqlite", tmp_path, reader=PLAIN) as archive:
        for day, figure in enumerate((3, 3, 4, 4, 3)):
            crawl_once(archive, fetched(body(2015, figure), url=CHANGED, day=day))
    with Asked.open(tmp_path / "archive.sqlite", tmp_path) as asked:
        found = asked.changes(ChangeSearch())
        assert [(one.seen_before_at, one.seen_at) for one in found] == [
            (NOON + DAY, NOON + 2 * DAY),
            (NOON + 3 * DAY, NOON + 4 * DAY),
        ]
        first = asked.page_of_changes(ChangeSearch(), 1)
        second = asked.page_of_changes(ChangeSearch(after=first.after), 1)
        assert (first.changes + second.changes, second.after) == (found, None)


def test_what_stood_elsewhere_before_it_was_gone_has_moved(tmp_path):
    with Archive.open(tmp_path / "archive.sqlite", tmp_path, reader=PLAIN) as archive:
        crawl_once(archive, fetched(body(2017), url=MOVED, day=1))
        crawl_once(archive, fetched(body(2017), url=ELSEWHERE, day=2), fetched(body(2017), url=MOVED, day=2))
        crawl_once(archive, visit(CaptureVerdict.GONE, url=MOVED, day=3))
    with Asked.open(tmp_path / "archive.sqlite", tmp_path) as asked:
        (moved,) = asked.changes(ChangeSearch())
    assert (moved.kind, moved.moved_to) == (ChangeKind.MOVED, ELSEWHERE)
    assert (moved.seen_before_at, moved.seen_at) == (NOON + 2 * DAY, NOON + 3 * DAY)


def test_a_changed_figure_is_told_old_and_new(history):
    first, second = history.changes(ChangeSearch(kinds=frozenset({ChangeKind.FIGURES})))
    (cell,) = first.cells
    assert (cell.key, cell.old_text, cell.new_text) == ("requests.new@total", "3", "-4")
    assert [(cell.old_text, cell.new_text) for cell in second.cells] == [("-4", "3")]
    assert first.is_same_parser


@pytest.mark.parametrize(
    ("search", "count"),
    [
        ({"since": on(3)}, 3),
        ({"until": on(2)}, 4),
        ({"since": on(3), "until": on(3)}, 2),
        ({"years": (2016, 2017)}, 2),
        ({"portal_id": "fuyang"}, 0),
        ({"publisher_id": "linan-昌化镇"}, 7),
        ({"kinds": frozenset({ChangeKind.WORDS})}, 0),
    ],
)
def test_changes_may_be_narrowed(history, search, count):
    assert len(history.changes(ChangeSearch(**search))) == count


def figure(history, as_of):
    (cell,) = [
        cell for cell in history.cells("昌化镇", 2015, as_of).cells if cell["key"] == "requests.new@total"
    ]
    return cell["value"]


def test_the_archive_is_asked_as_of_a_day(history):
    assert [figure(history, on(day)) for day in (1, 2, 3)] == ["3", "-4", "3"]
    assert figure(history, None) == "3"
    with pytest.raises(ReportUnknown):
        history.report("昌化镇", 2015, on(0))
    years = [[line.year for line in history.find(ReportSearch(as_of=on(day))).reports] for day in (0, 1, 2)]
    assert years == [[], [2015, 2016, 2017, 2018, 2019], [2015, 2016, 2017, 2018, 2019, 2020]]


def test_versions_findings_and_sums_are_those_of_the_day(history):
    def versions(day):
        (one,) = history.versions("昌化镇", 2015, on(day)).publications
        return [(two.name, two.first_seen_at, two.last_seen_at, two.is_shown) for two in one.versions]

    assert versions(1) == [("1v1", NOON + DAY, NOON + DAY, True)]
    assert versions(2) == [
        ("1v1", NOON + DAY, NOON + DAY, False),
        ("1v2", NOON + 2 * DAY, NOON + 2 * DAY, True),
    ]
    assert versions(3) == [
        ("1v1", NOON + DAY, NOON + 3 * DAY, True),
        ("1v2", NOON + 2 * DAY, NOON + 2 * DAY, False),
    ]
    findings = [len(history.findings(FindingSearch(check="R01", as_of=on(day)))) for day in (1, 2, 3)]
    assert findings == [0, 1, 0]
    asked = {"keys": ("requests.new@total",), "years": (2015, 2015)}
    sums = [history.indicator(IndicatorSearch(**asked, as_of=on(day)))[0].total for day in (1, 2, 3)]
    assert sums == [3, -4, 3]


def test_words_are_found_as_the_archive_showed_them_then(history):
    def years(day):
        hits = history.search(SectionSearch(("总体情况",), limit=None, as_of=on(day))).hits
        return sorted({(hit.year, hit.version) for hit in hits})

    assert years(0) == []
    assert years(1) == [(year, 1) for year in range(2015, 2020)]
    rest = [
        (2016, 1),
        (2017, 1),
        (2018, 1),
        (2020, 2),
    ]  # what is gone is shown as it was; of 2019 nothing is left
    assert [years(2), years(3)] == [[(2015, 2), *rest], [(2015, 1), *rest]]
    now = history.search(SectionSearch(("总体情况",), limit=None)).hits
    assert now == history.search(SectionSearch(("总体情况",), limit=None, as_of=on(4))).hits


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2016, 1, 20), date(2016, 1, 20), [2015]),
        (None, date(2016, 12, 31), [2015]),
        (date(2016, 1, 21), None, [2016, 2017, 2018, 2020]),
        (on(2), on(2), [2020]),
        (on(1), on(1), [2016, 2017, 2018]),  # nothing is left of 2019
        (on(3), None, []),
    ],
)
def test_reports_are_found_by_the_day_of_their_earliest_publication(history, first, last, years):
    lines = history.find(ReportSearch(published=(first, last))).reports
    assert [line.year for line in lines] == years
    for line in lines:
        assert line.is_published_on_told == (line.year == 2015)
        assert (first or line.published_on) <= line.published_on <= (last or line.published_on)


@pytest.mark.parametrize("days", [(date.min, None), (None, date.max), (date.min, date.max)])
def test_any_day_that_there_is_may_be_asked_for(history, days):
    ages = (date(2000, 1, 1), date(2100, 1, 1))
    dated, everything = history.find(ReportSearch(published=ages)), history.find(ReportSearch())
    assert history.find(ReportSearch(published=days)).reports == dated.reports
    assert history.find(ReportSearch(as_of=date.max)).reports == everything.reports
    assert history.find(ReportSearch(as_of=date.min)).reports == ()
    assert len(history.changes(ChangeSearch(since=date.min, until=date.max))) == len(
        history.changes(ChangeSearch())
    )


def test_what_no_portal_dates_is_dated_by_the_day_in_china_on_which_it_was_seen(tmp_path):
    last, first = NOON.replace(hour=15, minute=59, second=59), NOON.replace(hour=16)
    with Archive.open(tmp_path / "a.sqlite", tmp_path, reader=PLAIN, clock=Clock()) as archive:
        crawl_once(
            archive,
            replace(fetched(body(2019), url=GONE), captured_at=last),
            replace(fetched(body(2020), url=BACK), captured_at=first),
        )
    day = NOON.date()
    with Asked.open(tmp_path / "a.sqlite", tmp_path) as asked:

        def found(*days):
            return {line.year: line.published_on for line in asked.find(ReportSearch(published=days)).reports}

        assert found(day, day) == {2019: day}
        assert found(day + DAY, None) == {2020: day + DAY}
        assert found(None, day + DAY) == {2019: day, 2020: day + DAY}


def test_a_box_without_a_number_is_counted_and_is_not_zero(history):
    (line,) = history.indicator(IndicatorSearch(("requests.carried@total",), by=(By.PUBLISHER,)))
    assert (line.total, line.number_count, line.no_number_count, line.report_count) == (None, 0, 5, 5)
    lines = history.indicator(
        IndicatorSearch(("requests.*@total",), by=(By.KEY, By.YEAR), years=(2015, 2015))
    )
    assert [(line.key, line.year, line.total) for line in lines] == [
        ("requests.carried@total", 2015, None),
        ("requests.new@total", 2015, 3),
        ("requests.other@total", 2015, None),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("find", "--as-of", "yesterday"), 2),
        (("find", "--published", "2021"), 2),
        (("find", "--published", ".."), 2),
        (("find", "--published", "2021-04-01..2021-03-01"), 2),
        (("changed", "--since", "2021-13-01"), 2),
        (("show", "-p", "昌化镇", "-y", "2020", "--as-of", "2020-01-01"), 1),
        (("indicator", "requests.none"), 1),
    ],
)
def test_what_cannot_be_meant_is_refused(ask, words, code):
    told = ask(*words)
    assert told.exit_code == code
    assert told.stderr


def test_the_program_asks_as_of_an_instant_and_counts_days_in_utc(ask):
    now = datetime.now(UTC)
    assert json.loads(ask("find", "--as-of", now.isoformat(), "--json").stdout)["total"] == 5
    assert json.loads(ask("find", "--as-of", "2020-01-01", "--json").stdout)["total"] == 0
    assert json.loads(ask("find", "--published", "2026-01-10", "--json").stdout)["total"] == 5
    lines = ask("changed", "--kind", "figures", "--csv").stdout.splitlines()
    assert [line.split(",")[10:13] for line in lines[1:]] == [["requests.new@natural_person", "4", "5"]]
