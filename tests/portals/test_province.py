"""Eight platforms, trouble of every kind, three days: what the archive holds is what the replica says there was.

Small here; ``make soak`` sets GONGKAI_ARTICLES=500, and kills a crawl ten times instead of twice.
"""

import os
import random
import time

import pytest

from demo.province import HOSTS, Province
from tests.portals.held_truth import holds_the_truth

ARTICLES = int(os.environ.get("GONGKAI_ARTICLES", "12"))
KILLS = 10 if ARTICLES > 100 else 2
pytestmark = pytest.mark.timeout(6 * 3600 if ARTICLES > 100 else 900)
QUICK = ("-s", "DOWNLOAD_TIMEOUT=2")
PORTAL = """
title = "{platform}"
division_code = "{division}"
hosts = ["{host}"]
file_hosts = ["store.province.invalid"]
platforms = {platforms}
[[columns]]
url = "{column}"
{filter}
"""
PARTIAL, BLOCKED, COMPLETE = 3, 4, 0
# On the second day five portals turn visitors away, and the lists of three lie.
SECOND_DAY = {"xxgk": PARTIAL, "gkmlpt": PARTIAL, "generic": PARTIAL}


@pytest.fixture
def replica():
    with Province(articles=ARTICLES, patience=4.0) as province:
        yield province


@pytest.fixture
def desk(desk, replica, tmp_path):
    folder = tmp_path / "portals"
    folder.mkdir()
    for platform, host in HOSTS.items():
        text = PORTAL.format(
            platform=platform,
            host=host,
            platforms=["jpaas", "jcms"] if platform == "jcms" else [platform],
            column=replica.column(platform),
            division=replica.division_code(platform),
            filter='[columns.filter]\narea = "GD"' if platform == "xxgk" else "",
        )
        (folder / f"{platform}.toml").write_text(text, encoding="utf-8")
    desk.environment["GONGKAI_PORTALS"] = str(folder)
    return desk


def crawl_all(desk):
    """Crawl the eight portals; their exit codes."""
    return {platform: desk.crawl(platform, *QUICK).code for platform in HOSTS}


def due(truth, day):
    """The exit codes that a calm day's crawls must have: partial where a document failed for good."""
    failed = {url.partition("/")[0] for (on, url), verdict in truth.observations().items()
              if (on, verdict) == (day, "failed")}  # fmt: skip
    return {platform: PARTIAL if host in failed else COMPLETE for platform, host in HOSTS.items()}


def test_the_archive_of_eight_portals_is_what_the_replica_says_there_was(desk, replica):
    truth = replica.truth
    first = crawl_all(desk)
    assert first == due(truth, 1)
    assert PARTIAL in first.values()
    holds_the_truth(desk, truth)
    replica.next_day()
    assert crawl_all(desk) == dict.fromkeys(HOSTS, BLOCKED) | SECOND_DAY
    holds_the_truth(desk, truth)
    replica.next_day()
    assert crawl_all(desk) == dict.fromkeys(HOSTS, COMPLETE)
    assert truth.asked(3) == set(truth.present)
    holds_the_truth(desk, truth)


def test_killed_at_any_moments_the_crawls_end_in_the_same_archive(desk, replica):
    killed = random.sample(sorted(HOSTS) * KILLS, KILLS)
    for platform in killed:
        process = desk.start(platform, *QUICK)
        before, most = replica.requests, random.randint(1, ARTICLES)  # fewer than any crawl makes
        until = time.monotonic() + 60
        while replica.requests - before < most and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        process.kill()
        process.communicate()
    codes, truth = crawl_all(desk), replica.truth
    assert codes == due(truth, 1)
    assert truth.asked(1) == set(truth.present)
    holds_the_truth(desk, truth)
