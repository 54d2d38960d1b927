"""Reading again: the same adds nothing, what differs waits, and a kill loses nothing."""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from parsers.report import ParseHints
from storage import proposals, reread_scope
from storage.archive import ArchiveIsReadOnly
from storage.capture import PublicationFacts
from storage.commands.rereading import json_texts
from storage.executing import open_executor
from storage.place import Place
from storage.proposals import Proposal
from storage.reader import CORE, house_reader
from storage.reading_change import reading_change
from storage.reread_chunks import Chunk, reread_chunk, reread_on
from storage.reread_scope import ReleaseUnknown, RereadScope, UnreadVersions
from storage.rereading import Reread
from tests.storage.commanding import gongkai
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, parse, report_body

ROOT = Path(__file__).parents[2]
HOST = "https://www.linan.gov.cn/art/"
ALL = RereadScope()
NEWER = replace(PLAIN, release="2.0")


def better_parse(body, media_type, hints: ParseHints):
    """Read the carried cell, which the first parser left out, and one figure otherwise."""
    return parse(body.replace(b"requests.carried@total=", b"requests.carried@total=-1"), media_type, hints)


BETTER = replace(PLAIN, release="2.0", parse=better_parse)


def page(number, body, **facts):
    given = {"title": "报告", "unit": "昌化镇", "year": 2020, **facts}
    return fetched(body, url=f"{HOST}{number}.html", publication=PublicationFacts(**given))


@pytest.fixture
def three(archive):
    """Three reports of three years, read by the first parser."""
    crawl_once(archive, *(page(year, report_body(year - 2000, year=year)) for year in (2018, 2019, 2020)))
    return archive


@pytest.fixture
def shown(rows):
    return lambda: rows(
        "SELECT year, key, num, mark FROM cells WHERE key = 'requests.carried@total' ORDER BY 1"
    )


def test_a_new_parser_that_reads_the_same_adds_a_run_and_nothing_else(three, open_archive, counts):
    before = counts()
    tally = open_archive(reader=NEWER).reingest(ALL)
    assert tally.counts[Reread.SAME] == 3
    assert counts() == {**before, "parse_run": before["parse_run"] + 3}


def test_what_this_parser_read_is_not_read_again(three, open_archive):
    newer = open_archive(reader=NEWER)
    assert sum(three.reingest(ALL).counts.values()) == 0
    newer.reingest(ALL)
    told = []
    assert sum(newer.reingest(ALL, progress=lambda *so_far: told.append(so_far)).counts.values()) == 0
    assert told == []


def test_what_reads_differently_is_told_and_shown_only_when_it_is_accepted(three, open_archive, shown, rows):
    better = open_archive(reader=BETTER)
    assert better.reingest(ALL).counts[Reread.CHANGED] == 3
    assert shown() == [(year, "requests.carried@total", None, "blank") for year in (2018, 2019, 2020)]
    assert rows("SELECT count(*) FROM selection") == [(3,)]
    first, *_ = found = list(better.proposals(ALL))
    assert len(found) == 3
    assert (first.publisher, first.year, first.version) == ("昌化镇人民政府", 2018, 1)
    (cell,) = first.change.cells_changed
    assert (cell.key, cell.old_mark, cell.new_text) == ("requests.carried@total", "blank", "-1")
    assert first.change.findings_gained == ("R01 requests.carried@total",)
    assert better.accept(ALL) == 3
    assert shown() == [(year, "requests.carried@total", -1, "number") for year in (2018, 2019, 2020)]
    assert list(better.proposals(ALL)) == []
    assert better.accept(ALL) == 0


def test_a_crawl_that_sees_the_version_again_accepts_nothing(three, open_archive, shown):
    better = open_archive(reader=BETTER)
    better.reingest(ALL)
    crawl_once(better, page(2020, report_body(20, year=2020)))
    assert shown()[-1][-1] == "blank"


