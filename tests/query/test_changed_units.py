"""Versions that print the same words and say something else: in another unit, or in a table that no form knows."""

import csv
import io
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from parsers.report import Kind
from query.archive import Archive as Asked
from query.changes import ChangeSearch
from query.web.app import create_app
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, CaptureVerdict, PublicationFacts
from storage.crawl import CrawlVerdict
from tests.query.seeds import FIRST, JINBEI, LUZHU, PORTALS, SECOND, body_of, truth_of, url_of

FEES = "proactive.fees.amount"
PRINTED = next(cell["text"] for cell in truth_of(LUZHU)["cells"] if cell["key"] == FEES)
TABLE = "<table><tr><td>栏目</td><td>条数</td></tr><tr><td>法规公文</td><td>{}</td></tr></table>"
PAGE = "<h1>锦北街道2020年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>公开信息168条。</p>{}"


def capture(portal, case, at, media_type, body):
    facts = PublicationFacts(
        title=truth_of(case)["title"]["text"], kind=Kind.REPORT, year=truth_of(case)["year"]
    )
    return Capture(
        url=url_of(portal, case), role=CaptureRole.PUBLICATION, verdict=CaptureVerdict.FETCHED, captured_at=at,
        status=200, headers=(("Content-Type", media_type),), body=body, publication=facts,
    )  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """渌渚镇 first prints its fees in 万元, then in 元; of 锦北街道 only a row of its own table changes."""
    folder = tmp_path_factory.mktemp("units")
    (fuyang, _), (linan, _) = PORTALS["fuyang"], PORTALS["linan"]
    fees = body_of(LUZHU), body_of(LUZHU).replace("（单位：万元）".encode(), "（单位：元）".encode())
    assert fees[0] != fees[1]
    pages = [PAGE.format(TABLE.format(count)).encode() for count in (3, 7)]
    with Archive.open(folder / "archive.sqlite", folder) as archive:
        for at, text, page in zip((FIRST, SECOND), fees, pages, strict=True):
            for portal, one in (
                (fuyang, capture(fuyang, LUZHU, at, "text/plain; charset=utf-8", text)),
                (linan, capture(linan, JINBEI, at + timedelta(minutes=1), "text/html; charset=utf-8", page)),
            ):
                crawl = archive.begin_crawl(portal, "incremental", {}, "0.1.0")
                archive.record(crawl, one)
                archive.finish_crawl(crawl, CrawlVerdict.COMPLETE, [], {}, {})
    return folder / "archive.sqlite"


@pytest.fixture
def site(place):
    with TestClient(create_app(place, place.parent)) as client:
        yield client


def units(cell):
    return cell.old_text, cell.old_unit, cell.new_text, cell.new_unit


def test_a_changed_unit_is_told_on_both_sides(place):
    with Asked.open(place) as asked:
        (change,) = [one for one in asked.changes(ChangeSearch()) if one.cells]
        _, _, found = asked.diff("渌渚镇", 2021)
    for cells in (change.cells, found.cells):
        assert [(cell.key, *units(cell)) for cell in cells] == [(FEES, PRINTED, "万元", PRINTED, "元")]


@pytest.mark.parametrize("command", [("changed",), ("diff", "-p", "渌渚镇", "-y", "2021")])
def test_the_commands_show_both_units(run, place, command):
    said = run(*command, "--archive", place)
    assert said.exit_code == 0
    line = next(line for line in said.stdout.splitlines() if FEES in line)
    assert line.index(f"{PRINTED} 万元") < line.index(f"{PRINTED} 元")


def test_a_line_of_csv_has_both_units(run, place):
    said = run("changed", "--csv", "--kind", "figures", "--archive", place).stdout
    (line,) = csv.DictReader(io.StringIO(said))
    assert (line["old_unit"], line["new_unit"]) == ("万元", "元")


def test_the_pages_and_the_interface_show_both_units(site):
    page = site.get("/r/渌渚镇/2021/compare/1v1/1v2").text
    assert f"<del>{PRINTED} 万元</del>" in page
    assert f"<ins>{PRINTED} 元</ins>" in page
    assert f"{PRINTED} 万元 → {PRINTED} 元" in site.get("/changes").text
    (change,) = [one for one in site.get("/api/v1/changes").json()["changes"] if one["cells"]]
    assert (change["cells"][0]["old_unit"], change["cells"][0]["new_unit"]) == ("万元", "元")


def test_versions_that_differ_in_a_table_of_their_own_are_not_the_same(run, place, site):
    said = run("diff", "-p", "锦北街道", "-y", "2020", "--archive", place).stdout
    assert "Nothing changed" not in said
    assert said.index("- 法规公文 | 3") < said.index("+ 法规公文 | 7")
    page = site.get("/r/锦北街道/2020/compare/1v1/1v2", params={"lang": "en"}).text
    assert "Nothing differs" not in page
    assert "<del>法规公文 | 3</del>" in page
    assert "<ins>法规公文 | 7</ins>" in page
