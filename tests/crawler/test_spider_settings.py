"""What portal file and arguments decide, whatever ``-s`` says."""

import pytest
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.portal import load_portals
from crawler.spider import PortalSpider
from storage.portal_folders import BUNDLED

LINAN = load_portals([BUNDLED])["linan"]


def settings_of(portal=LINAN, options=None, **arguments):
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(options or {}, priority="cmdline")
    crawler = Crawler(type("Named", (PortalSpider,), {"name": portal.id, "portal": portal}), settings)
    crawler.spidercls.from_crawler(crawler, **arguments)
    return crawler.settings


@pytest.mark.parametrize("options", [{}, {"DOWNLOAD_DELAY": "0"}, {"DOWNLOAD_DELAY": "1"}])
def test_nothing_goes_below_the_delay_of_the_portal(options):
    settings = settings_of(options=options)
    shortest = settings.getfloat("DOWNLOAD_DELAY") * (1 - settings.getfloat("DOWNLOAD_DELAY_JITTER"))
    assert shortest == pytest.approx(2.0)


def test_a_longer_delay_may_be_asked_for():
    assert settings_of(options={"DOWNLOAD_DELAY": "9"}).getfloat("DOWNLOAD_DELAY") == 9


@pytest.mark.parametrize(
    ("origin", "floor"), [("http://127.0.0.1:8000", 0.0), ("http://10.0.0.7:8000", 2.0), ("", 2.0)]
)
def test_only_a_replica_on_this_machine_is_visited_without_delay(origin, floor):
    settings = settings_of(origin=origin)
    assert settings.getfloat("GONGKAI_DELAY_FLOOR") == floor
    assert (settings.getfloat("DOWNLOAD_DELAY") == 0) is (floor == 0)


def test_certificates_are_verified_unless_the_portal_file_opts_out():
    assert settings_of().getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    lax = LINAN.model_copy(update={"verify_tls": False, "tls": "legacy"})
    settings = settings_of(lax)
    assert not settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert settings["DOWNLOAD_HANDLERS"]["https"] == "crawler.legacy_tls.LegacyTlsHandler"
    assert settings["DOWNLOAD_HANDLERS"]["file"] is None
