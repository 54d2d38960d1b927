"""Every exchange is kept, survives a kill, and is enough to crawl again without a network."""

import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.warc_reading import read_exchange, read_exchanges

CAPTURES = """select url, role, verdict, status, headers, detail, sha256, final_url, captured_at
    from capture order by captured_at, url"""


def exchanges(desk):
    folder = desk.database.parent / "warc"
    return [exchange for path in sorted(folder.rglob("*.warc.gz*")) for exchange, _ in read_exchanges(path)]


def elsewhere(desk, tmp_path, name):
    other = type(desk)(tmp_path / name, desk.replica, desk.forks)
    other.database.parent.mkdir()
    other.environment |= {"GONGKAI_ARCHIVE": str(other.database), "GONGKAI_DATA": str(tmp_path / name)}
    return other


def test_every_request_and_its_answer_are_kept(desk, replica):
    assert desk.crawl("linan").code == 0
    asked = Counter((seen.method, f"https://{seen.host}{seen.target}", seen.status) for seen in replica.log)
    # Counted, as answers of two hosts may come in another order than the replica gave them.
    assert Counter((one.method, one.url, one.status) for one in exchanges(desk)) == asked
    (segment,) = (desk.database.parent / "warc" / "linan").iterdir()
    assert segment.name.endswith(".warc.gz")
    assert desk.crawl("linan").code == 0
    assert 304 in {one.status for one in exchanges(desk)}


def test_every_capture_leads_to_the_record_of_its_exchange(desk):
    assert desk.crawl("xiuzhou").code == 0
    kept = desk.rows("select url, status, warc_file, warc_offset from capture")
    assert kept
    for url, status, file, offset in kept:
        exchange = read_exchange(desk.database.parent / "warc" / file, offset)
        assert (exchange.url, exchange.status) == (url, status)


@pytest.mark.parametrize("portal", ["fuyang", "gongshu"])
def test_a_crawl_is_repeated_offline_with_identical_captures(desk, tmp_path, replica, portal):
    assert desk.crawl(portal).code == 0
    again = elsewhere(desk, tmp_path, "again")
    place = desk.database.parent / "warc" / portal
    found = again.scrapy("crawl", portal, "-s", f"REPLAY={place}", "-s", "GONGKAI_READS_APART=False")
    assert found.code == 0, found.out
    assert replica.log == []
    assert again.rows(CAPTURES) == desk.rows(CAPTURES)
    assert again.what_counts() == desk.what_counts()
    assert not (tmp_path / "again" / "warc").exists()


def test_a_replay_invents_nothing_that_was_not_asked_then(desk, tmp_path):
    assert desk.crawl("linan", "-a", "units=锦北街道").code == 0
    again = elsewhere(desk, tmp_path, "again")
    place = desk.database.parent / "warc" / "linan"
    found = again.scrapy("crawl", "linan", "-s", f"REPLAY={place}", "-s", "GONGKAI_READS_APART=False")
    assert found.code == 3, found.out
    assert "not in the evidence" in found.out


def test_a_killed_crawl_leaves_evidence_of_all_that_it_archived(desk, replica):
    process = desk.start("fuyang")
    until = time.monotonic() + 60
    while len(replica.log) < 9 and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.005)
    process.kill()
    process.communicate()
    (left,) = (desk.database.parent / "warc" / "fuyang").iterdir()
    assert left.name.endswith(".open")
    archived = {url for (url,) in desk.rows("select url from capture")}
    assert archived <= {one.url for one in exchanges(desk)}
    assert desk.crawl("fuyang").code == 0
    names = sorted(path.name for path in left.parent.iterdir())
    assert len(names) == 2
    assert all(name.endswith(".warc.gz") for name in names)


def test_a_crawl_goes_on_without_evidence_where_none_can_be_kept(desk):
    Path(desk.database.parent / "warc").write_text("a file where a folder should be")
    found = desk.crawl("gongshu")
    assert found.code == 0, found.out
    assert "no more evidence" in found.err
