"""All portals with one command."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

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
