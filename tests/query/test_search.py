"""Full text on both databases: nothing is told that does not stand there, and nothing that does is left out."""

import json
import re
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from query.archive import Archive as Asked
from query.reports import ReportSearch, find_reports
from query.search import SectionSearch, search_sections
from query.snippet import cut_out
from query.words import snippets
from storage.archive import Archive
from storage.models import section, version_part, withdrawal
from storage.search import forget_content, index_result
from tests.storage.plain_reader import PLAIN, Clock, fetched, next_crawl, report_body

SIGNS = st.text("公开信息政府年㎡①𠮷ＡBab2０20。，、 \n", max_size=14)
POSTGRES = pytest.param("postgres", marks=pytest.mark.needs("postgres"))


@pytest.fixture(scope="module", params=["sqlite", POSTGRES])
def kept(request, tmp_path_factory):
    """An archive of one report without sections, for examples to put theirs in."""
    folder = tmp_path_factory.mktemp("searched")
    is_sqlite = request.param == "sqlite"
    place = folder / "archive.sqlite" if is_sqlite else request.getfixturevalue("postgres").new_database()
    with Archive.open(place, folder, reader=PLAIN, clock=Clock()) as archive:
        body = report_body().decode().replace("section ", "# ").encode()
        archive.record(next_crawl(archive), fetched(body))
        yield archive


def units(printed):
    """Read a text sign by sign: words, single characters, and None for whatever separates."""
    read, word = [], ""
    for sign in [*(folded for one in printed for folded in unicodedata.normalize("NFKC", one).lower()), " "]:
        is_word = sign.isalnum() and sign < "\u2e80"
        if word and not is_word:
            read.append(word)
            word = ""
        if is_word:
            word += sign
        elif sign.isalnum():
            read.append(sign)
        elif not sign.isspace() and (not read or read[-1] is not None):
            read.append(None)
    return read


def stands_in(asked, printed):
    wanted, there = units(asked), units(printed)
    while wanted and wanted[0] is None:
        wanted.pop(0)
    while wanted and wanted[-1] is None:
        wanted.pop()
    return any(there[place : place + len(wanted)] == wanted for place in range(len(there)))


@st.composite
def questions(draw):
    """Texts, and something to look for: cut out of one of them, or anything."""
    texts = draw(st.lists(SIGNS, min_size=1, max_size=6))
    whole = draw(st.sampled_from(texts))
    start = draw(st.integers(0, max(0, len(whole) - 1)))
    asked = whole[start : start + draw(st.integers(1, 6))] if draw(st.booleans()) else draw(SIGNS)
    return texts, asked


@given(question=questions())
def test_search_finds_exactly_what_a_scan_finds(kept, question):
    texts, asked = question
    if not any(units(asked)):
        return
    with kept.engine.connect() as connection, connection.begin() as transaction:
        rows = [
            {"result_id": 1, "ordinal": place, "key": None, "heading": "", "text": one}
            for place, one in enumerate(texts)
        ]
        connection.execute(insert(section), rows)
        index_result(connection, 1)
        found = search_sections(connection, SectionSearch((asked,), limit=None)).hits
        transaction.rollback()
    expected = [one for one in texts if stands_in(asked, one)]
    assert len(found) == len(expected)
    for hit, printed in zip(found, expected, strict=True):
        shown = hit.snippet.strip("…")
        assert shown in " ".join(printed.split("\n"))
        for start, end in hit.highlights:
            assert stands_in(asked, hit.snippet[start:end]) or len(hit.highlights) < hit.match_count


@given(question=questions(), more=SIGNS.filter(bool))
def test_words_of_find_stand_sign_by_sign_in_the_name_or_a_section(kept, question, more):
    texts, asked = question
    if not asked:
        return
    with kept.engine.connect() as connection, connection.begin() as transaction:
        rows = [
            {"result_id": 1, "ordinal": place, "key": None, "heading": "", "text": one}
            for place, one in enumerate(texts)
        ]
        connection.execute(insert(section), rows)
        index_result(connection, 1)
        found = [find_reports(connection, ReportSearch(words)).total for words in ((asked,), (asked, more))]
        transaction.rollback()
    there = [_in_small_ascii(one) for one in ("昌化镇人民政府", "昌化镇", *texts)]
    stand = [any(_in_small_ascii(word) in one for one in there) for word in (asked, more)]
    assert found == [stand[0], all(stand)]


def _in_small_ascii(printed):
    return re.sub("[A-Z]", lambda sign: sign[0].lower(), printed)


def test_find_shows_nothing_of_withdrawn_bytes(kept):
    with kept.engine.connect() as connection, connection.begin() as transaction:
        row = {"result_id": 1, "ordinal": 0, "key": None, "heading": "", "text": "公开20件"}
        connection.execute(insert(section), [row])
        index_result(connection, 1)
        searches = [ReportSearch((word,)) for word in ("公开", "20")]
        assert [find_reports(connection, one).total for one in searches] == [1, 1]
        sha256 = connection.scalar(select(version_part.c.sha256))
        forget_content(connection, sha256)
        gone = {"sha256": sha256, "reason": "order", "withdrawn_at": datetime(2026, 11, 2, tzinfo=UTC)}
        connection.execute(insert(withdrawal), gone)
        assert [find_reports(connection, one).total for one in searches] == [0, 0]
        (by_name,) = find_reports(connection, ReportSearch(("昌化",))).reports
        by_both = snippets(connection, [1], ("公开", "昌化"))
        transaction.rollback()
    assert (by_name.snippet, by_both) == (None, {})


