"""A page asks the database as often for a report of many publications as for one of few."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from query.web.app import create_app
from storage.archive import Archive
from tests.query.seeds import CHANGHUA, FIRST, PORTALS, capture

pytestmark = pytest.mark.needs("web")
MOST = 40
PATHS = (
    "/r/昌化镇/2020",
    "/r/昌化镇/2020/1v1",
    "/r/昌化镇/2020/cell/requests.new@total",
    "/r/昌化镇/2020/timemap",
    "/compare?a=昌化镇/2020&b=昌化镇/2020",
)


def archive_of(folder, count):
    """An archive of one report that is published at so many addresses."""
    folder.mkdir()
    portal, _ = PORTALS["linan"]
    with Archive.open(folder / "archive.sqlite", folder) as archive:
        crawl = archive.begin_crawl(portal, "incremental", {}, "0.1.0")
        for number in range(count):
            one = capture(portal, CHANGHUA, FIRST)
            archive.record(crawl, replace(one, url=f"{portal.base_url}/{number}.html"))
    return folder


def statements(folder):
    """How many statements each page takes, once it is known how to ask."""
    counted = {}
    with TestClient(create_app(folder / "archive.sqlite", folder)) as site:
        said = []
        event.listen(
            site.app.state.archive.engine, "before_cursor_execute", lambda *told: said.append(told[2])
        )
        for path in PATHS:
            assert site.get(path).status_code == 200, path
            said.clear()
            site.get(path)
            counted[path] = len(said)
    return counted


def test_pages_ask_as_often_for_many_publications_as_for_one(tmp_path):
    few, many = (statements(archive_of(tmp_path / str(count), count)) for count in (1, 6))
    assert few == many
    assert max(many.values()) <= MOST, many
