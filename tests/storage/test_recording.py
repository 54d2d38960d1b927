"""What becomes of captures."""

from dataclasses import replace
from datetime import datetime

import pytest

from parsers.report import Kind
from storage.capture import CaptureRole, CaptureVerdict, Part, PublicationFacts
from storage.result_document import unpack
from tests.storage.plain_reader import PLAIN, URL, crawl_once, fetched, next_crawl, report_body, visit


def test_a_report_is_kept_with_everything_that_was_read_of_it(archive, rows):
    (recorded,) = crawl_once(archive, fetched(report_body(3)))
    assert (recorded.version_seq, recorded.is_new_version, recorded.is_new_publication) == (1, True, True)
    assert (recorded.form, recorded.readable_cell_count, recorded.problem_count) == ("2019", 2, 1)
    assert rows("SELECT publisher_id, year, key, num, text, mark FROM cells ORDER BY key") == [
        ("linan-昌化镇", 2020, "requests.carried@total", None, "", "blank"),
        ("linan-昌化镇", 2020, "requests.new@total", 3, "3", "number"),
        ("linan-昌化镇", 2020, "requests.other@total", None, None, "absent"),
    ]
    assert rows("SELECT key, heading, text FROM section") == [("overview", "一、总体情况", "新收3件")]
    assert rows("SELECT key, value, quote FROM mentions") == [("requests.new", "3", "新收3件")]
    assert rows("SELECT kind, cell_keys FROM problems") == [("cells_absent", '["requests.other@total"]')]
    assert rows("SELECT name FROM publisher_alias") == [("昌化镇",)]
    assert archive.blobs.get(recorded.sha256) == report_body(3)


def test_the_whole_object_of_the_parse_is_kept_with_every_outcome(archive, rows):
    crawl_once(archive, fetched(report_body(3)))
    document = unpack(rows("SELECT document FROM result")[0][0])
    assert [outcome["verdict"] for outcome in document["outcomes"]] == ["passed"]
    assert document["parser"] == {"release": "1.0", "fingerprint": "plain"}
    assert rows("SELECT count(*) FROM outcome") == [(0,)]


def test_outcomes_that_did_not_pass_are_rows(archive, rows):
    (recorded,) = crawl_once(archive, fetched(report_body(-3)))
    assert recorded.finding_count == 1
    assert rows("SELECT publisher, year, check_id, member, left_value, right_value FROM findings") == [
        ("昌化镇人民政府", 2020, "R01", "requests.new@total", "-3", "0")
    ]


def test_recording_the_same_capture_twice_changes_nothing(archive, counts):
    crawl = next_crawl(archive)
    archive.record(crawl, fetched(report_body()))
    once = counts()
    again = archive.record(crawl, fetched(report_body()))
    assert counts() == once
    assert not again.is_new_version
    assert again.version_seq == 1


def test_the_same_content_in_the_next_crawl_is_an_observation_and_no_version(archive, counts):
    crawl_once(archive, fetched(report_body()))
    (recorded,) = crawl_once(archive, fetched(report_body(), day=2))
    assert not recorded.is_new_version
    assert not recorded.is_newly_parsed
    assert counts() == {
        "capture": 2, "version": 1, "version_part": 1, "observation": 2, "result": 1, "cell": 3, "parse_run": 1,
        "selection": 1, "blob": 1,
    }  # fmt: skip


def test_other_page_furniture_makes_a_blob_and_no_version(archive, counts):
    crawl_once(archive, fetched(report_body(furniture="visit 1")))
    crawl_once(archive, fetched(report_body(furniture="visit 2"), day=2))
    assert counts()["blob"] == 2
    assert counts()["version"] == 1


def test_content_that_comes_back_is_selected_again(archive, rows):
    for day, new in enumerate((3, 4, 3), start=1):
        (recorded,) = crawl_once(archive, fetched(report_body(new), day=day))
    assert (recorded.version_seq, recorded.is_new_version) == (1, False)
    assert rows("SELECT seq FROM version ORDER BY seq") == [(1,), (2,)]
    assert rows("SELECT seq, result_id FROM selection ORDER BY seq") == [(1, 1), (2, 2), (3, 1)]
    assert rows("SELECT result_id FROM report") == [(1,)]
    assert rows("SELECT num FROM cells WHERE key = 'requests.new@total'") == [(3,)]


