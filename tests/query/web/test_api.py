"""The API answers what the program answers, page by page, in JSON and CSV, and nothing can be written by it."""

import csv
import io
import json
from datetime import UTC, datetime
from itertools import chain

import pytest
from fastapi.routing import iter_route_contexts
from parsel import Selector
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.query.seeds import CASES, CHANGHUA, PORTALS, WANGDIAN, body_of, truth_of

pytestmark = pytest.mark.needs("web")
API = "/api/v1"
ONE = ("--publisher", "昌化镇", "--year", "2020")
# Path and query of the API, and the command that answers the same.
SAME = {
    "reports": ("find",),
    "reports?first_year=2020&last_year=2020&portal=linan": ("find", "--years", "2020", "--portal", "linan"),
    "reports?finding=R01": ("find", "--has-finding", "R01"),
    "reports?publisher=渌渚镇": ("find", "--publisher", "渌渚镇"),
    "reports?published_from=2026-01-10": ("find", "--published", "2026-01-10.."),
    "reports?asof=2099-02-01": ("find", "--as-of", "2099-02-01"),
    "reports/昌化镇/2020": ("show", *ONE),
    "reports/昌化镇/2020?asof=2099-02-01": ("show", *ONE, "--as-of", "2099-02-01"),
    "reports/昌化镇/2020/cells": ("cells", *ONE),
    "reports/昌化镇/2020/versions": ("versions", *ONE),
    "reports/昌化镇/2020/diff": ("diff", *ONE),
    "reports/昌化镇/2020/diff?old=1v2&new=1v1": ("diff", *ONE, "--old", "1v2", "--new", "1v1"),
    "findings": ("findings",),
    "findings?severity=error&open=true": ("findings", "--severity", "error", "--open"),
    "changes": ("changed",),
    "changes?kind=withdrawn&kind=figures&since=2026-03-01": (
        "changed",
        "--kind",
        "withdrawn",
        "--kind",
        "figures",
        "--since",
        "2026-03-01",
    ),
    "problems?portal=linan": ("problems", "--portal", "linan"),
    "search?q=公开&q=申请&limit=500": ("search", "公开", "申请", "--limit", "500"),
    "indicator?key=requests.new@total&by=county&by=year": (
        "indicator",
        "requests.new@total",
        "--by",
        "county",
        "--by",
        "year",
    ),
    "series?figure=rate.disclosure&by=publisher": ("series", "rate.disclosure", "--by", "publisher"),
    "distribution?figure=rate.disclosure&by=county": ("distribution", "rate.disclosure", "--by", "county"),
    "publishers": ("publishers",),
    "coverage?portal=linan&on=2026-11-20": ("coverage", "--portal", "linan", "--as-of", "2026-11-20"),
    "crawls": ("crawl-status",),
}
EDITED = {CHANGHUA: {"requests.new@natural_person": "5"}}  # what the second visit found
OF_PAGES = {"next", "total", "after"}  # what only one of the two tells
TABLES = [
    address for address in SAME if "diff" not in address and not address.startswith("reports/昌化镇/2020?")
]
TABLES.remove("reports/昌化镇/2020")


def bare(said):
    return {name: value for name, value in said.items() if name not in OF_PAGES}


@pytest.fixture
def get(site):
    def get_(address, status=200, **headers):
        response = site.get(f"{API}/{address}", headers=headers)
        assert response.status_code == status, response.text
        return response

    return get_


def walked(site, address, name):
    """Ask for page after page by what the header Link says; return all that was listed."""
    found, path = [], f"{API}/{address}"
    while path:
        response = site.get(path)
        found.append(response.json()[name])
        link = response.headers.get("link", "")
        path = link.partition(">")[0].lstrip("<") if 'rel="next"' in link else None
        assert (response.json()["next"] is None) == (path is None)
    return found


@pytest.mark.parametrize("address", SAME)
def test_the_api_answers_what_the_program_answers(get, ask, address):
    told = ask(*SAME[address], "--json")
    assert told.exit_code == 0, told.output
    by_command = json.loads(told.stdout)
    assert by_command
    assert bare(get(address).json()) == bare(by_command)


