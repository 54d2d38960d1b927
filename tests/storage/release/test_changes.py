"""What changed since the last release, and whether the publisher or only our reading changed it."""

import csv
from dataclasses import replace
from decimal import Decimal

import pytest

from storage.capture import CaptureVerdict
from storage.reread_scope import RereadScope
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, parse, report_body, visit
from tests.storage.release.conftest import release_of

pytestmark = pytest.mark.needs("analysis")
OTHER = "https://www.linan.gov.cn/art/2021/1/20/art_2.html"


@pytest.fixture
def release(tmp_path):
    return lambda **rest: release_of(tmp_path, tmp_path / "releases", **rest)


def changes_in(folder):
    with (folder / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            (row["change"], row["cause"], row["publisher"], row["key"], row["old_text"], row["new_text"])
            for row in csv.DictReader(file)
        ]


def told_in(folder):
    """Return what the lines of figures tell of both sides."""
    with (folder / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            tuple((row[f"{side}_text"], row[f"{side}_value"], row[f"{side}_unit"]) for side in ("old", "new"))
            for row in csv.DictReader(file)
            if row["change"] == "figure_changed"
        ]


def read_plus_one(body, media_type, hints):
    """Read every number one too high: a parser that reads the same pages differently."""
    report = parse(body, media_type, hints)
    cells = tuple(
        cell if cell.value is None else replace(cell, value=cell.value + 1, text=str(cell.value + 1))
        for cell in report.cells
    )
    return replace(report, cells=cells)


NEXT = replace(PLAIN, parse=read_plus_one, release="2.0", fingerprint="next")


def test_the_first_release_has_nothing_to_compare_with(archive, release):
    crawl_once(archive, fetched(report_body()))
    made = release()
    assert changes_in(made) == []
    assert "第一次发布" in (made / "CHANGELOG.md").read_text(encoding="utf-8")


def test_an_archive_that_did_not_change_changes_nothing(archive, release):
    crawl_once(archive, fetched(report_body()))
    release()
    made = release()
    assert changes_in(made) == []
    assert "nothing changed" in (made / "CHANGELOG.md").read_text(encoding="utf-8")


def test_a_figure_that_the_publisher_corrected_is_told_with_both_texts(archive, release):
    crawl_once(archive, fetched(report_body(3)))
    release()
    crawl_once(archive, fetched(report_body(4), day=2))
    assert changes_in(release()) == [
        ("version_replaced", "publisher", "昌化镇人民政府", "", "", ""),
        ("figure_changed", "publisher", "昌化镇人民政府", "requests.new@total", "3", "4"),
    ]


def test_an_address_that_shows_another_report_was_changed_by_its_publisher(archive, release):
    crawl_once(archive, fetched(report_body(3, year=2019)))
    release()
    crawl_once(archive, fetched(report_body(3, year=2020), day=2))
    assert [line[:2] for line in changes_in(release())] == [
        ("report_gone", "publisher"),
        ("report_added", "publisher"),
    ]


def test_a_new_report_is_told_as_added(archive, release):
    crawl_once(archive, fetched(report_body()))
    release()
    crawl_once(archive, fetched(report_body(5, publisher="锦北街道"), url=OTHER))
    assert changes_in(release()) == [("report_added", "publisher", "锦北街道人民政府", "", "", "")]


def test_a_report_whose_page_is_gone_is_kept_and_told_as_withdrawn_then_as_returned(archive, release):
    crawl_once(archive, fetched(report_body()))
    release()
    crawl_once(archive, visit(CaptureVerdict.GONE, status=404, day=2))
    assert changes_in(release()) == [("report_withdrawn", "publisher", "昌化镇人民政府", "", "", "")]
    crawl_once(archive, fetched(report_body(), day=3))
    assert changes_in(release()) == [("report_returned", "publisher", "昌化镇人民政府", "", "", "")]


def test_a_blocked_visit_withdraws_nothing(archive, release):
    crawl_once(archive, fetched(report_body()))
    release()
    crawl_once(archive, visit(CaptureVerdict.BLOCKED, status=521, day=2))
    assert changes_in(release()) == []


def test_a_figure_that_only_another_parser_reads_differently_is_no_change_of_the_publisher(
    archive, open_archive, release
):
    crawl_once(archive, fetched(report_body(3)))
    release()
    later = open_archive(reader=NEXT)
    later.reingest(RereadScope())
    later.accept(RereadScope())
    assert changes_in(release()) == [
        ("read_again", "reading", "昌化镇人民政府", "", "", ""),
        ("figure_changed", "reading", "昌化镇人民政府", "requests.new@total", "3", "4"),
    ]


@pytest.mark.parametrize(
    ("edit", "sides"),
    [
        ({"unit": "万元"}, (("3", "3", ""), ("3", "3", "万元"))),
        ({"value": Decimal(30000)}, (("3", "3", ""), ("3", "30000", ""))),
    ],
)
def test_a_figure_of_the_same_words_that_counts_for_more_is_told(archive, open_archive, release, edit, sides):
    crawl_once(archive, fetched(report_body(3)))
    release()

    def read_more(body, media_type, hints):
        report = parse(body, media_type, hints)
        cells = tuple(replace(cell, **edit) if cell.value is not None else cell for cell in report.cells)
        return replace(report, cells=cells)

    later = open_archive(reader=replace(PLAIN, parse=read_more, release="2.0", fingerprint="more"))
    later.reingest(RereadScope())
    later.accept(RereadScope())
    assert told_in(release()) == [sides]


def test_another_version_read_by_another_parser_is_said_to_be_either(archive, open_archive, release):
    crawl_once(archive, fetched(report_body(3)))
    release()
    crawl_once(open_archive(reader=NEXT), fetched(report_body(7), day=2))
    assert changes_in(release()) == [
        ("version_replaced", "publisher_or_reading", "昌化镇人民政府", "", "", ""),
        ("figure_changed", "publisher_or_reading", "昌化镇人民政府", "requests.new@total", "3", "8"),
    ]


def test_a_report_of_a_version_that_was_there_is_new_only_by_its_reading(archive, open_archive, release):
    """Of another publisher, as a later parser reads it: one report is gone, one is added, nobody published."""
    crawl_once(archive, fetched(report_body()))
    release()

    def read_other(body, media_type, hints):
        return parse(body.replace("昌化镇".encode(), "锦北街道".encode()), media_type, hints)

    later = open_archive(reader=replace(PLAIN, parse=read_other, release="2.0", fingerprint="other"))
    later.reingest(RereadScope())
    later.accept(RereadScope())
    assert changes_in(release()) == [
        ("report_gone", "reading", "昌化镇人民政府", "", "", ""),
        ("report_added", "reading", "锦北街道人民政府", "", "", ""),
    ]


def test_a_release_may_be_compared_with_an_older_one_elsewhere(archive, release, tmp_path):
    crawl_once(archive, fetched(report_body(3)))
    first = release()
    crawl_once(archive, fetched(report_body(4), day=2))
    release()
    assert changes_in(release()) == []
    assert len(changes_in(release(since=first))) == 2


def test_what_is_no_release_is_not_compared_with(archive, release, tmp_path):
    from storage.release.making import ReleaseRefused

    crawl_once(archive, fetched(report_body()))
    with pytest.raises(ReleaseRefused, match="is no release"):
        release(since=tmp_path / "nothing")
