"""What becomes of a version when it is read, read again, and read by something better."""

from dataclasses import replace

from parsers.report import ParseHints
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, next_crawl, report_body


def test_a_document_that_cannot_be_read_is_a_version_with_a_problem(archive, rows):
    (recorded,) = crawl_once(archive, fetched(b"%scan"))
    assert (recorded.version_seq, recorded.readable_cell_count, recorded.problem_count) == (1, 0, 1)
    assert rows("SELECT kind FROM problem") == [("unreadable_document",)]


def test_a_parser_that_breaks_loses_no_capture(archive, rows, caplog):
    crawl_once(archive, fetched(b"!"))
    assert rows("SELECT kind, message FROM problem") == [
        ("unreadable_document", "the parser broke: RuntimeError('a fault of ours')")
    ]
    assert "The parser broke" in caplog.text


def test_a_parser_that_broke_is_tried_again_and_its_fault_forgotten(open_archive, archive, rows):
    body = report_body()
    broken = open_archive(reader=replace(PLAIN, run_checks=lambda report: 1 // 0))
    crawl_once(broken, fetched(body))
    assert rows("SELECT kind FROM problems ORDER BY kind") == [("cells_absent",), ("content_unread",)]
    (recorded,) = crawl_once(archive, fetched(body, day=2))
    assert recorded.is_newly_parsed
    assert rows("SELECT is_fault FROM parse_run") == [(0,)]
    assert rows("SELECT kind FROM problems") == [("cells_absent",)]


def test_a_new_parser_that_says_the_same_makes_a_run_and_no_result(open_archive, archive, counts):
    crawl_once(archive, fetched(report_body()))
    before = counts()
    newer = open_archive(reader=replace(PLAIN, release="1.1"))
    (recorded,) = crawl_once(newer, fetched(report_body(), day=2))
    assert recorded.is_newly_parsed
    assert counts() == {**before, "capture": 2, "observation": 2, "parse_run": 2}


def test_a_new_parser_that_says_more_is_selected(open_archive, archive, rows):
    crawl_once(archive, fetched(report_body()))
    newer = open_archive(reader=replace(PLAIN, release="1.1", run_checks=lambda report: ()))
    crawl_once(newer, fetched(report_body(), day=2))
    assert rows("SELECT seq, result_id FROM selection") == [(1, 1), (2, 2)]


def test_a_better_reader_makes_no_false_new_versions(open_archive, archive, rows):
    crawl_once(archive, fetched(report_body(furniture="visit 1")))

    def without_publisher(body, media_type, hints):
        document = PLAIN.read_document(body, media_type, hints)
        return replace(document, blocks=document.blocks[1:])

    newer = open_archive(reader=replace(PLAIN, release="2.0", read_document=without_publisher))
    (recorded,) = crawl_once(newer, fetched(report_body(furniture="visit 2"), day=2))
    assert not recorded.is_new_version
    assert rows("SELECT count(*) FROM version") == [(1,)]
    assert rows("SELECT version_id, normaliser FROM version_digest") == [(1, "1/2.0/plain")]


def test_other_hints_are_another_reading_of_the_same_version(archive, rows):
    body = b"year=2020\nkind=report\nrequests.new@total=1\n"
    crawl = next_crawl(archive)
    archive.record(crawl, fetched(body), ParseHints(unit="昌化镇"))
    archive.record(crawl, fetched(body, day=2), ParseHints(unit="锦北街道"))
    assert rows("SELECT publisher_id FROM shown_reports") == [("linan-锦北街道",)]
    archive.record(crawl, fetched(body, day=3), ParseHints(unit="昌化镇"))
    assert rows("SELECT publisher_id FROM shown_reports") == [("linan-昌化镇",)]
    assert rows("SELECT count(*) FROM version") == [(1,)]
    assert rows("SELECT hints FROM parse_run ORDER BY result_id")[0] == (
        '{"unit": "昌化镇", "division_code": "330112"}',
    )
