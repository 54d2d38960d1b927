"""What an operator sees of a crawl besides its report: alarms, messages, figures, logs, a line of progress."""

import json
import os
import pty
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from crawler.settings import GONGKAI_FREE_SPACE_MB

ROOT = Path(__file__).parents[2]


@pytest.fixture
def mailbox():
    """A server that takes messages, as a web hook does: its address, and what came."""

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            came.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words):
            """Print nothing."""

    came = []
    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"json://127.0.0.1:{server.server_port}/", came
        server.shutdown()
        thread.join()


@pytest.mark.needs("notify")
def test_a_run_that_is_not_complete_is_told_and_a_complete_one_is_not(desk, replica, mailbox):
    address, came = mailbox
    assert desk.crawl("fuyang", "-s", f"GONGKAI_NOTIFY={address}").code == 0
    assert came == []
    replica.trouble("521", "www.fuyang.gov.cn", where="list")
    found = desk.crawl("fuyang", "-s", f"GONGKAI_NOTIFY={address}")
    assert found.code == 4
    (message,) = came
    assert message["title"] == "gongkai: fuyang BLOCKED"
    assert message["message"].strip() == found.out.strip()


@pytest.mark.needs("notify")
def test_a_message_that_cannot_be_sent_is_logged_without_its_secret_and_changes_nothing(desk, replica):
    replica.trouble("521", "www.fuyang.gov.cn", where="list")
    expected = desk.crawl("fuyang")
    found = desk.crawl("fuyang", "-s", "GONGKAI_NOTIFY=json://user:secret@127.0.0.1:9/ nobody-knows://x")
    assert (found.code, found.out) == (expected.code, expected.out)
    assert "could not be sent to all of 2 places" in found.err
    log = (desk.database.parent / "logs" / "fuyang.jsonl").read_text(encoding="utf-8")
    assert "secret" not in found.err + log


@pytest.mark.needs("monitor")
def test_the_figures_of_the_last_run_are_there_for_prometheus(desk):
    from prometheus_client.parser import text_string_to_metric_families

    folder = desk.database.parent / "metrics"
    desk.environment["GONGKAI_METRICS"] = str(folder)
    running = desk.start("linan")
    running.communicate(timeout=60)
    assert running.returncode == 0
    ((fetched,),) = desk.rows(
        "select count(*) from capture where role = 'publication' and verdict = 'fetched'"
    )
    text = (folder / "gongkai-linan.prom").read_text()
    samples = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    run = ("mode", "incremental"), ("portal", "linan")
    assert samples["gongkai_crawl_verdict", *run, ("verdict", "complete")] == 1
    assert samples["gongkai_crawl_verdict", *run, ("verdict", "partial")] == 0
    assert samples["gongkai_crawl_visits", ("found", "fetched"), *run, ("role", "publication")] == fetched
    assert samples["gongkai_crawl_new_versions", *run] == desk.versions()
    (finished,) = desk.rows("select strftime('%s', finished_at), strftime('%s', started_at) from crawl")
    assert samples["gongkai_crawl_last_run_timestamp_seconds", *run] == pytest.approx(int(finished[0]), abs=5)
    assert 0 < samples["gongkai_crawl_duration_seconds", *run] < 60


def test_the_log_is_a_line_of_json_each_and_ends_with_the_verdict_and_rotates(desk):
    for _ in range(2):
        found = desk.crawl("fuyang", "-s", "GONGKAI_LOG_BYTES=4000", "-s", "GONGKAI_LOG_FILES_KEPT=1")
        assert found.code == 0
        assert found.err == ""
    folder = desk.database.parent / "logs"
    assert {path.name for path in folder.iterdir()} == {"fuyang.jsonl", "fuyang.jsonl.1"}
    files = [folder / "fuyang.jsonl.1", folder / "fuyang.jsonl"]
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert all({"at", "level", "logger", "message", "portal"} <= line.keys() for line in lines)
    told = [line for line in lines if "verdict" in line][-1]
    assert (told["verdict"], told["portal"], told["reasons"]) == ("complete", "fuyang", [])
    assert told["counts"]["reports_listed"] == 1


def test_a_crawl_at_a_terminal_shows_what_it_does_and_one_in_a_pipe_only_reports(desk, replica):
    origin = ("-a", f"origin={replica.origin}", "-a", "sample=1")
    command = [sys.executable, "-m", "scrapy", "crawl", "fuyang", *origin]
    terminal, end = pty.openpty()
    with subprocess.Popen(
        command, cwd=ROOT, env={**desk.environment, "TERM": "xterm"}, stdout=subprocess.PIPE, stderr=end
    ) as running:
        os.close(end)
        shown = b""
        while chunk := _read(terminal):
            shown += chunk
        out = running.stdout.read().decode()
    os.close(terminal)
    assert running.returncode == 0
    assert "fuyang: 杭州市富阳区" in shown.decode()
    assert "publications" in shown.decode()
    assert out.startswith("fuyang: COMPLETE")
    found = desk.crawl("fuyang")
    assert (found.out.splitlines()[0], found.err) == ("fuyang: COMPLETE (incremental)", "")


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # EIO: nobody has the other end any more
        return b""


def test_a_disk_without_room_ends_the_run_as_partial_before_a_request_is_made(desk, replica):
    assert GONGKAI_FREE_SPACE_MB > 0
    found = desk.crawl("fuyang", "-s", "GONGKAI_FREE_SPACE_MB=1000000000")
    assert found.code == 3
    assert "MB free in the folder of the archive, of 1000000000 to be left free" in found.out
    assert replica.log == []
    assert desk.crawl("fuyang").code == 0  # room was made


def test_alarms_are_kept_with_the_run_and_shown_by_crawl_status(desk, replica):
    assert desk.crawl("linan").code == 0
    # As if the same publisher had reported two years before, and nobody found the report between.
    query = "select publisher_id, id from report order by id limit 1"
    ((publisher_id, report_id),) = desk.rows(query)
    desk.write("insert into report (publisher_id, year) values (?, 2018)", publisher_id)
    desk.write(
        "insert into publication (portal_id, url, url_key, kind, title, report_id, recorded_at)"
        " select portal_id, url || '?2018', url_key || '?2018', 'notice', title,"
        " (select max(id) from report), recorded_at from publication where report_id = ? limit 1",
        report_id,
    )
    found = desk.crawl("linan")
    assert found.code == 0, found.out  # what is missing was never there to see
    assert ": no report of 2019, though before and after (new)" in found.out
    again = desk.crawl("linan")
    assert ": no report of 2019, though before and after\n" in again.out
    ((kept,),) = desk.rows("select alarms from crawl order by id desc limit 1")
    assert [alarm["kind"] for alarm in json.loads(kept)] == ["years_missing"]
    shown = subprocess.run(
        [Path(sys.prefix) / "bin" / "gongkai", "crawl-status", "--limit", "1"],
        cwd=ROOT, env=desk.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "years_missing: " in shown.stdout