@pytest.mark.parametrize("case", CASES)
def test_cells_are_those_of_the_document(get, case):
    truth = truth_of(case)
    kept = get(f"reports/{truth['publisher']['short']}/{truth['year']}/cells").json()["cells"]
    printed = {one["key"]: one["text"] for one in truth["cells"]}
    assert {one["key"]: one["text"] for one in kept} == printed | EDITED.get(case, {})


@pytest.mark.parametrize("address", TABLES)
def test_lines_come_as_csv_too_as_many_as_in_json(get, address):
    sign = "&" if "?" in address else "?"
    response = get(f"{address}{sign}format=csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith("\ufeff".encode())
    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert lines
    assert all(None not in line and None not in line.values() for line in lines)
    assert get(address, accept="text/csv").content == response.content
    assert get(address, accept="text/html,application/json").headers["content-type"] == "application/json"


def test_figures_in_csv_are_those_in_json(get):
    cells = get("reports/昌化镇/2020/cells").json()["cells"]
    lines = csv.DictReader(
        io.StringIO(get("reports/昌化镇/2020/cells?format=csv").content.decode("utf-8-sig"))
    )
    assert [(one["key"], one["text"], one["value"] or None, one["mark"]) for one in lines] == [
        (one["key"], one["text"] or "", one["value"], one["mark"]) for one in cells
    ]


def test_pages_tell_every_report_once_and_in_order(site, get):
    pages = walked(site, "reports?limit=2", "reports")
    assert [len(page) for page in pages] == [2, 2, 1]
    assert list(chain.from_iterable(pages)) == get("reports").json()["reports"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("findings", "findings"),
        ("findings?check=R01", "findings"),
        ("changes", "changes"),
        ("publishers", "publishers"),
        ("search?q=公开", "hits"),
    ],
)
def test_small_pages_tell_the_same_as_a_large_one(site, get, address, name):
    sign = "&" if "?" in address else "?"
    pages = walked(site, f"{address}{sign}limit=1", name)
    assert len(pages) > 1
    assert list(chain.from_iterable(pages)) == get(f"{address}{sign}limit=500").json()[name]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("reports/没有的镇/2020", 404, "没有的镇"),
        ("reports/昌化镇/1999", 404, "1999"),
        (f"reports/昌化镇/{2**63}", 404, str(2**63)),
        (f"reports/昌化镇/{2**63}/cells", 404, str(2**63)),
        ("reports/昌化镇/x", 422, "year"),
        ("reports/昌化镇/2020?version=9v9", 404, "1v1, 1v2"),
        ("reports/昌化镇/2020/cells/nothing@total", 404, "nothing@total"),
        ("reports?yaer=2020", 422, "no parameter 'yaer'"),
        ("reports?limit=501", 422, "500"),
        ("reports?cursor=5Y-R", 400, "cursor"),
        ("reports?cursor=WyJhIiw5OTk5OTk5OTk5OTk5OTk5OTk5OTldCg", 400, "cursor"),
        ("changes?cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwidSIsMV0", 400, "cursor"),
        ("reports?asof=yesterday", 400, "yesterday"),
        ("reports?asof=9999-12-31", 400, "9999-12-31"),
        ("reports?publisher=%00", 400, "NUL"),
        (f"reports?publisher={'镇' * 3000}", 414, "characters"),
        ("reports?division=朝阳区", 300, "110105"),
        ("search?q=。", 422, "。"),
        ("search", 422, "q"),
        ("indicator?key=nothing", 404, "nothing"),
        ("series?figure=nothing", 404, "nothing"),
        ("coverage?portal=nowhere", 404, "linan"),
        ("reports?portal=lianan", 404, "linan"),
        ("changes?portal=lianan", 404, "linan"),
        ("crawls?portal=lianan", 404, "linan"),
        ("problems?portal=linan&file_format=dox", 422, "docx"),
        ("reports?finding=R0l", 422, "no check"),
        ("findings?check=R0l", 422, "no check"),
        ("search?q=公开&section=overviw", 422, "overview"),
        ("search?q=公开&division=990000", 404, "990000"),
        ("coverage?portal=linan&first_year=1900", 422, "years"),
        (f"files/{'0' * 64}", 404, "no content"),
        ("nowhere", 404, "Not Found"),
    ],
)
def test_a_failure_is_json_that_says_what_is_wrong(get, address, status, words):
    response = get(address, status)
    assert response.headers["content-type"] == "application/json"
    said = response.json()
    assert said["status"] == status
    assert words in json.dumps(said, ensure_ascii=False)