def test_not_modified_points_at_the_version_last_seen(archive, rows):
    crawl_once(archive, fetched(report_body(3)))
    crawl_once(archive, fetched(report_body(4), day=2))
    (recorded,) = crawl_once(archive, visit(CaptureVerdict.NOT_MODIFIED, status=304, day=3))
    assert recorded.version_seq == 2
    assert rows("SELECT version_id, verdict FROM observation ORDER BY crawl_id")[-1] == (2, "not_modified")


def test_a_report_that_is_gone_stays_in_the_archive(archive, rows, counts):
    crawl_once(archive, fetched(report_body()))
    before = counts()
    (recorded,) = crawl_once(archive, visit(CaptureVerdict.GONE, status=404, day=2))
    assert recorded.version_seq == 1
    assert rows("SELECT verdict, version_id FROM observation ORDER BY crawl_id") == [
        ("fetched", 1),
        ("gone", None),
    ]
    assert rows("SELECT count(*) FROM cells") == [(3,)]
    assert counts() == {**before, "capture": 2, "observation": 2}


@pytest.mark.parametrize("verdict", [CaptureVerdict.BLOCKED, CaptureVerdict.FAILED])
def test_a_page_that_could_not_be_seen_is_not_called_gone(archive, rows, verdict):
    crawl_once(archive, fetched(report_body()))
    crawl_once(archive, visit(verdict, body=b"<html>521</html>", status=521, day=2))
    assert rows("SELECT verdict, version_id FROM observation ORDER BY crawl_id")[-1] == (verdict.value, None)
    assert rows("SELECT count(*) FROM version") == [(1,)]
    assert archive.known_publications("linan")[0].last_verdict is verdict


def test_listings_and_robots_files_are_captures_without_a_publication(archive, rows):
    crawl_once(
        archive,
        fetched(b"<ul>", url="https://www.linan.gov.cn/col/1", role=CaptureRole.LISTING, publication=None),
        fetched(
            b"Allow: /", url="https://www.linan.gov.cn/robots.txt", role=CaptureRole.ROBOTS, publication=None
        ),
    )
    assert rows("SELECT role, publication_id FROM capture ORDER BY id") == [
        ("listing", None),
        ("robots", None),
    ]
    assert rows("SELECT count(*) FROM publication") == [(0,)]
    assert rows("SELECT count(*) FROM blob") == [(2,)]


def test_pictures_that_a_page_needs_are_parts_of_its_version(archive, rows):
    with_picture = fetched(report_body(), parts=(Part("https://x.cn/1.png", b"one", "image/png"),))
    crawl_once(archive, with_picture)
    crawl_once(archive, replace(fetched(report_body(), day=2), parts=(Part("https://x.cn/1.png", b"two"),)))
    assert rows("SELECT version_id, ordinal, role FROM version_part ORDER BY 1, 2") == [
        (1, 0, "main"), (1, 1, "picture"), (2, 0, "main"), (2, 1, "picture"),
    ]  # fmt: skip


def test_a_failed_page_that_is_fetched_later_in_the_same_crawl_counts_as_fetched(archive, rows):
    crawl = next_crawl(archive)
    archive.record(crawl, visit(CaptureVerdict.FAILED, detail="timeout"))
    assert archive.captured_in(crawl) == frozenset()
    archive.record(crawl, fetched(report_body(), day=2))
    archive.record(crawl, visit(CaptureVerdict.FAILED, detail="timeout", day=3))
    assert archive.captured_in(crawl) == {"www.linan.gov.cn/art/2021/1/20/art_1.html"}
    assert rows("SELECT verdict FROM observation") == [("fetched",)]
    assert rows("SELECT verdict FROM capture ORDER BY id") == [("failed",), ("fetched",), ("failed",)]


