"""What holds of every portal file that we ship."""

import pytest

from crawler.loader import PortalSpiderLoader
from crawler.portal import Role, load_portals
from crawler.portal_table import render_table
from crawler.spider import PortalSpider
from parsers.divisions import known_divisions
from storage.portal_folders import BUNDLED

PORTALS = load_portals([BUNDLED])


def test_the_four_portals_are_there():
    assert {"linan", "xiuzhou", "fuyang", "gongshu"} <= set(PORTALS)


@pytest.mark.parametrize("portal", PORTALS.values(), ids=PORTALS)
def test_every_portal_makes_a_spider_of_its_name(portal):
    spider = PortalSpiderLoader.from_settings({}).load(portal.id)
    assert issubclass(spider, PortalSpider)
    assert (spider.name, spider.portal) == (portal.id, portal)


@pytest.mark.parametrize("portal", PORTALS.values(), ids=PORTALS)
def test_every_portal_is_visited_politely(portal):
    assert portal.delay_seconds >= 2.0
    assert portal.verify_tls or portal.tls == "legacy", "say in the file why certificates are not verified"


@pytest.mark.parametrize("portal", PORTALS.values(), ids=PORTALS)
def test_every_portal_has_the_three_layers_in_which_reports_were_found(portal):
    assert {column.role for column in portal.columns} == set(Role)


@pytest.mark.parametrize("portal", PORTALS.values(), ids=PORTALS)
def test_every_portal_is_of_a_division_that_exists(portal):
    assert known_divisions().find(portal.division_code, None) is not None


@pytest.mark.parametrize("portal", PORTALS.values(), ids=PORTALS)
def test_every_portal_has_hosts_of_its_own(portal):
    others = {host for other in PORTALS.values() if other is not portal for host in other.hosts}
    assert not others & set(portal.hosts)


def test_every_key_is_explained():
    rows = render_table().splitlines()[2:]
    assert rows
    empty = [row for row in rows if not row.split("|")[4].strip() and "columns" not in row]
    assert empty == []
