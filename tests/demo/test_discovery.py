"""From the start page a column can be found by the words of the links alone."""

import re
from urllib.parse import urljoin

import lxml.html
import pytest


def follow(visitor, host, *words):
    url = f"https://{host}/"
    for word in words:
        anchors = lxml.html.fromstring(visitor.get(url).text).findall(".//a")
        url = urljoin(url, next(a.get("href") for a in anchors if a.text_content() == word))
    return url


@pytest.mark.parametrize(
    ("host", "column"),
    [
        ("www.linan.gov.cn", "1229361104"),
        ("www.xiuzhou.gov.cn", "1229471104"),
        ("www.fuyang.gov.cn", "1229429104"),
        ("www.gongshu.gov.cn", "1229541104"),
    ],
)
def test_the_column_of_annual_reports_is_two_links_from_home(visitor, host, column):
    assert (
        follow(visitor, host, "政府信息公开", "政府信息公开年报")
        == f"https://{host}/col/col{column}/index.html"
    )


def test_the_four_blocks_stand_on_the_disclosure_page(visitor):
    page = visitor.get(follow(visitor, "www.linan.gov.cn", "政府信息公开")).text
    for block in ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"):
        assert f">{block}</a>" in page


def test_luzhu_is_found_where_its_report_says(replica, visitor):
    words = ("政府信息公开", "乡镇信息公开", "渌渚镇", "法定主动公开内容", "重点领域信息公开")
    column = follow(visitor, "www.fuyang.gov.cn", *words)
    assert column == replica.column_url("002_luzhu_2021")
    assert "富阳区渌渚镇2021年政府信息公开工作年度报告" in visitor.get(column).text
    reports = follow(visitor, "www.fuyang.gov.cn", "政府信息公开", "政府信息公开年报")
    assert "渌渚镇2021年政府信息公开工作年度报告" not in visitor.get(reports).text


def test_a_town_links_to_the_list_by_its_directory_number(visitor):
    found = follow(visitor, "www.linan.gov.cn", "政府信息公开", "镇街信息公开", "昌化镇", "政府信息公开年报")
    assert found.endswith("/col/col1229361104/index.html?number=F001-A01")
    assert visitor.get(found).status == 200


def test_decoys_stand_around_each_report(visitor):
    page = visitor.get("https://www.xiuzhou.gov.cn/col/col1229471104/index.html").text
    for decoy in (
        "【图解】2020年王店镇政府信息公开工作年度报告",
        "关于做好2020年政府信息公开工作年度报告编制发布工作的通知",
        "王店镇2020年法治政府建设年度报告",
        "秀洲区2020年政府网站工作年度报表",
        "王店镇信息公开指南",
    ):
        href = re.search(rf"href='([^']+)' class='bt_link' title='{decoy}'", page)[1]
        assert visitor.get(f"https://www.xiuzhou.gov.cn{href}").status == 200


def test_robots_txt_is_absent_on_some_and_allows_on_others(visitor):
    got = {
        host: visitor.get(f"https://www.{host}.gov.cn/robots.txt")
        for host in ("linan", "xiuzhou", "fuyang", "gongshu")
    }
    assert {host: each.status for host, each in got.items()} == {
        "linan": 404,
        "xiuzhou": 200,
        "fuyang": 404,
        "gongshu": 200,
    }
    assert "Crawl-delay" not in got["xiuzhou"].text
    assert "Disallow: /jsearchfront/" in got["gongshu"].text


def test_no_other_host_is_played(visitor):
    assert visitor.get("https://www.hangzhou.gov.cn/").status == 421
