"""`gongkai problems`: counted by kind, portal, format and layout, over an archive or files."""

import json

import pytest

from demo.corpus import Corpus, render
from query.problems import ProblemSearch


def groups_of(told):
    return json.loads(told.stdout)["problems"]


@pytest.fixture
def files(tmp_path):
    """Three reports with one misprint each, one of them in another layout, and one that is no report."""
    corpus = Corpus(31)
    paths = []
    for number, faults in enumerate((("misprints",), ("misprints",), ("misprints", "title_rows"))):
        path = tmp_path / f"{number}.html"
        path.write_bytes(render(corpus.report(2 + number, faults), "html-plain"))
        paths.append(path)
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    return [*paths, tmp_path / "damaged.pdf"]


def test_reports_that_print_alike_stand_in_one_group(run, files):
    groups = groups_of(run("problems", *files, "--kind", "label_misprint", "--json"))
    assert sorted(group["document_count"] for group in groups) == [1, 2]
    assert len({group["layout"] for group in groups}) == 2
    assert all(group["format"] == "html" and group["portal_id"] is None for group in groups)
    assert all(group["cell_count"] > 0 and group["examples"][0]["message"] for group in groups)


def test_a_file_that_cannot_be_read_is_counted_by_its_format(run, files):
    groups = groups_of(run("problems", *files, "--format", "pdf", "--json"))
    assert [(group["kind"], group["document_count"]) for group in groups] == [("unreadable_document", 1)]


def test_a_file_that_is_not_there_fails_and_says_so(run, tmp_path):
    told = run("problems", tmp_path / "none.docx")
    assert told.exit_code == 1
    assert "none.docx" in told.stderr


def test_the_archive_is_counted_by_portal(ask, archive, tmp_path, monkeypatch):
    groups = groups_of(ask("problems", "--json"))
    assert sum(group["document_count"] for group in groups if group["kind"] == "table_is_picture") >= 1
    portal = groups[0]["portal_id"]
    of_portal = groups_of(ask("problems", "--portal", portal, "--json"))
    assert of_portal == [group for group in groups if group["portal_id"] == portal]
    (tmp_path / "new.toml").touch()  # a file describes it, and nobody was there yet
    monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
    assert archive.problems(ProblemSearch(portal_id="new")) == ()


def test_a_kind_that_there_is_not_is_wrong_usage(ask):
    assert ask("problems", "--kind", "bad_luck").exit_code == 2


def test_a_person_sees_the_counts_and_where_to_look(run, files):
    told = run("problems", *files)
    assert "label_misprint" in told.stdout
    assert files[0].name in told.stdout
