"""What goes wrong on portals: each kind has an outcome in the archive, and an exit code that tells it."""

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.lock import hold_portal

ROOT = Path(__file__).parents[2]

JINBEI, CHANGHUA, LINAN = "003_jinbei_2020", "000_changhua_2020", "www.linan.gov.cn"
QUICK = ("-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_TIMEOUT=1")


def outcome(desk, url):
    query = (
        "select verdict, detail from capture where url = ? and role = 'publication' order by id desc limit 1"
    )
    return desk.rows(query, url)[0]


@pytest.mark.parametrize(
    ("kinds", "outcomes", "code"),
    [
        (("html_as_docx", "empty"), (("failed", "HTML served as a document"), ("failed", "empty body")), 3),
        (("404", "410"), (("gone", "status 404"), ("gone", "status 410")), 0),
        (("503", "timeout"), (("failed", "status 503"), ("failed", "timeout")), 3),
        (("reset", "soft_404"), (("failed", "connection failed"), ("gone", "soft 404")), 3),
        (("home", "truncated"), (("gone", "redirected to the home page"), ("fetched", None)), 0),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) and isinstance(value[0], str) else None,
)
def test_a_file_that_goes_wrong_is_recorded_as_what_it_is(desk, replica, kinds, outcomes, code):
    for case, kind in zip((JINBEI, CHANGHUA), kinds, strict=True):
        replica.trouble(kind, case, where="file")
    found = desk.crawl("linan", *QUICK)
    for case, (verdict, detail) in zip((JINBEI, CHANGHUA), outcomes, strict=True):
        recorded = outcome(desk, replica.file_url(case))
        assert recorded[0] == verdict, (case, recorded)
        assert (recorded[1] or "").startswith(detail or ""), (case, recorded)
    assert found.code == code, found.out


def test_a_failed_file_is_fetched_by_the_next_run(desk, replica):
    replica.trouble("503", JINBEI, where="file")
    assert desk.crawl("linan", *QUICK).code == 3
    replica.calm()
    assert desk.crawl("linan").code == 0
    assert outcome(desk, replica.file_url(JINBEI))[0] == "fetched"


def test_a_server_that_is_busy_twice_is_asked_a_third_time(desk, replica):
    replica.trouble("503", JINBEI, where="file", times=2)
    assert desk.crawl("linan").code == 0


@pytest.mark.parametrize("kind", ["521", "412", "aliyun", "403", "429"])
def test_a_challenge_stops_the_host_and_is_never_answered(desk, replica, kind):
    replica.trouble(kind, LINAN, where="list")
    found = desk.crawl("linan", *QUICK)
    assert found.code == 4, found.out
    assert "BLOCKED" in found.out
    asked = [seen for seen in replica.log if seen.host == LINAN]
    assert "build/unit" in asked[-1].target  # the host is left alone after the challenge
    assert desk.rows("select verdict from capture where url like '%build/unit%'") == [("blocked",)]
    assert desk.rows("select verdict from crawl") == [("blocked",)]


@pytest.mark.parametrize("kind", ["robots_forbid", "robots_521"])
def test_what_robots_txt_forbids_or_cannot_say_is_not_asked_for(desk, replica, kind):
    replica.trouble(kind, LINAN)
    assert desk.crawl("linan", *QUICK).code == 4
    assert {seen.target for seen in replica.log} == {"/robots.txt"}
    assert desk.rows("select count(*) from capture where role = 'robots'") == [(1,)]


def test_a_robots_txt_that_fails_defers_the_portal_rather_than_allowing_it(desk, replica):
    replica.trouble("503", LINAN, where="robots")
    found = desk.crawl("linan", *QUICK)
    assert found.code == 3, found.out
    assert {seen.target for seen in replica.log} == {"/robots.txt"}


@pytest.mark.parametrize("kind", ["api_failure", "html_for_json"])
def test_a_list_that_answers_an_error_is_a_failure_and_not_an_empty_list(desk, replica, kind):
    replica.trouble(kind, LINAN)
    found = desk.crawl("linan", *QUICK)
    assert found.code == 3
    assert "failed: annual_reports" in found.out


def test_a_column_without_a_list_has_changed(desk, replica):
    replica.trouble("soft_404", LINAN, where="column")
    found = desk.crawl("linan", *QUICK)
    assert found.code == 5, found.out
    assert "CHANGED" in found.out


def test_an_archive_that_cannot_be_opened_is_a_crash(desk, tmp_path):
    desk.environment["GONGKAI_ARCHIVE"] = str(tmp_path)  # a folder
    found = desk.crawl("linan")
    assert found.code == 1
    assert "FAILED" in found.out
    assert "the archive cannot be opened" in found.out
    assert found.err == ""


def test_an_archive_that_takes_no_captures_ends_the_crawl_instead_of_losing_all_of_them(desk, replica):
    (desk.database.parent / "blobs").write_text("a file where the folder of the blobs should be")
    process = desk.start("fuyang")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1, (out, err)
    assert "the archive takes no captures" in out
    assert err.count("Traceback") == 1
    assert len(replica.log) < 19  # of the 19 requests of a whole crawl


def test_a_second_process_on_the_same_portal_steps_back(desk, replica):
    with hold_portal("linan", desk.database, desk.database.parent):
        found = desk.crawl("linan")
    assert found.code == 1
    assert "one process at a time" in found.err
    assert replica.log == []


def test_an_archive_that_opens_only_after_the_portal_was_to_be_held_is_not_crawled_into(desk, replica):
    start = """
import sys
import crawler.lock
from scrapy.cmdline import execute

class Locked:
    open = lambda *given, **rest: 1 / 0  # a moment later it opens

crawler.lock.Archive = Locked
execute(["scrapy", *sys.argv[1:]])
"""
    command = [sys.executable, "-c", start, "crawl", "linan", "-a", f"origin={replica.origin}"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=desk.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    assert "the archive cannot be opened: ZeroDivisionError" in out
    assert replica.log == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lina"], "did you mean linan?"),
        (["linan", "-a", "years=twenty", "-a", "modus=all"], "years=twenty"),
        (["linan", "xiuzhou"], "exactly one portal"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_is_wrong(desk, arguments, words):
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", *arguments],
        env=desk.environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert words in done.stderr