def test_a_page_that_goes_within_the_crawl_that_fetched_it_stays_shown(archive, rows):
    crawl = next_crawl(archive)
    archive.record(crawl, fetched(report_body()))
    archive.record(crawl, visit(CaptureVerdict.GONE, status=404, day=2))
    assert rows("SELECT verdict, version_id FROM observation") == [("fetched", 1)]
    assert rows("SELECT verdict FROM capture ORDER BY id") == [("fetched",), ("gone",)]
    assert rows("SELECT count(*) FROM cells") == [(3,)]


@pytest.mark.parametrize(
    "order", [(0, 1), (1, 0)], ids=["the page first", "the file first, as a spider brings it"]
)
def test_a_page_and_its_file_are_two_publications_of_one_report(archive, rows, order):
    facts = PublicationFacts(title="附件.docx", unit="昌化镇", year=2020, parent_url=URL)
    visits = (
        fetched("publisher=昌化镇\nyear=2020\nkind=report\n".encode()),
        fetched(report_body(), url="https://www.linan.gov.cn/a.docx", publication=facts),
    )
    crawl_once(archive, *(visits[place] for place in order))
    page, file = (1 + order.index(place) for place in (0, 1))
    assert rows("SELECT id, parent_id, report_id FROM publication ORDER BY url LIKE '%docx'") == [
        (page, None, 1),
        (file, page, 1),
    ]
    shown = "SELECT version.publication_id FROM selection JOIN result ON result.id = result_id JOIN version ON version.id = version_id"
    assert rows(f"{shown} ORDER BY selection.seq DESC LIMIT 1") == [(file,)]


def test_a_page_takes_in_its_own_files_only(archive, rows):
    other, page = "https://www.linan.gov.cn/art/2021/1/20/other.html", "https://www.linan.gov.cn/b.docx"
    facts = PublicationFacts(title="附件.docx", unit="昌化镇", year=2020, parent_url=other)
    crawl_once(archive, fetched(report_body(), url=page, publication=facts), fetched(report_body()))
    assert rows("SELECT parent_id FROM publication") == [(None,), (None,)]


def test_a_notice_publishes_no_report(archive, rows):
    facts = PublicationFacts(title="关于编制年度报告的通知", kind=Kind.NOTICE, unit="昌化镇", year=2020)
    crawl_once(archive, fetched(report_body(), publication=facts))
    assert rows("SELECT kind, report_id FROM publication") == [("notice", None)]


def test_a_report_whose_year_is_corrected_moves_to_the_other_report(archive, rows):
    crawl_once(archive, fetched(report_body(year=2019)))
    crawl_once(archive, fetched(report_body(year=2020), day=2))
    assert rows("SELECT year, result_id FROM shown_reports") == [(2020, 2)]
    assert rows("SELECT report_id, seq, result_id FROM selection ORDER BY 1, 2") == [
        (1, 1, 1),
        (1, 2, None),
        (2, 1, 2),
    ]
    assert rows("SELECT id, result_id FROM report ORDER BY 1") == [(1, None), (2, 2)]


def test_a_publisher_whom_nobody_resolved_is_kept_under_its_printed_name(archive, rows):
    crawl_once(archive, fetched(report_body(publisher="某 办公室")))
    assert rows("SELECT id, name, division_code, is_resolved FROM publisher") == [
        ("unresolved-330112-某办公室", "某 办公室", "330112", 0)
    ]


@pytest.mark.parametrize(
    "unsound",
    [
        fetched(b"x", url="mailto:a"),
        replace(fetched(b"x"), captured_at=datetime(2026, 1, 1)),  # noqa: DTZ001
        replace(fetched(b"x"), body=None),
    ],
)
def test_a_capture_that_cannot_be_kept_whole_is_refused_before_anything_is_kept(archive, counts, unsound):
    before = counts()
    with pytest.raises(ValueError, match=r"no host|without a zone|no body"):
        archive.record(next_crawl(archive), unsound)
    assert counts() == before
    assert not (archive.blobs.root).exists()


def test_what_is_known_of_a_publication_allows_a_conditional_request(archive):
    crawl_once(archive, fetched(report_body()))
    crawl_once(archive, visit(CaptureVerdict.FAILED, day=2, headers=(("ETag", '"error page"'),)))
    (known,) = archive.known_publications("linan")
    assert (known.url, known.etag, known.unit, known.year) == (URL, '"e1"', "昌化镇", 2020)
    assert known.last_verdict is CaptureVerdict.FAILED
    assert archive.known_publications("xiuzhou") == []