def test_a_reading_that_came_after_a_proposal_gives_way_when_that_is_accepted(three, open_archive, shown):
    better = open_archive(reader=BETTER)
    better.reingest(ALL)
    assert open_archive(reader=replace(PLAIN, release="3.0")).reingest(ALL).counts[Reread.SAME] == 3
    better.accept(ALL)
    assert [row[-1] for row in shown()] == ["number"] * 3


def test_only_what_is_in_scope_is_read_and_accepted(three, open_archive):
    crawl_once(
        three, page("a", report_body(2, publisher="锦北街道", year=2020), unit="锦北街道"), page("b", b"%x")
    )
    better = open_archive(reader=BETTER)
    jinbei = RereadScope(publisher_id="linan-锦北街道")
    assert sum(better.reingest(RereadScope(portal_id="fuyang")).counts.values()) == 0
    assert sum(better.reingest(jinbei).counts.values()) == 1
    assert sum(better.reingest(RereadScope(portal_id="linan")).counts.values()) == 4
    assert better.accept(jinbei) == 1
    assert len(list(better.proposals(ALL))) == 3


@pytest.fixture(params=[1, 2, 500])
def few(request, monkeypatch):
    """How many versions are looked up at a time."""
    for module in (proposals, reread_scope):
        monkeypatch.setattr(module, "FEW", request.param)
    return request.param


def test_every_version_is_found_once_in_the_order_of_its_digest(three, few, rows):
    unread = UnreadVersions(three.engine, ALL, NEWER)
    by_digest = rows("SELECT version_id FROM version_part ORDER BY sha256")
    assert [(one,) for one in unread] == by_digest
    assert len(unread) == 3


def test_versions_are_looked_up_as_they_are_asked_for(three, few, open_archive):
    unread = UnreadVersions(three.engine, ALL, NEWER)
    asked = iter(unread)
    next(asked)
    open_archive(reader=NEWER).reingest(ALL)
    assert len(list(asked)) == min(few - 1, 2)  # those that were found together with the first


def test_changed_readings_are_looked_up_as_they_are_asked_for(three, few, open_archive, shown):
    better = open_archive(reader=BETTER)
    better.reingest(ALL)
    found = better.proposals(ALL)
    next(found)
    assert better.accept(ALL) == 3
    assert len(list(found)) == min(few - 1, 2)
    assert [row[-1] for row in shown()] == ["number"] * 3


def test_one_changed_reading_is_held_at_a_time_while_they_are_told(three, open_archive, monkeypatch):
    held = []

    def watched(old, new):
        gc.collect()
        held.append(sum(isinstance(one, Proposal) for one in gc.get_objects()))
        return reading_change(old, new)

    better = open_archive(reader=BETTER)
    tally = better.reingest(ALL)
    monkeypatch.setattr(proposals, "reading_change", watched)
    said = json.loads("".join(json_texts(tally, better.proposals(ALL), is_accepted=False)))
    assert [change["year"] for change in said["changes"]] == [2018, 2019, 2020]
    assert max(held) - min(held) <= 1  # the one before, until the next is there


def test_since_a_release_means_what_it_and_later_ones_read_last(three, open_archive):
    second = open_archive(reader=NEWER)
    crawl_once(second, page("a", report_body(2, year=2021)))
    third = open_archive(reader=replace(PLAIN, release="3.0"))
    with pytest.raises(ReleaseUnknown, match=r"known are 1\.0, 2\.0"):
        third.reingest(RereadScope("0.9"))
    assert sum(third.reingest(RereadScope("2.0")).counts.values()) == 1
    assert sum(third.reingest(RereadScope("1.0")).counts.values()) == 3


def test_what_broke_the_parser_is_told_and_leaves_no_row(three, open_archive, counts, caplog):
    def breaking(body, media_type, hints):
        return 1 // 0 if b"2019" in body else parse(body, media_type, hints)

    broken = open_archive(reader=replace(NEWER, parse=breaking))
    before = counts()
    tally = broken.reingest(ALL)
    assert (tally.counts[Reread.FAILED], tally.counts[Reread.SAME]) == (1, 2)
    assert "2019.html: the parser broke" in tally.failures[0]
    assert counts()["parse_run"] == before["parse_run"] + 2
    assert open_archive(reader=NEWER).reingest(ALL).counts[Reread.SAME] == 1


