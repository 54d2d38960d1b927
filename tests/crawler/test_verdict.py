from datetime import UTC, datetime

import pytest

from crawler.alarms import Alarm, AlarmKind
from crawler.verdict import EXIT_CODES, ColumnVerdict, RunReport
from storage.capture import Capture, CaptureRole, CaptureVerdict
from storage.crawl import CrawlVerdict

URL = "https://www.linan.gov.cn/a"


def report(*columns):
    run = RunReport("linan", "incremental")
    run.columns += [ColumnVerdict("年报", URL, verdict, "because") for verdict in columns]
    return run


def capture(verdict, role=CaptureRole.PUBLICATION):
    return Capture(URL, role, verdict, datetime.now(UTC), detail="timeout")


@pytest.mark.parametrize(
    ("columns", "verdict"),
    [
        ([], CrawlVerdict.COMPLETE),
        ([CrawlVerdict.COMPLETE], CrawlVerdict.COMPLETE),
        ([CrawlVerdict.COMPLETE, CrawlVerdict.PARTIAL], CrawlVerdict.PARTIAL),
        ([CrawlVerdict.FAILED], CrawlVerdict.PARTIAL),
        ([CrawlVerdict.PARTIAL, CrawlVerdict.CHANGED], CrawlVerdict.CHANGED),
        ([CrawlVerdict.CHANGED, CrawlVerdict.BLOCKED], CrawlVerdict.BLOCKED),
    ],
)
def test_the_worst_column_decides(columns, verdict):
    assert report(*columns).verdict is verdict


def test_a_publication_that_failed_makes_the_run_partial_and_one_that_is_gone_does_not():
    gone, failed = report(), report()
    gone.count(capture(CaptureVerdict.GONE))
    failed.count(capture(CaptureVerdict.FAILED))
    assert gone.verdict is CrawlVerdict.COMPLETE
    assert failed.verdict is CrawlVerdict.PARTIAL
    assert failed.reasons == (f"{URL}: timeout",)


def test_robots_and_lists_that_failed_are_judged_where_they_are_asked_for():
    run = report()
    run.count(capture(CaptureVerdict.FAILED, CaptureRole.ROBOTS))
    run.count(capture(CaptureVerdict.FAILED, CaptureRole.LISTING))
    assert (run.verdict, run.reasons, run.found) == (CrawlVerdict.COMPLETE, (), {})


def test_a_block_outranks_what_the_columns_say_and_is_told_once():
    run = report(CrawlVerdict.COMPLETE)
    run.block("521 加速乐 challenge")
    run.block("521 加速乐 challenge")
    assert (run.verdict, run.reasons) == (CrawlVerdict.BLOCKED, ("521 加速乐 challenge",))


def test_a_run_that_was_cut_off_does_not_say_that_the_portal_changed():
    run = report(CrawlVerdict.CHANGED)
    run.alarms = (Alarm(AlarmKind.NO_REPORTS, "3 rows"),)
    run.shortfalls.append("a page: timeout")
    assert run.verdict is CrawlVerdict.CHANGED
    run.cut_off("interrupted")
    assert run.verdict is CrawlVerdict.PARTIAL
    assert run.reasons[-2:] == ("interrupted", "a page: timeout")
    run.block("a captcha")
    assert run.verdict is CrawlVerdict.BLOCKED


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        (AlarmKind.FEWER_REPORTS, CrawlVerdict.PARTIAL),
        (AlarmKind.NO_REPORTS, CrawlVerdict.CHANGED),
        (AlarmKind.YEARS_MISSING, CrawlVerdict.COMPLETE),
    ],
)
def test_an_alarm_that_spoils_the_run_is_a_reason_and_a_milder_one_is_only_said(kind, verdict):
    run = report(CrawlVerdict.COMPLETE)
    run.alarms = (Alarm(kind, "why"),)
    reasons = () if verdict is CrawlVerdict.COMPLETE else (f"{kind}: why",)
    assert (run.verdict, run.reasons) == (verdict, reasons)
    assert ("? why (new)" in run.render()) is (verdict is CrawlVerdict.COMPLETE)


def test_a_crash_outranks_everything():
    run = report(CrawlVerdict.BLOCKED)
    run.crashes.append("crashed")
    assert run.verdict is CrawlVerdict.FAILED


def test_every_verdict_has_the_exit_code_of_the_contract():
    assert {verdict.value: code for verdict, code in EXIT_CODES.items()} == {
        "complete": 0, "failed": 1, "partial": 3, "blocked": 4, "changed": 5
    }  # fmt: skip
    assert set(EXIT_CODES) == set(CrawlVerdict)


def test_the_report_says_verdict_and_reasons_and_does_not_run_over():
    run = report(*[CrawlVerdict.PARTIAL] * 30)
    text = run.render()
    assert text.startswith("linan: PARTIAL")
    assert "and 18 more" in text


def test_columns_at_one_address_do_not_hide_one_another_in_the_archive():
    url = "https://www.linan.gov.cn/"
    columns = [
        ColumnVerdict(name, url, CrawlVerdict.CHANGED)
        for name in ("annual_reports", "units", "units", "units")
    ]
    report = RunReport("linan", "incremental", columns)
    assert list(report.by_column()) == [url, f"{url} (units)", f"{url} (units) 2", f"{url} (units) 3"]