def test_a_capture_without_facts_changes_none(archive, rows):
    variant = PublicationFacts("图解", kind=Kind.VARIANT, edition="图解", year=2020)
    crawl_once(archive, fetched(report_body(), publication=variant))
    crawl_once(archive, visit(CaptureVerdict.FAILED, day=2, publication=None))
    assert rows("SELECT kind, edition, title, year FROM publication") == [("variant", "图解", "图解", 2020)]


PICTURE = "publisher=昌化镇\nyear=2020\nkind=variant\n".encode()
DRAWN = PublicationFacts(
    "【图解】2020年年度报告", kind=Kind.VARIANT, edition="图解", unit="昌化镇", year=2020
)


def test_a_picture_of_a_report_founds_no_report(archive, rows):
    crawl_once(archive, fetched(PICTURE, publication=DRAWN))
    assert rows("SELECT count(*) FROM report") == [(0,)]
    assert rows("SELECT kind, report_id FROM publication") == [("variant", None)]


@pytest.mark.parametrize("is_picture_first", [True, False])
def test_a_picture_of_a_report_hangs_on_it_whichever_came_first(archive, rows, is_picture_first):
    picture = fetched(PICTURE, url=f"{URL}.drawn.html", publication=DRAWN)
    both = [picture, fetched(report_body())]
    crawl_once(archive, *(both if is_picture_first else reversed(both)))
    assert rows("SELECT count(*) FROM report") == [(1,)]
    assert {report for (report,) in rows("SELECT report_id FROM publication")} == {1}


def test_a_fact_that_the_portal_no_longer_tells_stays_and_a_new_one_replaces(archive):
    crawl_once(
        archive,
        fetched(
            report_body(), publication=PublicationFacts("旧题", unit="昌化镇", published_on="2021-01-20")
        ),
    )
    crawl_once(
        archive, fetched(report_body(), publication=PublicationFacts("新题", published_on="soon"), day=2)
    )
    (known,) = archive.known_publications("linan")
    assert (known.title, known.unit, str(known.published_on)) == ("新题", "昌化镇", "2021-01-20")


def test_what_broke_a_parser_is_read_again_when_the_server_says_that_it_is_unchanged(open_archive, rows):
    broken = replace(PLAIN, parse=_break)
    with open_archive(reader=broken) as archive:
        crawl_once(archive, fetched(report_body(3)))
        assert rows("SELECT is_fault FROM parse_run") == [(True,)]
    with open_archive() as archive:
        crawl_once(archive, visit(CaptureVerdict.NOT_MODIFIED, day=2, status=304))
    assert rows("SELECT num FROM cells WHERE key = 'requests.new@total'") == [(3,)]


def test_a_newer_parser_reads_what_the_server_says_is_unchanged_once(open_archive, rows):
    with open_archive() as archive:
        crawl_once(archive, fetched(report_body(3)))
    for day in (2, 3):
        with open_archive(reader=replace(PLAIN, release="2.0")) as archive:
            crawl_once(archive, visit(CaptureVerdict.NOT_MODIFIED, day=day, status=304))
    assert rows("SELECT count(*) FROM parse_run") == [(2,)]
    assert rows("SELECT count(*) FROM result") == [(1,)]


def _break(*_):
    raise RuntimeError("a fault of ours")


def test_a_capture_imported_late_finds_its_place_in_time_and_keeps_the_numbers(archive, rows):
    crawl_once(archive, fetched(report_body(4), day=5))
    crawl_once(archive, fetched(report_body(5), day=6))
    crawl_once(archive, fetched(report_body(3), day=2))  # an older one, from another's archive
    timeline = "SELECT seq FROM observation o JOIN version v ON v.id = o.version_id ORDER BY observed_at"
    assert rows(timeline) == [(3,), (1,), (2,)]
    assert rows("SELECT num FROM cells WHERE key = 'requests.new@total'") == [(5,)]
    assert rows("SELECT count(*) FROM selection") == [(2,)]  # what is shown did not change by it
