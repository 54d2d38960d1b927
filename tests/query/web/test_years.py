"""A report leads to the other years of its publisher, and a figure tells what they print."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from parsel import Selector

from query.web.app import create_app
from storage.archive import Archive
from tests.query.seeds import CHANGHUA, FIRST, LUZHU, PORTALS, body_of, capture, truth_of

pytestmark = pytest.mark.needs("web")
KEY = "outcome.other@total"
PARTS = [f"outcome.other.{part}@total" for part in ("not_corrected", "fee_unpaid", "misc")]


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    """昌化镇 with its report of 2020, and with that of 渌渚镇 for 2021, which is of the next form, under its name."""
    folder = tmp_path_factory.mktemp("years")
    portal, _ = PORTALS["linan"]
    lent = body_of(LUZHU).decode().replace("渌渚镇", "昌化镇").replace("富阳区", "临安区").encode()
    with Archive.open(folder / "archive.sqlite", folder) as archive:
        crawl = archive.begin_crawl(portal, "incremental", {}, "0.1.0")
        archive.record(crawl, capture(portal, CHANGHUA, FIRST))
        facts = replace(capture(portal, CHANGHUA, FIRST).publication, title="昌化镇2021年度报告", year=2021)
        url = f"{portal.base_url}/2021.html"
        archive.record(
            crawl, replace(capture(portal, CHANGHUA, FIRST), url=url, body=lent, publication=facts)
        )
    with TestClient(create_app(folder / "archive.sqlite", folder)) as site:
        yield site


def test_a_report_leads_to_the_next_year_and_to_a_comparison_with_it(two_years):
    page = Selector(two_years.get("/r/昌化镇/2020").text)
    paths = page.css("nav.years a::attr(href)").getall()
    assert len(paths) == 2
    assert [two_years.get(path).status_code for path in paths] == [200, 200]
    assert paths[0].endswith("/2021")
    assert paths[1].startswith("/compare?")
    assert page.css("nav.years [aria-current=page]::text").get() == "2020"


def test_a_figure_is_told_over_a_change_of_the_form_with_how_well_it_compares(two_years):
    page = Selector(two_years.get(f"/r/昌化镇/2020/cell/{KEY}", params={"lang": "en"}).text)
    rows = page.xpath("//h2[@id='years']/following-sibling::div[1]//tbody/tr")
    one, other = (
        {cell["key"]: cell["text"] for cell in truth_of(case)["cells"]} for case in (CHANGHUA, LUZHU)
    )
    assert [row.css("th a::text").get() for row in rows] == ["2020", "2021"]
    assert rows[0].css("td:nth-child(3) a::text").getall() == [one[KEY]]
    assert rows[1].css("td:nth-child(3) a::text").getall() == [other[key] for key in PARTS]
    assert "compares as a sum" in "".join(rows[1].css("td:last-child ::text").getall())
