"""Withdrawn bytes: a tombstone in their place, remembered for ever, and nothing else is gone."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from query.cli.program import app
from storage.blobs import BlobMissing, BlobWithdrawn
from storage.reread_scope import RereadScope
from storage.rereading import Reread
from storage.tombstone import BEGINNING, Tombstone, read_tombstone
from storage.withdrawal import MAX_REASON, ContentUnknown, withdraw_content
from tests.storage.commanding import gongkai
from tests.storage.plain_reader import NOON, PLAIN, crawl_once, fetched, report_body

BODY = report_body(3)
REASON = "杭州互联网法院（2026）浙0192民初1号"


@pytest.fixture
def sha256(archive):
    (recorded,) = crawl_once(archive, fetched(BODY))
    return recorded.sha256


@pytest.fixture
def withdraw(archive, sha256):
    return lambda reason=REASON: withdraw_content(archive.engine, archive.blobs, sha256, reason, now=NOON)


def test_a_tombstone_stands_in_the_place_of_the_bytes(archive, sha256, withdraw):
    assert withdraw() == Tombstone(sha256, NOON, REASON)
    kept = archive.blobs.path_of(sha256).read_bytes()
    assert BODY not in kept
    assert read_tombstone(kept) == Tombstone(sha256, NOON, REASON)
    with pytest.raises(BlobWithdrawn, match=f"withdrawn on 2026-11-01: {REASON[:4]}"):
        archive.blobs.get(sha256)
    assert issubclass(BlobWithdrawn, BlobMissing)


def test_nothing_else_is_gone(counts, rows, withdraw):
    before, cells = counts(), rows("SELECT * FROM cells")
    withdraw()
    assert (counts(), rows("SELECT * FROM cells")) == (before, cells)


def test_the_first_reason_stands(archive, rows, sha256, withdraw):
    withdraw()
    assert withdraw("another").reason == REASON
    assert rows("SELECT sha256, reason FROM withdrawal") == [(sha256, REASON)]


def test_a_withdrawal_that_was_killed_is_completed(archive, sha256, withdraw, monkeypatch):
    monkeypatch.setattr(archive.blobs, "bury", lambda _tombstone: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        withdraw()
    monkeypatch.undo()
    assert archive.blobs.get(sha256) == BODY
    withdraw("again")
    assert archive.blobs.tombstone_of(sha256).reason == REASON


def test_bytes_that_come_again_stay_withdrawn(archive, open_archive, sha256, counts, withdraw):
    withdraw()
    before = counts()
    crawl_once(archive, fetched(BODY, day=2))
    crawl_once(open_archive(reader=replace(PLAIN, release="2.0")), fetched(BODY, day=3))
    assert archive.blobs.tombstone_of(sha256)
    assert {name: counts()[name] for name in ("version", "result", "cell")} == {
        name: before[name] for name in ("version", "result", "cell")
    }


def test_reading_again_leaves_it_out_and_says_so(open_archive, withdraw):
    withdraw()
    tally = open_archive(reader=replace(PLAIN, release="2.0")).reingest(RereadScope())
    assert (tally.counts[Reread.WITHDRAWN], tally.failures) == (1, [])


def test_what_was_never_kept_cannot_be_withdrawn(archive):
    with pytest.raises(ContentUnknown, match="no content 0000"):
        withdraw_content(archive.engine, archive.blobs, "0" * 64, REASON, now=NOON)
    for sha256, reason in (("../etc", REASON), ("0" * 64, " "), ("0" * 64, "x" * 2001)):
        with pytest.raises(ValueError, match=r"SHA-256|reason"):
            withdraw_content(archive.engine, archive.blobs, sha256, reason, now=NOON)


def test_bytes_that_no_row_names_can_be_withdrawn(archive, rows):
    stray = archive.blobs.put(b"stray")
    withdraw_content(archive.engine, archive.blobs, stray, REASON, now=NOON)
    assert rows("SELECT sha256, byte_count FROM blob") == [(stray, 5)]


def test_each_withdrawal_has_its_own_reason_also_of_bytes_that_no_row_names(archive, rows, withdraw):
    stray = archive.blobs.put(b"stray")
    assert withdraw().reason == REASON
    told = withdraw_content(archive.engine, archive.blobs, stray, "another order", now=NOON)
    assert (told.sha256, told.reason) == (stray, "another order")
    assert rows("SELECT sha256 FROM blob WHERE byte_count = 5") == [(stray,)]
    with pytest.raises(ContentUnknown):
        withdraw_content(archive.engine, archive.blobs, "0" * 64, REASON, now=NOON)


@pytest.mark.parametrize("reason", ["", " \n", "x" * (MAX_REASON + 1)])
def test_a_reason_is_needed_and_has_an_end(archive, sha256, withdraw, reason):
    with pytest.raises(ValueError, match="a reason of up to 2000 characters"):
        withdraw(reason)
    assert archive.blobs.get(sha256) == BODY
    assert withdraw(" " + "x" * MAX_REASON + "\n").reason == "x" * MAX_REASON


@pytest.mark.parametrize(
    "body", [b"", BEGINNING, BEGINNING + b"}", b"x" + BEGINNING, BEGINNING + b" " * 70_000]
)
def test_what_is_no_tombstone_is_none(body):
    assert read_tombstone(body) is None


def test_the_command_withdraws_and_show_and_parse_tell_it(place, tmp_path, monkeypatch, sha256):
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))
    done = gongkai(place, "withdraw-content", sha256, "--reason", REASON)
    assert (done.exit_code, done.stderr) == (0, "")
    assert REASON in done.stdout
    shown = gongkai(place, "show", "-p", "昌化镇", "-y", "2020")
    assert (shown.exit_code, f": {REASON}" in shown.stdout) == (0, True)
    versions = json.loads(gongkai(place, "show", "-p", "昌化镇", "-y", "2020", "--json").stdout)
    (part,) = versions["publications"][0]["versions"][0]["parts"]
    assert part["withdrawn"]["reason"] == REASON
    assert gongkai(place, "fsck").exit_code == 0
    read = gongkai(place, "reingest", "--jobs", "1")
    assert (read.exit_code, "1 withdrawn" in read.stdout) == (0, True)
    assert gongkai(place, "withdraw-content", "0" * 64, "--reason", "x").exit_code == 1
    assert gongkai(place, "withdraw-content", "x", "--reason", "x").exit_code == 2
    assert gongkai(place, "withdraw-content", sha256).exit_code == 2


def test_parse_says_that_a_file_is_a_tombstone(archive, sha256, withdraw):
    withdraw()
    told = CliRunner().invoke(app, ["parse", str(archive.blobs.path_of(sha256)), "--json"])
    assert told.exit_code == 1
    assert REASON in told.stderr
