"""A crawl that is killed, or interrupted, is completed by running it again."""

import random
import signal
import time

import pytest


def wait_for(replica, requests, process):
    until = time.monotonic() + 120
    while len(replica.log) < requests and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.005)


@pytest.mark.parametrize("portal", ["linan", "fuyang"])
def test_after_sigkill_at_any_moment_a_second_run_gives_the_same_archive(desk, portal, tmp_path, replica):
    whole = type(desk)(tmp_path / "whole", replica, desk.forks)
    whole.database.parent.mkdir()
    whole.environment |= {"GONGKAI_ARCHIVE": str(whole.database), "GONGKAI_DATA": str(tmp_path / "whole")}
    assert whole.crawl(portal).code == 0
    replica.forget_requests()
    process = desk.start(portal)
    moment = random.randint(1, 18)
    wait_for(replica, moment, process)
    process.kill()
    process.communicate()
    settled = set()
    if desk.database.exists() and desk.rows("select 1 from sqlite_master where name = 'capture'"):
        settled = {url for (url,) in desk.rows(
            "select url from capture where role = 'publication' and verdict = 'fetched'")}  # fmt: skip
    found = desk.crawl(portal)
    assert found.code == 0, (moment, found.out, found.err)
    assert desk.what_counts() == whole.what_counts(), f"killed after {moment} requests"
    fetched_again = {f"https://{seen.host}{seen.target}" for seen in replica.log} & settled
    assert fetched_again == set(), f"killed after {moment} requests"


def test_an_interrupted_crawl_says_that_it_is_partial_and_leaves_a_closed_crawl(desk, replica):
    process = desk.start("linan", "-s", "DOWNLOAD_DELAY=0")
    wait_for(replica, 6, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 3, (out, err)
    assert "interrupted" in out
    assert desk.rows("select verdict from crawl") == [("partial",)]