def test_what_was_read_before_and_is_unreadable_now_is_told_and_not_kept(three, open_archive, counts):
    starved = replace(NEWER, parse=lambda _body, media_type, hints: parse(b"%", media_type, hints))
    before = counts()
    tally = open_archive(reader=starved).reingest(ALL)
    assert (tally.counts[Reread.FAILED], len(tally.failures)) == (3, 3)
    assert "2018.html: a scan" in tally.failures[0]
    assert counts() == before


def test_what_broke_an_older_parser_is_shown_at_once_when_it_can_be_read(
    archive, open_archive, shown, caplog
):
    crawl_once(archive, page("a", b"!" + report_body(2)))

    def mended(body, media_type, hints):
        return parse(body.removeprefix(b"!"), media_type, hints)

    tally = open_archive(reader=replace(NEWER, parse=mended)).reingest(ALL)
    assert tally.counts[Reread.MENDED] == 1
    assert len(shown()) == 1


def test_a_version_without_its_bytes_is_named_and_the_others_are_read(three, open_archive, rows):
    ((sha256,),) = rows("SELECT sha256 FROM version_part ORDER BY version_id LIMIT 1")
    three.blobs.path_of(sha256).unlink()
    tally = open_archive(reader=NEWER).reingest(ALL)
    assert (tally.counts[Reread.FAILED], tally.counts[Reread.SAME]) == (1, 2)
    assert sha256 in tally.failures[0]


def test_a_read_only_archive_is_not_read_again(three, open_archive):
    with pytest.raises(ArchiveIsReadOnly):
        open_archive(is_read_only=True).reingest(ALL)


# The house's own parsers, in processes of their own.

SEEDS = sorted((ROOT / "tests/golden").glob("*/report.txt"))


@pytest.fixture
def old_reading(open_archive):
    """Seed reports, read by a parser that saw nothing in them."""
    blind = replace(
        PLAIN,
        parse=lambda _body, media_type, hints: parse(b"%", media_type, hints),
        release="0.1",
    )
    with open_archive(reader=blind) as archive:
        crawl_once(
            archive,
            *(page(f"{n}-{seed.parent.name}", seed.read_bytes()) for n, seed in enumerate(SEEDS)),
        )
    return archive


@pytest.fixture
def run(place, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))
    return lambda *words: gongkai(place, *words)


@pytest.mark.parametrize("several", [("--jobs", "2"), ("--on", "local:2")])
def test_several_processes_read_what_one_reads_and_the_command_tells_it(old_reading, run, several):
    told = run("reingest", *several, "--json")
    assert (told.exit_code, told.stderr) == (0, "")
    said = json.loads(told.stdout)
    assert said["read"]["changed"] == len(SEEDS)
    assert any(len(change["change"]["cells_gained"]) > 100 for change in said["changes"])
    again = run("reingest", "--accept")
    assert again.exit_code == 0
    assert f"{len(SEEDS)} changed readings accepted" in again.stdout
    assert "cells gained" in again.stdout
    assert run("reingest").stdout == "0 versions read\n"


def test_the_command_tells_wrong_usage_from_failure(old_reading, run, tmp_path):
    unknown = run("reingest", "--since-release", "7")
    assert (unknown.exit_code, "known are 0.1" in unknown.stderr) == (2, True)
    assert run("reingest", "--jobs", "0").exit_code == 2
    assert run("reingest", "--jobs", "1", "--on", "local:1").exit_code == 2
    nowhere = run("reingest", "--on", "nowhere")
    assert (nowhere.exit_code, "'nowhere' is no place to work" in nowhere.stderr) == (2, True)
    for blob in (tmp_path / "blobs").glob("??/??/*"):
        blob.unlink()
    lost = run("reingest", "--jobs", "1")
    assert (lost.exit_code, lost.stderr.count("no blob")) == (1, len(SEEDS))


