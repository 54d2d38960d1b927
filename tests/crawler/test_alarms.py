"""Signs of trouble that no single page shows."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crawler import alarms
from crawler.alarms import (
    Alarm,
    AlarmKind,
    Seen,
    fewer_reports,
    find_alarms,
    html_for_documents,
    listed_but_gone,
    missing_years,
    same_bodies,
)
from crawler.plan import Mode, Plan
from crawler.verdict import EXIT_CODES, RunReport
from crawler.visits import HTML_AS_DOCUMENT
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, CaptureVerdict
from storage.crawl import Crawl, CrawlVerdict, PortalFacts
from storage.history import PastCrawl, SharedBody
from storage.url_key import url_key

NOW = datetime(2026, 11, 20, tzinfo=UTC)
TODAY = NOW.date()
EVERYTHING = Plan()
SEEN = Seen(500, 100)


def past(*listed, verdict=CrawlVerdict.COMPLETE):
    return [PastCrawl(NOW, NOW, verdict, {"reports_listed": count}, ()) for count in listed]


def kinds(alarms):
    return [alarm.kind for alarm in alarms]


@pytest.mark.parametrize(
    ("listed", "before", "is_alarming"),
    [
        (79, past(100), True),
        (80, past(100), False),
        (79, past(100, 100, 10, 10, 100), True),  # of the median: two bad days of five do not lower it
        (79, past(90, 90, 90, 90, 90, 500, 500), False),  # only recent runs count
        (10, past(100, verdict=CrawlVerdict.PARTIAL), False),  # nor do those that were not complete
        (10, past(100, verdict=None), False),
        (79, past(100, 100, 100, 10, 10, 10), True),  # five of them
        (10, [], False),
        (10, [PastCrawl(NOW, NOW, CrawlVerdict.COMPLETE, {}, ())], False),  # of before there was such a count
        (1, past(9), False),  # too few to tell
        (1, past(10), True),
        (120, past(100), False),
    ],
)
def test_fewer_than_80_percent_of_the_median_of_recent_complete_runs_are_an_alarm(
    listed, before, is_alarming
):
    assert kinds(fewer_reports(Seen(500, listed), before)) == [AlarmKind.FEWER_REPORTS] * is_alarming


def test_rows_of_which_none_is_a_report_are_an_alarm_and_no_rows_are_not():
    assert kinds(fewer_reports(Seen(76, 0), [])) == [AlarmKind.NO_REPORTS]
    assert kinds(fewer_reports(Seen(0, 0), [])) == []


@pytest.mark.parametrize(("gone", "visited", "is_alarming"), [(5, 10, True), (5, 11, False), (4, 4, False)])
def test_reports_that_lists_show_and_pages_deny_are_an_alarm_where_they_are_many(gone, visited, is_alarming):
    urls = [f"https://www.linan.gov.cn/{number}" for number in range(visited)]
    report = RunReport("linan", "incremental", listed=frozenset(map(url_key, urls)))
    for number, url in enumerate([*urls, "https://www.linan.gov.cn/long-withdrawn"]):
        verdict = CaptureVerdict.FETCHED if gone <= number < visited else CaptureVerdict.GONE
        report.count(Capture(url, CaptureRole.PUBLICATION, verdict, NOW))
    assert kinds(listed_but_gone(report.seen())) == [AlarmKind.LISTED_BUT_GONE] * is_alarming


@pytest.mark.parametrize(
    ("years", "plan", "today", "gaps"),
    [
        ({2018, 2020}, EVERYTHING, TODAY, "2019"),
        ({2017, 2020}, EVERYTHING, TODAY, "2018, 2019"),
        ({2018, 2019, 2020}, EVERYTHING, TODAY, None),
        ({2020}, EVERYTHING, TODAY, None),
        ({2018, 2020}, Plan(years=range(2020, 2021)), TODAY, None),  # 2019 was not asked for
        ({2018, 2020}, Plan(units=("锦北街道",)), TODAY, None),
        ({2024, 2026}, EVERYTHING, date(2026, 3, 31), None),  # 2025 is due by that day, and may come on it
        ({2024, 2026}, EVERYTHING, date(2026, 4, 1), "2025"),
    ],
)
def test_a_year_without_a_report_between_two_is_an_alarm_when_it_is_past_the_legal_date(
    years, plan, today, gaps
):
    found = [alarm.message for alarm in missing_years({"昌化镇": years}, plan, today)]
    assert found == ([f"昌化镇: no report of {gaps}, though before and after"] if gaps else [])


def test_one_body_for_many_addresses_and_html_for_documents_name_an_address():
    (same,) = same_bodies([SharedBody("ab" * 32, 7, "https://www.linan.gov.cn/a")])
    assert "7 addresses" in same.message
    assert "https://www.linan.gov.cn/a" in same.message
    report = RunReport("linan", "incremental")
    url = "https://www.linan.gov.cn/a.docx"
    report.count(Capture(url, CaptureRole.PUBLICATION, CaptureVerdict.FAILED, NOW, detail=HTML_AS_DOCUMENT))
    report.count(Capture(url, CaptureRole.PUBLICATION, CaptureVerdict.FAILED, NOW, detail="timeout"))
    (html,) = html_for_documents(report.seen())
    assert html.message == f"1 documents were answered with HTML, {url} first"


@pytest.mark.parametrize(
    ("kind", "code"),
    [(AlarmKind.FEWER_REPORTS, 3), (AlarmKind.NO_REPORTS, 5), (AlarmKind.SAME_BODY, 3),
     (AlarmKind.LISTED_BUT_GONE, 3),
     (AlarmKind.HTML_FOR_DOCUMENTS, 3), (AlarmKind.YEARS_MISSING, 0)],
)  # fmt: skip
def test_an_alarm_lowers_the_verdict_as_far_as_it_means_and_is_printed(kind, code):
    report = RunReport("linan", "incremental", alarms=(Alarm(kind, "what is amiss"),))
    assert EXIT_CODES[report.verdict] == code
    assert "what is amiss" in report.render()
    assert bool(report.reasons) == (code != 0)


def test_an_alarm_that_the_run_before_raised_is_not_new(tmp_path):
    seen, portal = Seen(76, 0), PortalFacts("linan", "临安", "https://www.linan.gov.cn")
    with Archive.open(tmp_path / "archive.sqlite", tmp_path) as archive:
        for expected in (True, False):
            crawl = archive.begin_crawl(portal, Mode.INCREMENTAL.value, {}, "test")
            found = find_alarms(seen, EVERYTHING, crawl, archive.history, TODAY)
            assert [(alarm.kind, alarm.is_new) for alarm in found] == [(AlarmKind.NO_REPORTS, expected)]
            archive.finish_crawl(crawl, CrawlVerdict.CHANGED, alarms=[alarm.as_row() for alarm in found])
        plan = Plan(mode=Mode.RECHECK)
        crawl = archive.begin_crawl(portal, plan.mode.value, {}, "test")
        assert find_alarms(Seen(0, 0), plan, crawl, archive.history, TODAY) == ()


class Told:
    """A history in which so many reports were listed, and these alarms raised: the latest crawl first."""

    def __init__(self, listed=(), raised=((), ())):
        self.crawls = [*past(0), *past(*listed)]  # the run itself is the first
        for place, words in enumerate(raised[: len(listed)], 1):
            told = [{"kind": "no_reports", "message": one} for one in words]
            self.crawls[place] = replace(self.crawls[place], alarms=told)

    def last(self, _portal, _mode, _arguments, count):
        return self.crawls[:count]

    def shared_bodies(self, _crawl, url_count):
        return [
            body
            for body in (SharedBody("ab", 5, "x"), SharedBody("cd", 4, "y"))
            if body.url_count >= url_count
        ]

    def years_reported(self, _portal):
        return {"锦北街道": {2018, 2020}, "昌化镇": {2018, 2020}}


def found_in(history, seen=SEEN, plan=EVERYTHING):
    return find_alarms(
        seen, plan, Crawl(1, "linan", "incremental", {}, NOW, is_resumed=False), history, TODAY
    )


def test_a_run_raises_alarms_of_bodies_lists_and_years_in_a_settled_order():
    found = found_in(Told([1000]))
    assert [(alarm.kind, alarm.message.split()[0]) for alarm in found] == [
        (AlarmKind.SAME_BODY, "5"),
        (AlarmKind.FEWER_REPORTS, "100"),
        (AlarmKind.YEARS_MISSING, "昌化镇:"),
        (AlarmKind.YEARS_MISSING, "锦北街道:"),
    ]


def test_a_sample_says_nothing_of_the_years_that_it_did_not_look_for():
    assert kinds(found_in(Told(), plan=Plan(sample=5))) == [AlarmKind.SAME_BODY]


def test_an_alarm_that_was_raised_two_runs_ago_and_not_since_is_new_again():
    words = "76 rows in the lists, none of them a report"
    for raised, is_new in ((((), (words,)), True), (((words,), ()), False)):
        found = found_in(Told([0, 0], raised), Seen(76, 0), Plan(sample=5))
        assert {alarm.message: alarm.is_new for alarm in found}[words] == is_new


@pytest.mark.parametrize(("in_between", "is_alarming"), [(1, True), (2, False)])
def test_complete_runs_are_looked_for_among_so_many_before_this_one(monkeypatch, in_between, is_alarming):
    monkeypatch.setattr(alarms, "LOOKED_BACK", 2)
    history = Told()
    history.crawls += [*past(*[0] * in_between, verdict=CrawlVerdict.PARTIAL), *past(1000)]
    assert (AlarmKind.FEWER_REPORTS in kinds(found_in(history))) == is_alarming
