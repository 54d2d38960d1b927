"""Whatever is captured in whatever order, the archive says what a notebook would say."""

import os
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from storage.archive import Archive
from storage.capture import SETTLED, CaptureVerdict
from storage.crawl import CrawlVerdict
from tests.storage.plain_reader import PLAIN, Clock, fetched, next_crawl, report_body, visit

ROUNDS = int(os.environ.get("GONGKAI_ROUNDS", "3"))  # many in `make soak`
URLS = st.sampled_from(["https://www.linan.gov.cn/1", "https://www.linan.gov.cn/2"])
# Which of two verdicts of one crawl stands: content seen, content gone, not known.
WEIGHT = {
    CaptureVerdict.FETCHED: 2,
    CaptureVerdict.NOT_MODIFIED: 2,
    CaptureVerdict.GONE: 1,
    CaptureVerdict.BLOCKED: 0,
    CaptureVerdict.FAILED: 0,
}


class Notebook(RuleBasedStateMachine):
    """Records captures and writes down, in plain lists, what should be known after each."""

    @initialize()
    def open(self):
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        path = Path(self.folder.name)
        self.archive = Archive.open(self.place(path), path, reader=PLAIN, clock=self.clock)
        self.versions, self.seen, self.observed, self.captures = {}, {}, {}, 0
        self.day = 0
        self.crawl = next_crawl(self.archive)

    def place(self, folder):
        return folder / "archive.sqlite"

    def note(self, url, verdict, content):
        self.captures += 1
        key = (url, self.crawl.id)
        if key not in self.observed or WEIGHT[verdict] >= WEIGHT[self.observed[key]]:
            self.observed[key] = verdict
        if content is not None:
            contents = self.versions.setdefault(url, [])
            if content not in contents:
                contents.append(content)
            self.seen[url] = content

    @rule(url=URLS, content=st.integers(0, 3), furniture=st.text("ab", max_size=2))
    def fetch(self, url, content, furniture):
        self.day += 1
        body = report_body(content, furniture=furniture)
        recorded = self.archive.record(self.crawl, fetched(body, url=url, day=self.day))
        is_new = content not in self.versions.get(url, [])
        self.note(url, CaptureVerdict.FETCHED, content)
        assert recorded.is_new_version == is_new
        assert recorded.version_seq == self.versions[url].index(content) + 1

    @rule(url=URLS, verdict=st.sampled_from([v for v in CaptureVerdict if v is not CaptureVerdict.FETCHED]))
    def meet(self, url, verdict):
        self.day += 1
        self.archive.record(self.crawl, visit(verdict, url=url, day=self.day))
        self.note(url, verdict, None)

    @rule()
    def next(self):
        self.archive.finish_crawl(self.crawl, CrawlVerdict.COMPLETE)
        self.clock.now += timedelta(days=1)
        self.crawl = next_crawl(self.archive)
        assert not self.crawl.is_resumed

    @rule()
    def resume(self):
        resumed = next_crawl(self.archive)
        assert (resumed.id, resumed.is_resumed) == (self.crawl.id, True)

    @invariant()
    def nothing_is_lost_and_nothing_made_up(self):
        with self.archive.engine.connect() as connection:
            ask = connection.exec_driver_sql
            versions = ask(
                "SELECT p.url, count(*) FROM version v JOIN publication p ON p.id = publication_id GROUP BY 1"
            )
            assert dict(versions.all()) == {url: len(contents) for url, contents in self.versions.items()}
            assert ask("SELECT count(*) FROM capture").scalar() == self.captures
            observed = ask(
                "SELECT p.url, crawl_id, verdict FROM observation JOIN publication p ON p.id = publication_id"
            )
            assert {(url, crawl): verdict for url, crawl, verdict in observed} == self.observed
            shown = ask("SELECT num FROM cells WHERE key = 'requests.new@total'").scalars().all()
            assert len(shown) == (1 if self.seen else 0)
            assert set(shown) <= set(self.seen.values())
        settled = {
            url
            for (url, crawl), verdict in self.observed.items()
            if crawl == self.crawl.id and verdict in SETTLED
        }
        assert self.archive.captured_in(self.crawl) == {url.removeprefix("https://") for url in settled}

    def teardown(self):
        self.archive.close()
        self.folder.cleanup()


TestAnySequence = Notebook.TestCase
TestAnySequence.settings = settings(
    max_examples=5 * ROUNDS, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
