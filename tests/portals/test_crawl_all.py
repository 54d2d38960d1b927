"""All portals with one command."""

import subprocess
import sys
from pathlib import Path

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
