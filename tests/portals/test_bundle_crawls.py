"""A county posts the reports of its towns in one file: from the portal's list to the report of each town."""

import hashlib
import io
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from threading import Thread

import pytest

from demo.corpus import Corpus, render
from demo.exchange import Reply, page_reply, with_validators
from demo.province.articles import authorities
from demo.server import ReplicaServer
from tests.parsers.test_bundles import seven_zip

CORPUS = Corpus(3, faulty=0, among=authorities(0))
TOWNS = list(islice((one for one in map(CORPUS.report, range(CORPUS.most)) if one.year == 2020), 3))
TITLE = "各镇2020年政府信息公开工作年度报告"
COLUMN, PAGE = "/zwgk/nianbao.shtml", "/zwgk/show/1.shtml"
FILE = """
title = "某区"
division_code = "{division}"
hosts = ["www.example.gov.cn"]
[[columns]]
url = "{column}"
"""


def gbk_zip(files):
    """A zip as Chinese Windows writes it: names in GBK, and no flag to say so."""
    written, names = io.BytesIO(), {}
    with zipfile.ZipFile(written, "w") as package:
        for number, (name, body) in enumerate(files.items()):
            names[name] = str(number) * len(name.encode("gbk"))
            package.writestr(names[name], body)
    whole = written.getvalue()
    for name, placeholder in names.items():
        whole = whole.replace(placeholder.encode(), name.encode("gbk"))
    return whole


@contextmanager
def portal(extension, shown):
    """A portal with one article, which links one bundle: the last of ``shown``."""

    def answer(request):
        if request.path == COLUMN:
            rows = (f'<a href="{PAGE}">{TITLE}</a><span>2021-01-20</span>',
                    '<a href="/zwgk/show/2.shtml">某区召开会议</a><span>2021-01-21</span>')  # fmt: skip
            listed = "".join(f"<li>{row}</li>" for row in rows)
            return page_reply(f"<html><body><ul>{listed}</ul><p>共2条 第1/1页</p></body></html>")
        if request.path == PAGE:
            link = f'<a href="/upload/1.{extension}">{TITLE}.{extension}</a>'
            return page_reply(f"<html><body><h1>{TITLE}</h1><p>见附件</p><p>{link}</p></body></html>")
        if request.path.startswith("/upload/"):
            reply = Reply(200, shown[-1], (("Content-Type", b"application/octet-stream"),))
            etag = hashlib.sha256(shown[-1]).hexdigest()
            return with_validators(request, reply, f'"{etag}"', datetime(2021, 1, len(shown), tzinfo=UTC))
        return page_reply("404", 404)

    server = ReplicaServer(0, answer, 3.0)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.hang_up()
        server.server_close()
        thread.join()


def crawl(desk, origin):
    folder = desk.database.parent / "portals"
    folder.mkdir(exist_ok=True)
    text = FILE.format(division=TOWNS[0].publisher.division_code, column=COLUMN)
    (folder / "county.toml").write_text(text, encoding="utf-8")
    desk.environment["GONGKAI_PORTALS"] = str(folder)
    found = desk.scrapy("crawl", "county", "-a", f"origin={origin}")
    assert found.code == 0, found.out


def named(report):
    return f"{report.publisher.printed}.docx"


def bundled(*reports):
    return {named(report): render(report, "docx-word-imitated") for report in reports}


def edited(report):
    key = next(key for key in report.printed if key.startswith("litigation."))
    return replace(report, printed={**report.printed, key: "9001"})


def members(desk):
    """Name of each member, what the last crawl saw of it, how many versions it has, and whose report it is."""
    return {
        name: rest
        for name, *rest in desk.rows(
            "select m.filename, o.verdict, (select count(*) from version v where v.publication_id = m.id), u.name"
            " from publication m join publication b on b.id = m.parent_id"
            " join observation o on o.publication_id = m.id and o.crawl_id = (select max(id) from crawl)"
            " left join report r on r.id = m.report_id left join publisher u on u.id = r.publisher_id"
        )
    }


@pytest.mark.parametrize(
    ("extension", "made"),
    [("zip", gbk_zip), pytest.param("7z", seven_zip, marks=pytest.mark.needs("archives"))],
)
def test_the_files_of_a_bundle_are_reports_that_change_and_go_one_by_one(desk, extension, made):
    first, second, third = TOWNS
    shown = [made(bundled(first, second))]
    whose = {named(one): one.publisher.canonical for one in TOWNS}
    with portal(extension, shown) as origin:
        crawl(desk, origin)
        assert members(desk) == {named(one): ["fetched", 1, whose[named(one)]] for one in (first, second)}
        crawl(desk, origin)  # one conditional request says that of each nothing changed
        assert members(desk) == {
            named(one): ["not_modified", 1, whose[named(one)]] for one in (first, second)
        }
        shown.append(made(bundled(edited(first), third)))
        crawl(desk, origin)
    assert members(desk) == {
        named(first): ["fetched", 2, whose[named(first)]],
        named(second): ["gone", 1, whose[named(second)]],
        named(third): ["fetched", 1, whose[named(third)]],
    }
    figures = desk.rows("select text from cells where publisher = ? and text = '9001'", whose[named(first)])
    assert figures == [("9001",)]
