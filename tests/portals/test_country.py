"""A country crawled and read again on a cluster, while workers and drivers are killed: the archive is the truth.

Small here; ``make soak`` sets GONGKAI_PORTALS_OF_COUNTRY=40.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from demo.corpus.office import is_present
from demo.country import MADE_BY_OFFICE, MADE_HERE, open_country, portal_file
from storage.archive import Archive
from tests.portals.held_truth import bare, holds_the_figures, holds_the_truth
from tests.processes import is_alive
from tests.storage.dask_cluster import cluster_of, worker_pids

ROOT = Path(__file__).parents[2]
PORTALS = int(os.environ.get("GONGKAI_PORTALS_OF_COUNTRY", "4"))
IS_LONG = PORTALS >= 40
WORKERS, ARTICLES = (3, 6) if IS_LONG else (2, 3)
GONGKAI = [sys.executable, "-c", "from query.cli import main; main()"]
pytestmark = [
    pytest.mark.needs("cluster", "postgres"),
    pytest.mark.timeout(2 * 3600 if IS_LONG else 900),
]
PARTIAL, COMPLETE = 3, 0


class Desk:
    """An archive in Postgres, a country, a cluster, and drivers that may be killed."""

    def __init__(self, url, folder, country, cluster):
        self.url, self.country, self.cluster = url, country, cluster
        portals = folder / "portals"
        portals.mkdir()
        for name in country.portals:
            (portals / f"{name}.toml").write_text(portal_file(country, name), encoding="utf-8")
        self.on = cluster.scheduler_address.replace("tcp://", "dask://")
        self.environment = {
            **os.environ,
            "GONGKAI_ARCHIVE": url,
            "GONGKAI_DATA": str(folder),
            "GONGKAI_PORTALS": str(portals),
            "PYTHONPATH": str(ROOT),
        }
        self.archive = Archive.open(url, folder)

    def rows(self, query):
        with self.archive.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def start(self, *command):
        """Start a driver."""
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def start_crawls(self, *arguments):
        """Start a driver of crawls."""
        origin = ("-a", f"origin={self.country.origin}", "-s", "DOWNLOAD_TIMEOUT=2")
        reading = () if IS_LONG else ("-s", "GONGKAI_READS_APART=False")
        scrapy = (sys.executable, "-m", "scrapy", "crawlall", "--on", self.on)
        return self.start(*scrapy, *arguments, *origin, *reading)

    def unfinished(self):
        """The portals that were not crawled to an end."""
        done = {name for (name,) in self.rows("select portal_id from crawl where finished_at is not null")}
        return set(self.country.portals) - done

    def let_crawls_end(self):
        """Wait for what the workers are at since before their driver was killed."""
        while any(
            is_alive(pid) for (pid,) in self.rows("select pid from portal_lease where expires_at > now()")
        ):
            time.sleep(0.1)

    def kill_worker(self):
        """Kill the worker that was there first, in whatever it is at."""
        os.kill(worker_pids(self.cluster)[0], signal.SIGKILL)


@pytest.fixture
def desk(postgres, tmp_path):
    looks = (*MADE_HERE, *(MADE_BY_OFFICE if IS_LONG and is_present() else ()))
    with (
        postgres.lent_database() as url,
        open_country(PORTALS, ARTICLES, looks=looks, patience=4.0) as country,
        cluster_of(WORKERS) as cluster,
    ):
        desk = Desk(url, tmp_path, country, cluster)
        yield desk
        desk.archive.close()


def wait_until(holds, process):
    until = time.monotonic() + 300
    while not holds() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    assert process.poll() is None, process.communicate()


def test_a_worker_and_a_driver_are_killed_and_the_archive_is_the_truth(desk):
    country, begun = desk.country, time.monotonic()
    driver = desk.start_crawls(*sorted(country.portals), "--due")
    wait_until(lambda: country.requests > 4 * PORTALS // 2, driver)
    desk.kill_worker()
    wait_until(lambda: country.requests > 6 * PORTALS // 2, driver)
    driver.kill()
    driver.communicate()
    _, err = desk.start_crawls(*sorted(country.portals), "--due").communicate()
    assert "Traceback" not in err, err
    desk.let_crawls_end()
    while left := desk.unfinished():  # whose crawl was killed, and whose lease says that it lives
        _, err = desk.start_crawls(*sorted(left)).communicate()
        assert "Traceback" not in err, err
    said(desk, "crawled, killed twice", begun)
    holds_the_truth(desk, country.truth)
    holds_the_figures(desk, country.truth)
    assert country.truth.asked(1) == set(country.truth.present)
    crawls = Counter(portal for (portal,) in desk.rows("select portal_id from crawl"))
    assert crawls == dict.fromkeys(country.portals, 1)
    read_again(desk)
    if IS_LONG:
        crawl_two_more_days(desk)


def crawl_two_more_days(desk):
    """Let reports be edited and withdrawn; then calm, and every portal is complete."""
    for code in (None, COMPLETE):
        desk.country.next_day()
        begun = time.monotonic()
        driver = desk.start_crawls(*sorted(desk.country.portals))
        _, err = driver.communicate()
        assert code in {None, driver.returncode}, err
        said(desk, f"day {desk.country.day}", begun)
        holds_the_truth(desk, desk.country.truth)


def read_again(desk):
    """Make the parsers new, and read all again while a worker and the driver are killed."""
    with desk.archive.engine.begin() as connection:
        connection.execute(text("update parser set release = 'older'"))
    versions, begun = len(desk.rows("select id from version")), time.monotonic()
    before = what_counts(desk)
    command = (*GONGKAI, "reingest", "--json", "--on", desk.on)
    driver = desk.start(*command)
    wait_until(lambda: desk.rows("select id from parser where release <> 'older'"), driver)
    desk.kill_worker()
    if IS_LONG:
        driver.kill()
        driver.communicate()
        driver = desk.start(*command)
    out, err = driver.communicate()
    assert (driver.returncode, err) == (0, ""), err
    counts = json.loads(out)["read"]
    assert counts["changed"] == counts["failed"] == 0
    runs = desk.rows(
        "select r.version_id from parse_run r join parser p on p.id = r.parser_id where p.release <> 'older'"
    )
    assert len(runs) == len(set(runs)) == versions
    assert what_counts(desk) == before
    said(desk, f"{versions} versions read again, killed", begun)


def what_counts(desk):
    cells = desk.rows("select publisher_id, year, key, text, mark from cells")
    return Counter(cells), {bare(url) for (url,) in desk.rows("select url from publication")}


def said(desk, what, begun):
    """Say how long it took: shown by -s, for the long round."""
    sys.stdout.write(f"{what}: {time.monotonic() - begun:.0f} s, {desk.country.requests} requests so far\n")
