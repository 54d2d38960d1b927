"""Columns are proposed for a person to confirm, and written into portal files that keep their comments."""

import pytest

from crawler.portal import Role, load_portal

FILE = """# Looked at on 2026-11-20.
title = "某县"
division_code = "330112"
hosts = ["{host}"]  # one

# Its column is not known.
[[columns]]
url = "discover"   # by words
role = "annual_reports"
start = ["/"]

# Layer 3.
[[columns]]
url = "discover"
role = "fallback"

[article]
body = ["#zoom"]
"""
ROLES = {Role.ANNUAL_REPORTS, Role.UNITS, Role.FALLBACK}


@pytest.fixture
def folder(desk):
    folder = desk.database.parent / "portals"
    folder.mkdir()
    desk.environment["GONGKAI_PORTALS"] = str(folder)
    return folder


def discover(desk, *arguments):
    return desk.scrapy("discover", *arguments, "-a", f"origin={desk.replica.origin}")


def test_a_column_is_proposed_with_all_that_a_person_needs_to_judge_it(desk, replica):
    found = discover(desk, "linan")
    assert (found.code, found.err) == (0, "")
    column, *units = found.out.split("https://")[1:]
    assert column.startswith("www.linan.gov.cn/col/col1229361104/index.html\n")
    assert "首页 > 政府信息公开 > 政府信息公开年报" in column
    assert "the whole portal" in column
    assert "jpaas, 41 rows" in column
    assert {"昌化镇", "锦北街道", "太湖源镇"} == {
        line.split()[1] for part in units for line in part.splitlines() if "  of " in line
    }
    asked = [seen.target for seen in replica.log]
    assert len(asked) < 20
    assert not [
        target
        for target in asked
        if "/art" in target or ("page/build/unit" in target and '"pageNo":2' in target)
    ]


def test_discovering_is_no_crawl_and_leaves_the_archive_alone(desk):
    discover(desk, "linan")
    assert not desk.database.exists()


def test_what_is_found_is_written_into_the_file_and_its_comments_stay(desk, folder):
    path = folder / "county.toml"
    path.write_text(FILE.format(host="www.trs.invalid"), encoding="utf-8")
    found = discover(desk, "county", "--write")
    assert found.code == 0, found.err
    text = path.read_text(encoding="utf-8")
    assert "# Looked at on 2026-11-20." in text
    assert '# url = "discover"   # by words' in text
    portal = load_portal(path)
    assert [(column.url, column.role.value) for column in portal.columns] == [
        ("discover", "fallback"), ("/zfxxgk/zfxxgknb/", "annual_reports"),
    ]  # fmt: skip
    assert portal.article.body == ("#zoom",)
    assert desk.crawl("county").code == 0
    again = discover(desk, "county", "--write")
    assert "0 columns written" in again.out
    assert path.read_text(encoding="utf-8") == text


def test_a_portal_without_a_column_is_told_from_one_that_refuses(desk, folder, replica):
    (folder / "county.toml").write_text(FILE.format(host="www.trs.invalid"), encoding="utf-8")
    replica.trouble("404", "www.trs.invalid", where="column")
    assert discover(desk, "county", "--write").code == 5
    replica.calm()
    replica.trouble("521", "www.trs.invalid", where="list")
    assert discover(desk, "county").code == 4


def test_a_portal_file_is_written_from_a_home_page_alone(desk, folder):
    found = desk.scrapy("addportal", "https://www.vsb.invalid/", "--id", "new", "--division", "330112",
                        "-a", f"origin={desk.replica.origin}")  # fmt: skip
    assert found.code == 0, found.err
    portal = load_portal(folder / "new.toml")
    assert (portal.title, portal.hosts, portal.platforms) == (
        "某县人民政府（博达）",
        ("www.vsb.invalid",),
        ("vsb",),
    )
    assert {column.role for column in portal.columns} == ROLES
    assert portal.columns[0].url == "/xxgk/zfxxgknb.htm"


def test_the_division_is_read_from_the_site_code_that_the_law_asks_for(desk, folder):
    found = desk.scrapy(
        "addportal", "https://www.gongshu.gov.cn/", "--id", "second", "-a", f"origin={desk.replica.origin}"
    )
    assert found.code == 0, found.err
    assert load_portal(folder / "second.toml").division_code == "330100"


@pytest.mark.parametrize(
    "arguments", [["addportal", "linan"], ["addportal", "https://www.linan.gov.cn/"], ["discover", "lina"]]
)
def test_wrong_usage_exits_2_and_asks_for_nothing(desk, replica, arguments):
    assert desk.scrapy(*arguments, "-a", f"origin={replica.origin}").code == 2
    assert replica.log == []


def test_every_mistake_of_every_portal_file_is_named(desk, folder):
    (folder / "one.toml").write_text('title = "一"\nhosts = ["WWW.X"]\n', encoding="utf-8")
    (folder / "two.toml").write_text("title = 1 2\n", encoding="utf-8")
    found = desk.scrapy("checkportals")
    assert found.code == 2
    for words in ("one.toml: hosts", "one.toml: division_code", "one.toml: columns", "two.toml: not TOML"):
        assert words in found.err
    (folder / "one.toml").unlink()
    (folder / "two.toml").unlink()
    assert desk.scrapy("checkportals").code == 0