def test_a_chunk_for_other_parsers_is_refused_and_told(old_reading):
    ours = house_reader()
    theirs = replace(ours, fingerprint="other")
    with open_executor("local:1") as executor:
        tally = reread_on(
            executor, old_reading.place, [1, 2], reader=theirs, extras=CORE, progress=lambda *_: None
        )
    assert tally.counts[Reread.FAILED] == 2
    assert [one.partition(":")[0] for one in tally.failures] == ["ParsersDiffer", "ParsersDiffer"]
    assert "perhaps unread: versions 1" in tally.failures[0]


def test_a_chunk_that_is_done_twice_records_nothing_twice_and_says_so(old_reading, rows):
    ours = house_reader()
    chunk = Chunk(old_reading.place, (1, 2), CORE, ours.release, ours.fingerprint)
    assert reread_chunk(chunk).counts[Reread.CHANGED] == 2
    before = rows("SELECT count(*) FROM parse_run"), rows("SELECT count(*) FROM proposal")
    again = replace(chunk, version_ids=(1, 2, 3))  # as one whose process died at the third
    counts = reread_chunk(again).counts
    assert (counts[Reread.ALREADY], counts[Reread.CHANGED], sum(counts.values())) == (2, 1, 3)
    ((runs,),), ((proposals,),) = before
    assert rows("SELECT count(*) FROM parse_run") == [(runs + 1,)]
    assert rows("SELECT count(*) FROM proposal") == [(proposals + 1,)]


def test_two_that_read_the_same_chunk_at_once_record_it_once(old_reading, rows):
    ours = house_reader()
    numbers = tuple(number for (number,) in rows("SELECT id FROM version"))
    chunk = Chunk(old_reading.place, numbers, CORE, ours.release, ours.fingerprint)
    with open_executor("local:2") as executor:
        done = list(executor.run(reread_chunk, [chunk, chunk]))
    assert [one.failure for one in done] == ["", ""]
    assert rows("SELECT count(*) FROM proposal") == [(len(numbers),)]
    ((fingerprint, count),) = rows(
        "SELECT p.fingerprint, count(*) FROM parse_run r JOIN parser p ON p.id = r.parser_id"
        " WHERE p.release <> '0.1' GROUP BY p.id, p.fingerprint"
    )
    assert (fingerprint, count) == (ours.fingerprint, len(numbers))


def test_a_chunk_shows_nobody_the_password_of_the_database():
    place = Place("postgresql://u:secret@host/db", Path("data"))
    assert "secret" not in repr(Chunk(place, (1,), CORE, "1", "x"))


def test_a_killed_reingest_completes_when_it_is_run_again(old_reading, run, rows, place, tmp_path):
    command = [sys.executable, "-c", "from query.cli import main; main()", "reingest", "--jobs", "2"]
    environment = {**os.environ, "GONGKAI_DATA": str(tmp_path)}
    process = subprocess.Popen([*command, "--archive", str(place)], cwd=ROOT, env=environment)
    deadline = time.monotonic() + 60
    while rows("SELECT count(*) FROM proposal") == [(0,)] and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    done = settled(lambda: rows("SELECT count(*) FROM proposal")[0][0])
    assert 0 < done <= len(SEEDS)
    said = json.loads(run("reingest", "--jobs", "1", "--json").stdout)
    assert said["read"]["changed"] == len(SEEDS) - done
    assert len(said["changes"]) == len(SEEDS)
    assert rows("SELECT count(*) FROM proposal") == [(len(SEEDS),)]


def settled(count):
    """Read a count once it rests: a server may still finish the commit of a client that was killed."""
    before, now = -1, count()
    while now != before:
        time.sleep(0.5)
        before, now = now, count()
    return now
