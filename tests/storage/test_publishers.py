"""What a publisher is called, in whatever order its reports are read."""

import itertools
from dataclasses import replace

import pytest

from parsers.publishers import resolve
from storage.capture import PublicationFacts
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, report_body


def parse(told, media_type, hints):
    """Read as the plain reader does; the publisher as reports of the year would have it resolved."""
    found = PLAIN.parse(told, media_type, hints)
    return replace(found, publisher=resolve(found.publisher.printed, found.year, "330112"))


def page(name, year):
    body = report_body(publisher=name, year=year)
    facts = PublicationFacts(title="报告", unit=name, year=year)
    return fetched(body, url=f"https://www.linan.gov.cn/art/{year}.html", publication=facts)


PAGES = [("临安市昌化镇", 2016), ("临安区昌化镇人民政府", 2018), ("昌化镇", 2020)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_it_has_the_canonical_name_of_its_latest_year_and_keeps_the_others(open_archive, rows, order):
    archive = open_archive(reader=replace(PLAIN, parse=parse))
    for place in order:
        crawl_once(archive, page(*PAGES[place]))
    assert rows("SELECT id, name, division_code FROM publisher") == [
        ("杭州-临安区-昌化镇", "杭州市临安区昌化镇人民政府", "330112108")
    ]
    aliases = {name for (name,) in rows("SELECT name FROM publisher_alias")}
    assert aliases - {"杭州市临安区昌化镇人民政府"} == {
        "杭州市临安市昌化镇人民政府", "临安市昌化镇", "临安区昌化镇人民政府", "昌化镇",
    }  # fmt: skip
