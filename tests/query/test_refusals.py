"""What a search names and nothing is called is refused: an empty answer would read as nothing there."""

import shutil

import pytest

from query.changes import ChangeSearch
from query.division_choice import DivisionUnknown
from query.findings import FindingSearch
from query.indicators import IndicatorSearch
from query.portal_reports import PortalUnknown
from query.problems import ProblemSearch
from query.refusals import FilterUnknown
from query.reports import ReportSearch
from query.search import SectionSearch

KEY = "requests.new@total"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("find", "--portal", "lianan"), "linan"),
        (("find", "--portal", "lianan", "--json"), "linan"),
        (("find", "--portal", "lianan", "--csv"), "linan"),
        (("changed", "--portal", "lianan"), "linan"),
        (("changed", "--portal", "lianan", "--json"), "linan"),
        (("problems", "--portal", "lianan"), "linan"),
        (("crawl-status", "--portal", "lianan"), "linan"),
        (("coverage", "--portal", "lianan"), "linan"),
        (("recheck", "--portal", "lianan"), "linan"),
        (("reingest", "--portal", "lianan"), "linan"),
        (("reingest", "--portal", "lianan", "--json"), "linan"),
        (("search", "公开", "--section", "overviw"), "overview"),
        (("search", "公开", "--section", "overviw", "--json"), "overview"),
        (("search", "公开", "--division", "990000"), "990000"),
        (("search", "公开", "--division", "无此区"), "无此区"),
        (("problems", "--format", "dox"), "docx"),
        (("indicator", KEY, "--division", "33019999"), "33019999"),
        (("series", KEY, "--division", "99"), "99"),
    ],
)
def test_a_misspelt_filter_is_wrong_usage_and_what_is_near_is_named(ask, arguments, words):
    said = ask(*arguments)
    assert (said.exit_code, said.stdout) == (2, "")
    assert words in said.stderr


def test_a_misspelt_format_of_files_is_refused_before_they_are_read(run, tmp_path):
    (tmp_path / "a.html").write_bytes(b"<p>a</p>")
    said = run("problems", tmp_path / "a.html", "--format", "htlm")
    assert said.exit_code == 2
    assert "html" in said.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("find", "--portal", "new"),  # a file describes it, and nobody was there yet
        ("problems", "--format", "ofd"),
        ("search", "公开", "--section", "problems", "--years", "1999"),
        ("search", "公开", "--division", "11"),
        ("indicator", KEY, "--division", "临安区"),
        ("indicator", KEY, "--division", "33011"),  # the beginning of codes that the archive has
    ],
)
def test_what_there_is_may_have_an_empty_answer(ask, tmp_path, monkeypatch, arguments):
    (tmp_path / "new.toml").touch()
    monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
    assert ask(*arguments).exit_code == 0


@pytest.mark.parametrize("command", ["recheck", "reingest"])
def test_work_on_a_portal_that_nobody_visited_yet_is_done_at_once(
    run, archive_path, tmp_path, monkeypatch, command
):
    (tmp_path / "new.toml").touch()
    monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
    copy = shutil.copy(archive_path, tmp_path / "archive.sqlite")
    said = run(command, "--portal", "new", "--archive", copy)
    assert said.exit_code == 0
    assert said.stdout.startswith("0 ")


@pytest.mark.parametrize(
    ("question", "failure"),
    [
        (lambda archive: archive.find(ReportSearch(portal_id="lianan")), PortalUnknown),
        (lambda archive: archive.find(ReportSearch(has_finding="R0l")), FilterUnknown),
        (lambda archive: archive.find(ReportSearch(division_code="990000")), DivisionUnknown),
        (lambda archive: archive.findings(FindingSearch(check="R0l")), FilterUnknown),
        (lambda archive: archive.changes(ChangeSearch(portal_id="lianan")), PortalUnknown),
        (lambda archive: archive.crawls("lianan"), PortalUnknown),
        (lambda archive: archive.problems(ProblemSearch(format="dox")), FilterUnknown),
        (lambda archive: archive.search(SectionSearch(("公开",), section="overviw")), FilterUnknown),
        (lambda archive: archive.indicator(IndicatorSearch((KEY,), division_code="浙")), DivisionUnknown),
    ],
)
def test_python_raises_what_the_program_says(archive, question, failure):
    with pytest.raises(failure):
        question(archive)
