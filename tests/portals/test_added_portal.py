"""A portal is added by one TOML file, in a folder of one's own."""

TOWN = """
title = "富阳区渌渚镇"
division_code = "330111"
hosts = ["www.fuyang.gov.cn"]
[[columns]]
url = "/col/col1229429131/index.html"
unit = "渌渚镇"
"""


def add(desk, name, text):
    folder = desk.database.parent / "portals"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    desk.environment["GONGKAI_PORTALS"] = str(folder)


def test_a_known_column_needs_no_discovery(desk, replica):
    add(desk, "luzhu", TOWN)
    found = desk.crawl("luzhu")
    assert found.code == 0, found.out
    assert desk.reports() == {replica.page_url("002_luzhu_2021"), replica.file_url("002_luzhu_2021")}
    assert desk.rows("select distinct unit from publication") == [("渌渚镇",)]
    assert ("www.fuyang.gov.cn", "/") not in replica.requests


def test_fewer_reports_than_a_year_should_have_make_the_crawl_partial(desk):
    add(desk, "luzhu", TOWN + "[expect]\nreports_per_year = 10\n")
    found = desk.crawl("luzhu")
    assert found.code == 3, found.out
    assert "2021: 1 reports in the lists, about 10 expected" in found.out


def test_a_file_on_a_host_that_the_portal_file_does_not_name_is_refused_and_said_so(desk, replica):
    add(desk, "office", TOWN.replace("fuyang", "gongshu").replace("1229429131", "1229541104"))
    found = desk.crawl("office")
    assert found.code == 3, found.out
    assert "is no host of portal office" in found.out
    assert {seen.host for seen in replica.log} == {"www.gongshu.gov.cn"}
