"""Eight platforms, trouble of every kind, three days: what the archive holds is what the replica says there was.

Small here; ``make soak`` sets GONGKAI_ARTICLES=500, and kills a crawl ten times instead of twice.
"""

import os
import random
import sys
import time
from collections import Counter

import pytest

from demo.province import HOSTS, Province

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


def bare(url):
    """An address without its scheme: rows of one list name theirs as http."""
    return url.partition("://")[2]


def due(truth, day):
    """The exit codes that a calm day's crawls must have: partial where a document failed for good."""
    failed = {url.partition("/")[0] for (on, url), verdict in truth.observations().items()
              if (on, verdict) == (day, "failed")}  # fmt: skip
    return {platform: PARTIAL if host in failed else COMPLETE for platform, host in HOSTS.items()}


def versions(desk, truth):
    """The contents that the archive holds of each publication, in order, by the names the replica gives them."""
    contents = truth.contents()
    found = {bare(url): () for (url,) in desk.rows("select url from publication")}
    for url, sha256 in desk.rows(
        "select p.url, t.sha256 from version v join publication p on p.id = v.publication_id"
        " join version_part t on t.version_id = v.id and t.ordinal = 0 order by p.id, v.seq"
    ):
        found[bare(url)] += (contents[sha256],)
    return found


def observations(desk):
    """The verdict of each observation, by day and publication; every portal was crawled once a day."""
    crawls = desk.rows("select id, portal_id from crawl order by portal_id, id")
    number = {
        crawl: [one for one, other in crawls if other == portal].index(crawl) + 1 for crawl, portal in crawls
    }
    rows = desk.rows(
        "select o.crawl_id, p.url, o.verdict from observation o join publication p on p.id = o.publication_id"
    )
    return {(number[crawl], bare(url)): verdict for crawl, url, verdict in rows}


def reports(desk):
    """Publisher and year of each publication that shows a report."""
    rows = desk.rows(
        "select p.url, u.name, r.year from publication p join report r on r.id = p.report_id"
        " join publisher u on u.id = r.publisher_id"
    )
    return {bare(url): (name, year) for url, name, year in rows}


def holds_the_truth(desk, truth):
    """Hold the archive against what the replica says of itself."""
    assert versions(desk, truth) == truth.versions()
    assert observations(desk) == truth.observations()
    kinds = {bare(url): kind for url, kind in desk.rows("select url, kind from publication")}
    assert kinds == truth.kinds()
    shown = reports(desk)
    assert {url: shown.get(url) for url in truth.reports()} == truth.reports()
    assert desk.rows("select count(*) from capture where warc_file is null and status is not null") == [(0,)]
    counts = Counter(day for day, _ in observations(desk))  # shown by -s, for the long round
    sys.stdout.write(f"{len(shown)} of {len(kinds)} publications show a report; observed: {dict(counts)}\n")


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
        before, most = replica.requests, random.randint(1, 2 * ARTICLES)
        until = time.monotonic() + 60
        while replica.requests - before < most and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        process.kill()
        process.communicate()
    codes, truth = crawl_all(desk), replica.truth
    assert codes == due(truth, 1)
    assert truth.asked(1) == set(truth.present)
    holds_the_truth(desk, truth)