def test_a_section_too_large_for_the_index_is_found_all_the_same(kept, monkeypatch):
    monkeypatch.setattr("storage.search.LARGEST", 10)
    with kept.engine.connect() as connection, connection.begin() as transaction:
        row = {"result_id": 1, "ordinal": 0, "key": None, "heading": "总体情况", "text": "依法公开政府信息"}
        connection.execute(insert(section), [row])
        index_result(connection, 1)
        found = [search_sections(connection, SectionSearch((one,))).hits for one in ("政府", "总体", "政务")]
        transaction.rollback()
    assert [len(hits) for hits in found] == [1, 1, 0]


def test_pages_follow_one_another_without_gap_or_repetition(archive):
    whole = archive.search(SectionSearch(("公开",), limit=None))
    assert whole.after is None
    pages, after = [], 0
    while after is not None:
        page = archive.search(SectionSearch(("公开",), limit=4, after=after))
        pages.append(page.hits)
        after = page.after
    assert sum(pages, ()) == whole.hits
    assert {len(page) for page in pages[:-1]} == {4}


@pytest.mark.parametrize("few_reports", [0, 200])
@pytest.mark.parametrize(
    ("given", "has"),
    [
        ({"division_code": "330000"}, {"昌化", "锦北", "王店", "渌渚", "拱墅"}),
        ({"division_code": "330112"}, {"昌化", "锦北"}),
        ({"division_code": "3301"}, {"昌化", "锦北", "渌渚", "拱墅"}),
        ({"division_code": "44"}, set()),
        ({"years": (2021, 2021)}, {"渌渚"}),
        ({"publisher_id": "杭州-临安-锦北街道"}, set()),
        ({"publisher_id": "杭州-临安区-锦北街道"}, {"锦北"}),
        ({"finding": "R01"}, None),
    ],
)
def test_filters_leave_out_the_rest(archive, monkeypatch, given, has, few_reports):
    monkeypatch.setattr("query.search.FEW_REPORTS", few_reports)
    found = {hit.publisher.name for hit in archive.search(SectionSearch(("公开",), limit=None, **given)).hits}
    if has is None:
        failed = {line.publisher.name for line in archive.find(_with_finding("R01")).reports}
        assert found == failed != set()
    else:
        assert {name for name in ("昌化", "锦北", "王店", "渌渚", "拱墅") if name in "".join(found)} == has
        assert len(found) == len(has)


def _with_finding(check):
    return ReportSearch(has_finding=check)


def test_older_versions_are_found_only_when_they_are_asked_for(archive):
    asked = ("共收到依申请公开件4件",)  # 5件 since the second crawl
    assert archive.search(SectionSearch(asked)).hits == ()
    (hit,) = archive.search(SectionSearch(asked, all_versions=True)).hits
    assert (hit.version, hit.section, hit.match_count) == (1, "overview", 1)
    assert [hit.snippet[start:end] for start, end in hit.highlights] == list(asked)


def test_all_words_must_stand_in_one_section(archive):
    both = archive.search(SectionSearch(("行政复议", "2022年"), limit=None)).hits
    assert [hit.publisher.name for hit in both] == ["杭州市拱墅区人民政府办公室"]
    assert len(archive.search(SectionSearch(("行政复议",), limit=None)).hits) > 1


def test_a_snippet_is_one_line_of_what_was_printed_around_the_first_match():
    printed = "甲" * 30 + "公\n开" + "乙" * 80
    snippet, highlights = cut_out(printed, [(30, 33), (31, 33)])
    assert snippet == "…" + "甲" * 20 + "公 开" + "乙" * 57 + "…"
    assert highlights == ((21, 24),)


def test_the_program_tells_where_to_go_on_and_writes_csv(ask):
    told = ask("search", "公开", "--limit", 2)
    assert told.stdout.splitlines()[-1].startswith("more: --after ")
    page = json.loads(ask("search", "公开", "--limit", 2, "--json").stdout)
    lines = ask("search", "公开", "--limit", 2, "--csv").stdout.splitlines()
    assert len(page["hits"]) == 2
    assert len(lines) == 3
    assert lines[0].startswith("publisher_id,publisher,division_code,year,section")
    assert ask("search", "公开", "--csv", "--json").exit_code == 2
    assert ask("search", "。").exit_code == 2


def test_what_waits_to_be_accepted_is_not_found(tmp_path):
    from dataclasses import replace

    from storage.reread_scope import RereadScope

    def reread(body, media_type, hints):
        report = PLAIN.parse(body, media_type, hints)
        return replace(report, sections=tuple(replace(one, text="另读") for one in report.sections))

    place = tmp_path / "archive.sqlite"
    with Archive.open(place, tmp_path, reader=PLAIN, clock=Clock()) as archive:
        archive.record(next_crawl(archive), fetched(report_body()))
    newer = replace(PLAIN, parse=reread, release="2.0")

    def found():
        with Asked.open(place, tmp_path) as asked:
            return len(asked.search(SectionSearch(("另读",), all_versions=True)).hits)

    with Archive.open(place, tmp_path, reader=newer, clock=Clock(Clock()() + timedelta(days=1))) as archive:
        archive.reingest(RereadScope())
        assert found() == 0
        archive.accept(RereadScope())
    assert found() == 1
