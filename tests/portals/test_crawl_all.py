"""All portals with one command."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.portal_task import crawl_portals
from storage.executing import Done
from tests.processes import is_alive

ROOT = Path(__file__).parents[2]


def crawl_all(desk, *arguments):
    command = [sys.executable, "-m", "scrapy", "crawlall", "-a", f"origin={desk.replica.origin}", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=desk.environment, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_all_portals_are_crawled_and_the_worst_verdict_is_the_exit_code(desk, replica):
    replica.trouble("521", "www.linan.gov.cn", where="list")
    code, out, err = crawl_all(desk)
    assert code == 4, (out, err)
    assert {line.split(":")[0] for line in out.splitlines() if "(incremental)" in line} == {
        "linan", "xiuzhou", "fuyang", "gongshu"
    }  # fmt: skip
    assert len(desk.reports()) == 5


def test_a_portal_that_does_not_exist_is_wrong_usage(desk):
    code, _, err = crawl_all(desk, "atlantis")
    assert code == 2
    assert "atlantis" in err


@pytest.mark.parametrize("where", ["local:0", "dask://nowhere", "cluster"])
def test_what_is_no_place_to_work_is_wrong_usage(desk, where):
    code, _, err = crawl_all(desk, "linan", "--on", where)
    assert code == 2
    assert f"'{where}' is no place to work" in err


class Lost:
    """An executor whose processes all die."""

    width = 1

    def run(self, _task, arguments):
        yield from (Done(one, None, "its process died 2 times") for one in arguments)


def test_a_portal_whose_task_is_lost_counts_as_crashed_and_is_named():
    (run,) = crawl_portals(["linan"], (), Lost())
    assert (run.code, run.said, run.complained) == (1, "", "linan: its process died 2 times\n")


def test_ctrl_c_ends_and_closes_every_crawl(desk, replica):
    command = [sys.executable, "-m", "scrapy", "crawlall", "linan", "-a", f"origin={replica.origin}"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=desk.environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as driver:
        until = time.monotonic() + 120
        while len(replica.log) < 6 and time.monotonic() < until:
            time.sleep(0.02)
        ((crawl,),) = desk.rows("select pid from portal_lease")
        os.killpg(driver.pid, signal.SIGINT)  # as a terminal does, to every process
        assert driver.wait(120) != 0
    assert not is_alive(crawl)
    ((verdict,),) = desk.rows("select verdict from crawl where finished_at is not null")
    assert verdict != "complete"


def test_a_crawl_ends_with_the_worker_that_started_it_and_the_portal_is_free(desk, replica):
    replica.trouble(
        "timeout", "www.linan.gov.cn", where="list"
    )  # it would go on for as long as the visitor waits
    program = (
        "from crawler.portal_task import PortalTask, crawl_portal\n"
        f"crawl_portal(PortalTask('linan', ('-aorigin={replica.origin}',), {{}}))\n"
    )
    worker = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=desk.environment)
    until = time.monotonic() + 60
    while not replica.requests and time.monotonic() < until:
        time.sleep(0.02)
    ((crawl,),) = desk.rows("select pid from portal_lease")
    worker.kill()
    worker.wait()
    while is_alive(crawl) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(crawl)
    assert desk.rows("select finished_at from crawl") == [(None,)]
