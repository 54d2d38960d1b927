"""Programs that travel in time find the pasts of a report by RFC 7089."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest

pytestmark = pytest.mark.needs("web")
LINK = re.compile(
    r'<(?P<address>[^>]+)>; rel="(?P<rel>[^"]+)"(?:; type="[^"]+")?(?:; datetime="(?P<datetime>[^"]+)")?'
)
PATH = "/r/昌化镇/2020"


@pytest.fixture
def mementos(site):
    found = site.get(f"{PATH}/timemap")
    assert found.headers["content-type"].startswith("application/link-format")
    links = [match.groupdict() for match in LINK.finditer(found.text)]
    assert len(links) == len(found.text.strip().split(",\n"))
    assert {"original timegate", "self"} <= {one["rel"] for one in links}
    return [one for one in links if one["rel"] == "memento"]


def http(moment):
    return format_datetime(moment, usegmt=True)


def ask(site, moment):
    return site.get(PATH, headers={"Accept-Datetime": http(moment)}, follow_redirects=False)


def test_a_timemap_lists_every_moment_at_which_the_archive_showed_something_else(archive, mementos):
    since = [one.since.replace(microsecond=0) for one in archive.showings("昌化镇", 2020).showings]
    assert len(since) == 2
    assert [parsedate_to_datetime(one["datetime"]) for one in mementos] == since


def test_every_memento_says_when_it_is_from(site, mementos):
    for one in mementos:
        page = site.get(one["address"].removeprefix("http://testserver"))
        assert page.headers["memento-datetime"] == one["datetime"]
        assert {"original timegate", "timemap", "memento"} == {
            link["rel"] for link in (match.groupdict() for match in LINK.finditer(page.headers["link"]))
        }


def test_mementos_show_what_was_shown_then(site, mementos):
    texts = [site.get(one["address"].removeprefix("http://testserver")).text for one in mementos]
    assert [("共收到依申请公开件4件" in text, "共收到依申请公开件5件" in text) for text in texts] == [
        (True, False),
        (False, True),
    ]


def test_a_client_that_asks_for_a_past_is_sent_there(site, mementos):
    later = ask(site, datetime.now(UTC) + timedelta(days=1))
    assert later.status_code == 302
    assert "accept-datetime" in later.headers["vary"].lower()
    assert mementos[-1]["address"].endswith(later.headers["location"])


def test_a_time_before_everything_gets_the_first(site, mementos):
    first = ask(site, datetime(2001, 1, 1, tzinfo=UTC))
    assert mementos[0]["address"].endswith(first.headers["location"])


def test_a_time_that_is_none_is_refused(site):
    refused = site.get(PATH, headers={"Accept-Datetime": "yesterday"})
    assert refused.status_code == 400
    assert "Accept-Datetime" in refused.text
