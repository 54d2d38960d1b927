"""One crawl for each further CMS: a portal file and no Python, reports collected, lies told by the exit code."""

from pathlib import Path

import pytest

from crawler.portal import load_portals
from demo.families import FAMILIES, Lie
from demo.families.family import CHANGHUA, LUZHU

FOLDER = Path(__file__).parent / "families"
PORTALS = load_portals([FOLDER])


def test_every_site_of_the_replica_has_a_portal_file():
    assert {portal.hosts[0] for portal in PORTALS.values()} == set(FAMILIES)


@pytest.mark.parametrize("portal", PORTALS)
def test_a_portal_on_any_platform_is_crawled_by_its_file_alone(desk, portal):
    desk.environment["GONGKAI_PORTALS"] = str(FOLDER)
    host = PORTALS[portal].hosts[0]
    found = desk.crawl(portal)
    assert (found.code, found.err) == (0, ""), found.out
    assert f"1 complete of 1, {len(FAMILIES[host].rows)} rows seen" in found.out
    rows = {row.title: row for row in FAMILIES[host].rows}
    wanted = {rows[LUZHU].href, rows[CHANGHUA].file}
    assert {url.partition("://")[2].removeprefix(host) for url in desk.reports()} == wanted


def test_a_list_that_lies_is_a_partial_crawl_that_still_brings_the_reports_seen(desk, replica):
    desk.environment["GONGKAI_PORTALS"] = str(FOLDER)
    replica.trouble(Lie.MORE_PROMISED, "www.vsb.invalid")
    found = desk.crawl("vsb", "-s", "RETRY_TIMES=0")
    assert found.code == 3, found.out
    assert "partial: annual_reports" in found.out
    assert len(desk.reports()) == 2


def test_two_columns_at_one_address_with_different_filters_are_two_lists(desk):
    folder = desk.database.parent / "portals"
    folder.mkdir()
    text = (FOLDER / "xxgk.toml").read_text(encoding="utf-8")
    column = text[text.index("[[columns]]") :]
    (folder / "areas.toml").write_text(text + "\n" + column.replace("GD", "GE"), encoding="utf-8")
    desk.environment["GONGKAI_PORTALS"] = str(folder)
    found = desk.crawl("areas")
    assert found.code == 0, found.out
    assert "2 complete of 2" in found.out
