import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from query.archive import Archive
from query.findings import FindingSearch
from query.publisher_choice import PublisherUnknown
from query.reports import ReportSearch
from query.shown import ReportUnknown
from query.version_choice import VersionUnknown
from storage.database import ArchiveMissing
from tests.query.seeds import CASES, CHANGHUA, FIRST, JINBEI, SECOND, WANGDIAN, truth_of

NAMES = {case: (truth_of(case)["publisher"]["canonical"], truth_of(case)["year"]) for case in CASES}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM report",
        "UPDATE cell SET text = '0'",
        "INSERT INTO portal VALUES ('x', 'x', 'x', NULL)",
        "CREATE TABLE t (id INTEGER)",
        "DROP TABLE outcome",
    ],
)
def test_the_database_refuses_every_write(archive, statement):
    with pytest.raises(DBAPIError, match="readonly"), archive.engine.begin() as connection:
        connection.execute(text(statement))


def test_an_archive_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(ArchiveMissing):
        Archive.open(tmp_path / "no.sqlite")
    assert not list(tmp_path.iterdir())


def test_every_report_is_found(archive):
    found = archive.find(ReportSearch())
    assert found.total == len(CASES)
    assert {(line.publisher.name, line.year) for line in found.reports} == set(NAMES.values())


@pytest.mark.parametrize("case", CASES)
def test_cells_are_those_of_the_truth(archive, case):
    truth = truth_of(case)
    answer = archive.cells(truth["publisher"]["short"], truth["year"])
    assert answer.form == truth["form"]
    expected = {cell["key"]: cell["text"] for cell in truth["cells"]}
    if case == CHANGHUA:  # its portal corrected it
        expected["requests.new@natural_person"] = "5"
    assert {cell["key"]: cell["text"] for cell in answer.cells if cell["mark"] != "picture"} == {
        key: value for key, value in expected.items() if value is not None
    }


@pytest.mark.parametrize(
    ("search", "cases"),
    [
        ({"words": ("征求第三方意见告知书",)}, [CHANGHUA]),
        ({"words": ("征求第三方意见告知书", "没有这样的话")}, []),
        ({"words": ("临安区", "昌化")}, [CHANGHUA]),
        ({"words": ("100%",)}, None),
        ({"years": (2021, 2025)}, ["002_luzhu_2021"]),
        ({"years": (2010, 2018)}, []),
        ({"portal_id": "xiuzhou"}, [WANGDIAN]),
        ({"has_finding": "S03"}, [CHANGHUA]),
    ],
)
def test_reports_are_found_by(archive, search, cases):
    found = archive.find(ReportSearch(**search))
    if cases is not None:
        assert sorted((line.publisher.name, line.year) for line in found.reports) == sorted(
            NAMES[case] for case in cases
        )
    assert found.total == len(found.reports)


def test_a_percent_sign_is_a_character_and_no_pattern(archive):
    assert archive.find(ReportSearch(words=("临%区",))).total == 0


def test_a_word_is_shown_in_its_surroundings(archive):
    (line,) = archive.find(ReportSearch(words=("征求第三方意见告知书",))).reports
    assert "征求第三方意见告知书" in line.snippet
    assert len(line.snippet) < 60


def test_a_limit_does_not_hide_how_many_there_are(archive):
    found = archive.find(ReportSearch(limit=2))
    assert (found.total, len(found.reports)) == (len(CASES), 2)


def test_a_changed_page_has_two_versions_and_the_later_is_shown(archive):
    (publication,) = archive.versions("昌化镇", 2020).publications
    first, second = publication.versions
    assert (first.name, second.name) == ("1v1", "1v2")
    assert (first.first_seen_at, first.last_seen_at) == (FIRST, FIRST)
    assert (second.first_seen_at, second.is_shown, first.is_shown) == (SECOND, True, False)
    assert first.sha256 == truth_of(CHANGHUA)["source"]["sha256"]


