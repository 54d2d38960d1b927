"""Whatever is captured in whatever order, the archive says what a notebook would say."""

import os
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from storage.archive import Archive
from storage.capture import SETTLED, CaptureVerdict
from storage.crawl import CrawlVerdict
from storage.reread_scope import RereadScope
from tests.storage.plain_reader import PLAIN, Clock, fetched, next_crawl, parse, report_body, visit

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


def better_parse(body, media_type, hints):
    return parse(body.replace(b"requests.carried@total=", b"requests.carried@total=-1"), media_type, hints)


BETTER = replace(PLAIN, release="2.0", parse=better_parse)


class Notebook(RuleBasedStateMachine):
    """Records captures and writes down, in plain lists, what should be known after each."""

    @initialize()
    def open(self):
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        path = Path(self.folder.name)
        self.where = self.place(path)
        self.archive = Archive.open(self.where, path, reader=PLAIN, clock=self.clock)
        self.versions, self.sightings, self.observed, self.captures = {}, {}, {}, 0
        self.day, self.imports, self.is_better = 0, 0, False
        self.crawl = next_crawl(self.archive)

    def place(self, folder):
        return folder / "archive.sqlite"

    def note(self, crawl, url, verdict, content, day):
        self.captures += 1
        key = (url, crawl.id)
        if verdict is CaptureVerdict.NOT_MODIFIED:
            content = self.seen(url)
        if key not in self.observed or WEIGHT[verdict] >= WEIGHT[self.observed[key]]:
            self.observed[key] = verdict
            self.sightings[key] = (day, content)
        if content is not None and content not in self.versions.setdefault(url, []):
            self.versions[url].append(content)

    def seen(self, url):
        """Return the content that was there on the latest day of all, whenever we heard of it."""
        days = [pair for (where, _), pair in self.sightings.items() if where == url and pair[1] is not None]
        return max(days, default=(0, None))[1]

    def record(self, crawl, url, content, furniture, day):
        is_new = content not in self.versions.get(url, [])
        body = report_body(content, furniture=furniture)
        recorded = self.archive.record(crawl, fetched(body, url=url, day=day))
        self.note(crawl, url, CaptureVerdict.FETCHED, content, day)
        assert recorded.is_new_version == is_new
        assert recorded.version_seq == self.versions[url].index(self.seen(url)) + 1

    @rule(url=URLS, content=st.integers(0, 3), furniture=st.text("ab", max_size=2))
    def fetch(self, url, content, furniture):
        self.day += 1
        self.record(self.crawl, url, content, furniture, self.day)

    @rule(url=URLS, content=st.integers(0, 3), share=st.floats(0, 1))
    def import_older(self, url, content, share):
        """Bring what somebody captured long ago: its versions get the next numbers, its day stays its own."""
        self.imports += 1
        day = share * self.day - self.imports / 1000
        crawl = next_crawl(self.archive, {"import": str(self.imports)})
        self.record(crawl, url, content, "", day)
        self.archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)

    @rule(url=URLS, verdict=st.sampled_from([v for v in CaptureVerdict if v is not CaptureVerdict.FETCHED]))
    def meet(self, url, verdict):
        self.day += 1
        self.archive.record(self.crawl, visit(verdict, url=url, day=self.day))
        self.note(self.crawl, url, verdict, None, self.day)

    @rule()
    def read_again(self):
        """Read every version by a parser that reads one cell more; it is shown when it is accepted."""
        better = Archive.open(self.where, Path(self.folder.name), reader=BETTER, clock=self.clock)
        better.reingest(RereadScope())
        if not self.is_better:
            assert self.carried(better) <= {None}
        better.accept(RereadScope())
        self.archive.close()
        self.archive, self.is_better = better, True

    def carried(self, archive):
        with archive.engine.connect() as connection:
            asked = "SELECT num FROM cells WHERE key = 'requests.carried@total'"
            return set(connection.exec_driver_sql(asked).scalars())

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
            now = {self.seen(url) for url in self.versions}
            assert len(shown) == (1 if now else 0)
            assert set(shown) <= now
        assert self.carried(self.archive) == ({-1 if self.is_better else None} if now else set())
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
