"""Bundles on portals: every member is a publication of its own, with the bundle as its parent."""

import io
import os
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from parsers import bundles
from parsers.report import Kind
from storage.archive import Archive
from storage.capture import CaptureVerdict, PublicationFacts
from storage.crawl import CrawlVerdict
from storage.members import member_facts
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, next_crawl, report_body, visit

URL = "https://www.linan.gov.cn/attach/0/2020.zip"
FACTS = PublicationFacts(
    "临安区2020年度政府信息公开年度报告汇总", Kind.REPORT, year=2020, filename="2020.zip"
)
CHANGHUA, JINBEI = "昌化镇2020年度政府信息公开年度报告.txt", "街道/锦北街道.txt"


def zipped(files, charset="utf-8"):
    """A ZIP as Chinese Windows writes it: names in its code page and no flag that says so."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, body in files.items():
            entry = zipfile.ZipInfo(name, (2021, 1, 20, 9, 0, 0))
            package.writestr(entry, body)
    if charset == "utf-8":
        return written.getvalue()
    body = written.getvalue()
    for name in files:
        body = body.replace(name.encode(), name.encode(charset).ljust(len(name.encode()), b" "))
    return body.replace(b"\x14\x00\x00\x08", b"\x14\x00\x00\x00")


def bundle(files, *, day=1, **rest):
    return fetched(zipped(files), url=URL, day=day, publication=FACTS, headers=(), **rest)


def two(new=3):
    return {CHANGHUA: report_body(new), JINBEI: report_body(7, publisher="锦北街道")}


SEEN = """select substr(p.url, instr(p.url, '#') + 1), o.verdict, v.seq from observation o
    join publication p on p.id = o.publication_id left join version v on v.id = o.version_id
    where p.url like '%#member=%' order by o.crawl_id, p.id"""


@pytest.fixture
def seen(rows):
    def ask():
        from urllib.parse import unquote

        return [(unquote(name).removeprefix("member="), verdict, seq) for name, verdict, seq in rows(SEEN)]

    return ask


def test_each_member_is_a_publication_with_the_bundle_as_parent_and_its_own_report(archive, rows, seen):
    (recorded,) = crawl_once(archive, bundle(two()))
    assert recorded.new_version_count == 3
    assert seen() == [(CHANGHUA, "fetched", 1), (JINBEI, "fetched", 1)]
    parent = (
        "select c.filename, p.url from publication c join publication p on p.id = c.parent_id order by c.id"
    )
    assert rows(parent) == [(CHANGHUA, URL), ("锦北街道.txt", URL)]
    reports = "select publisher_id, year from report order by publisher_id"
    assert [year for _, year in rows(reports)] == [2020, 2020]
    assert rows("select count(distinct report_id) from publication where report_id is not null") == [(2,)]


def test_a_member_that_changed_is_a_new_version_of_that_member_alone(archive, seen):
    crawl_once(archive, bundle(two()))
    (recorded,) = crawl_once(archive, bundle(two(new=4), day=2))
    assert recorded.new_version_count == 2  # the member, and the bundle around it
    assert seen()[2:] == [(CHANGHUA, "fetched", 2), (JINBEI, "fetched", 1)]


def test_a_member_that_left_a_changed_bundle_is_gone_and_may_come_back(archive, seen):
    crawl_once(archive, bundle(two()))
    crawl_once(archive, bundle({CHANGHUA: two()[CHANGHUA]}, day=2))
    assert seen()[2:] == [(CHANGHUA, "fetched", 1), (JINBEI, "gone", None)]
    crawl_once(archive, bundle({CHANGHUA: two()[CHANGHUA]}, day=3))
    assert seen()[4:] == [(CHANGHUA, "fetched", 1)]  # that it is gone is said once
    crawl_once(archive, bundle(two(), day=4))
    assert seen()[5:] == [(CHANGHUA, "fetched", 1), (JINBEI, "fetched", 1)]


def test_an_unchanged_bundle_leaves_its_members_unchanged_and_a_bundle_that_is_gone_takes_them_along(
    archive, seen
):
    crawl_once(archive, bundle(two()))
    crawl_once(archive, visit(CaptureVerdict.NOT_MODIFIED, url=URL, status=304, day=2, publication=FACTS))
    assert seen()[2:] == [(CHANGHUA, "not_modified", 1), (JINBEI, "not_modified", 1)]
    crawl_once(archive, visit(CaptureVerdict.GONE, url=URL, status=404, day=3, publication=FACTS))
    assert seen()[4:] == [(CHANGHUA, "gone", None), (JINBEI, "gone", None)]


def test_a_visit_that_failed_says_nothing_of_the_members(archive, seen):
    crawl_once(archive, bundle(two()))
    crawl_once(archive, visit(CaptureVerdict.FAILED, url=URL, status=503, day=2, publication=FACTS))
    assert len(seen()) == 2


def test_a_bundle_cut_short_gives_what_can_be_read_and_calls_no_member_gone(archive, seen):
    crawl_once(archive, bundle(two()))
    cut = zipped(two())[:-60]
    crawl_once(archive, replace(bundle(two(), day=2), body=cut))
    assert [row for row in seen() if row[1] == "gone"] == []


def test_an_unreadable_bundle_is_a_problem_that_names_itself(open_archive, rows):
    from storage.reader import house_reader

    archive = open_archive(reader=house_reader())
    broken = replace(bundle(two()), body=zipped(two())[:100])
    crawl_once(archive, broken)
    (said,) = rows("select p.kind || ': ' || p.message from problem p")[0]
    assert said.startswith("unreadable_document: the bundle is broken")
    crawl_once(archive, replace(bundle(two(), day=2), url=f"{URL}2"))
    messages = [message for (message,) in rows("select message from problem where kind = 'not_a_report'")]
    assert "a bundle of 2 files: each is a document by itself" in messages


def test_the_same_bytes_in_two_bundles_are_one_blob(archive, rows):
    same = report_body(3)
    crawl_once(archive, bundle({"a.txt": same, "b.txt": same}))
    assert rows("select count(distinct sha256) from version_part where url like '%member%'") == [(1,)]
    assert rows("select count(*) from blob") == [(2,)]


def test_two_members_of_one_name_are_two_publications(archive, seen, recwarn):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("a.txt", report_body(1))
        package.writestr("b.txt", report_body(2))
    body = written.getvalue().replace(b"b.txt", b"a.txt")
    crawl_once(archive, replace(bundle(two()), body=body))
    assert [name for name, _, _ in seen()] == ["a.txt", "a.txt~2"]


def test_the_members_of_a_bundle_in_a_bundle_have_its_name_as_a_folder(archive, seen):
    crawl_once(archive, bundle({"乡镇.zip": zipped({"昌化镇.txt": report_body(3)})}))
    assert seen() == [("乡镇.zip/昌化镇.txt", "fetched", 1)]


def test_an_empty_member_is_a_failed_capture(archive, rows):
    crawl_once(archive, bundle({"空.txt": b""}))
    query = "select verdict, detail from capture where url like '%member%'"
    assert rows(query) == [("failed", "empty file in its bundle")]


def test_members_that_come_before_a_limit_are_kept_and_the_limit_is_told(archive, seen, monkeypatch):
    monkeypatch.setattr(bundles, "MOST_MEMBERS", 1)
    crawl_once(archive, bundle(two()))
    assert seen() == [(CHANGHUA, "fetched", 1)]


def test_a_bundle_kept_before_bundles_were_opened_is_opened_when_it_is_unchanged(open_archive, seen):
    blind = replace(PLAIN, open_bundle=lambda _: bundles.Opened((), "rar cannot be opened here"))
    crawl_once(open_archive(reader=blind), bundle(two()))
    assert seen() == []
    unchanged = visit(CaptureVerdict.NOT_MODIFIED, url=URL, status=304, day=2, publication=FACTS)
    crawl_once(open_archive(), unchanged)
    assert seen() == [(CHANGHUA, "fetched", 1), (JINBEI, "fetched", 1)]


@pytest.mark.parametrize(
    ("name", "kind", "year", "title"),
    [
        (CHANGHUA, Kind.REPORT, 2020, CHANGHUA.removesuffix(".txt")),
        ("【图解】昌化镇2020年政府信息公开年度报告.jpg", Kind.VARIANT, 2020, "【图解】昌化镇2020年政府信息公开年度报告"),
        ("昌化镇.docx", Kind.REPORT, 2020, "昌化镇"),
        ("2019/昌化镇.docx", Kind.REPORT, 2019, "昌化镇"),
        ("附件1.docx", Kind.REPORT, 2020, FACTS.title),
        ("关于做好2020年度政府信息公开年度报告编制工作的通知.doc", Kind.NOTICE, 2020, None),
        ("2020年度部门预算.xls", Kind.OTHER, 2020, "2020年度部门预算"),
    ],
)  # fmt: skip
def test_what_a_member_is_its_name_tells_and_otherwise_its_bundle(name, kind, year, title):
    found = member_facts(name, URL, FACTS, is_only=False)
    assert (found.kind, found.year) == (kind, year)
    assert title is None or found.title == title


def test_whose_report_a_member_is_the_bundle_tells_only_of_a_single_one():
    of_unit = replace(FACTS, unit="昌化镇")
    assert member_facts("附件.docx", URL, of_unit, is_only=True).unit == "昌化镇"
    assert member_facts("附件.docx", URL, of_unit, is_only=False).unit is None


def test_recording_a_bundle_twice_changes_nothing(archive, counts):
    crawl = next_crawl(archive)
    archive.record(crawl, bundle(two()))
    before = counts()
    archive.record(crawl, bundle(two()))
    archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
    assert counts() == before


KILLED = """
import os, signal, sys
from pathlib import Path
import storage.ingest
from storage.archive import Archive
from tests.storage.plain_reader import PLAIN, next_crawl
from tests.storage.test_bundles import bundle, two
whole, seen = storage.ingest.run_in_transaction, 0
def killed_after(*arguments):
    global seen
    done = whole(*arguments)
    seen += 1
    if seen == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return done
storage.ingest.run_in_transaction = killed_after
folder = Path(sys.argv[1])
with Archive.open(folder / "archive.sqlite", folder, reader=PLAIN) as archive:
    archive.record(next_crawl(archive), bundle(two()))
"""


@pytest.mark.parametrize("transactions", [1, 2, 3])
def test_killed_between_two_members_the_same_recording_again_completes_the_bundle(tmp_path, transactions):
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(transactions)]
    process = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    assert process.returncode == -signal.SIGKILL
    with Archive.open(tmp_path / "archive.sqlite", tmp_path, reader=PLAIN) as archive:
        known = {one.url for one in archive.known_publications("linan")}
        crawl = next_crawl(archive)
        assert crawl.is_resumed
        assert "www.linan.gov.cn/attach/0/2020.zip" not in archive.captured_in(crawl)
        archive.record(crawl, bundle(two()))
        assert known < {one.url for one in archive.known_publications("linan")} or transactions == 3
        assert len(archive.captured_in(crawl)) == 3