def test_what_has_not_changed_is_not_sent_again(get):
    first = get("reports/昌化镇/2020/cells")
    assert first.headers["cache-control"] == "public, max-age=60"
    again = get("reports/昌化镇/2020/cells", 304, **{"If-None-Match": first.headers["etag"]})
    assert again.content == b""
    then = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert get(f"reports/昌化镇/2020?asof={then}").headers["cache-control"] == "public, max-age=86400"


def test_a_page_of_somebody_else_may_read(get):
    response = get("reports", origin="https://example.org")
    assert response.headers["access-control-allow-origin"] == "*"
    assert "Link" in response.headers["access-control-expose-headers"]


def test_a_file_is_described_with_the_places_where_it_stood(get):
    document = get("reports/王店镇/2020").json()["document"]
    known = get(f"files/{document['sha256']}").json()
    assert known["byte_count"] == len(body_of(WANGDIAN))
    (place,) = known["places"]
    portal = PORTALS["xiuzhou"][0]
    assert (place["portal_id"], place["url"]) == ("xiuzhou", f"{portal.base_url}/art/2021/{WANGDIAN}.html")
    assert (place["publisher_id"], place["year"], place["version"]) == ("嘉兴-秀洲区-王店镇", 2020, 1)
    assert known["withdrawn"] is None


def test_a_cell_comes_with_every_version_of_it(get):
    found = get("reports/昌化镇/2020/cells/requests.new@natural_person").json()
    assert [one["cell"]["text"] for one in found["versions"]] == ["4", "5"]


def test_a_name_of_several_publishers_lists_them(get):
    said = get("reports?division=朝阳区", 300).json()
    assert {"110105", "220104"} <= {one["code"] for one in said["candidates"]}


def test_every_endpoint_is_described_with_what_it_answers(site, get):
    described = get("openapi.json").json()
    page = Selector(site.get(f"{API}/").text)
    assert page.css("h2 code::text").getall() == [f"GET {path}" for path in described["paths"]]
    for path, methods in described["paths"].items():
        assert list(methods) == ["get"], path
        assert methods["get"]["responses"]["200"]["content"]["application/json"]["schema"], path


def test_no_route_does_anything_but_read(site):
    routes = list(iter_route_contexts(site.app.routes))
    described = site.get(f"{API}/openapi.json").json()["paths"]
    assert set(described) <= {route.path for route in routes}
    assert {method for route in routes for method in route.methods or ()} == {"GET", "HEAD"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/", f"{API}/reports", "/r/昌化镇/2020", f"{API}/reports/昌化镇/2020/cells"]
)
def test_what_would_write_is_refused(site, method, path):
    response = site.request(method, path)
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


@pytest.mark.parametrize("path", ["/", "/r/昌化镇/2020", f"{API}/reports"])
def test_a_question_for_heads_is_answered_without_a_body(site, path):
    asked, head = site.get(path), site.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == asked.headers["etag"]


def test_the_database_behind_it_refuses_every_write(site):
    with site.app.state.archive.engine.connect() as connection:
        before = connection.scalar(text("SELECT count(*) FROM report"))
        for statement in (
            "DELETE FROM report",
            "CREATE TABLE written (id INTEGER)",
            "PRAGMA user_version = 7",
        ):
            with pytest.raises(DBAPIError):
                connection.execute(text(statement))
            connection.rollback()
        assert connection.scalar(text("SELECT count(*) FROM report")) == before