def test_a_304_is_a_second_sight_of_the_same_version(archive):
    (publication,) = archive.versions("锦北街道", 2020).publications
    (version,) = publication.versions
    assert version.observation_count == 2
    assert version.last_seen_at > SECOND
    assert [seen.verdict for seen in publication.observations] == ["fetched", "not_modified"]


def test_a_page_that_is_gone_still_shows_its_report(archive):
    found = archive.report("王店镇", 2020)
    assert found.publications[0].last_verdict == "gone"
    assert found.publications[0].observations[-1].version is None
    assert found.document["title"]


def test_the_difference_is_the_cell_and_the_clauses_that_changed(archive):
    old, new, found = archive.diff("昌化镇", 2020)
    assert (old.name, new.name) == ("1v1", "1v2")
    (cell,) = found.cells
    assert (cell.key, cell.old_text, cell.new_text) == ("requests.new@natural_person", "4", "5")
    assert cell.label_zh == "一、本年新收政府信息公开申请数量 · 自然人"
    changes = [
        change for section in found.sections if section.key == "overview" for change in section.changes
    ]
    assert any("168" in change.old and "169" in change.new for change in changes)
    assert any("4件" in change.old and "5件" in change.new for change in changes)


def test_a_version_compared_with_itself_differs_in_nothing(archive):
    _, _, found = archive.diff("昌化镇", 2020, "1v1", "1")
    assert found.is_empty


@pytest.mark.parametrize(
    ("publisher", "old", "new"),
    [("锦北街道", None, None), ("锦北街道", None, "1"), ("昌化镇", "1v3", None), ("昌化镇", "x", None)],
)
def test_versions_that_are_not_there_are_told(archive, publisher, old, new):
    with pytest.raises(VersionUnknown, match=r"its versions are 1v1"):
        archive.diff(publisher, 2020, old, new)


def test_findings_are_those_of_the_truth(archive):
    found = archive.findings(FindingSearch(check="R02", severity="error"))
    assert [
        (one.publisher.name, one.member) for one in found if one.publisher.name != NAMES[CHANGHUA][0]
    ] == [("杭州市富阳区渌渚镇人民政府", "natural_person")]


def test_findings_are_told_in_the_words_of_the_report_itself(archive):
    document = archive.report("渌渚镇", 2021).document
    said = [outcome["message_zh"] for outcome in document["outcomes"] if outcome["verdict"] == "failed"]
    chosen = archive.choose_publisher("渌渚镇").publisher
    assert [one.message_zh for one in archive.findings(FindingSearch(publisher_id=chosen.id))] == said


def test_findings_of_one_publisher_and_year(archive):
    chosen = archive.choose_publisher("锦北街道").publisher
    found = archive.findings(FindingSearch(publisher_id=chosen.id, years=(2020, 2020)))
    assert {one.publisher.id for one in found} == {chosen.id}
    expected = {one["check"] for one in truth_of(JINBEI)["anomalies"]}
    assert {"R05", "S08"} <= {one.check for one in found} & expected
    assert not archive.findings(FindingSearch(publisher_id=chosen.id, years=(2021, 2021)))


def test_crawls_are_told_by_portal_the_latest_first(archive):
    runs = archive.crawls()
    assert len(runs) == 8
    assert [run.portal_id for run in runs] == sorted(run.portal_id for run in runs)
    (blocked,) = archive.crawls("gongshu", limit_per_portal=1)
    assert (blocked.verdict, blocked.reasons) == ("blocked", ("521 加速乐 challenge",))
    assert blocked.capture_counts == {"fetched": 1}


def test_a_year_that_is_not_there_is_told_with_those_that_are(archive):
    with pytest.raises(ReportUnknown) as failure:
        archive.cells("昌化镇", 1999)
    assert failure.value.years == (2020,)


def test_an_unknown_publisher_is_told_with_near_names(archive):
    with pytest.raises(PublisherUnknown) as failure:
        archive.cells("昌化乡", 2020)
    assert failure.value.near[0].publisher.name == NAMES[CHANGHUA][0]
