"""docs/how-to/questions.md: its commands, its Python, its SQL and its addresses give the same numbers."""

import json
import re
import shlex
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest
from parsel import Selector
from sqlalchemy import text
from typer.testing import CliRunner

import gongkai
from query.cli.program import app
from storage.archive import Archive
from storage.crawl import CrawlVerdict
from tests.query.postgres_copy import copied_to
from tests.query.seeds import CHANGHUA, FIRST, JINBEI, PORTALS, WANGDIAN, body_of, capture, fill, truth_of

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "questions.md").read_text(encoding="utf-8")
POSTGRES = pytest.param("postgres", marks=pytest.mark.needs("postgres"))
PARTS = re.split(r"^## \d+\. (.+)\n", PAGE, flags=re.MULTILINE)
QUESTIONS = dict(zip(PARTS[1::2], PARTS[2::2], strict=True))
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# What a command says in JSON, as the rows of the SQL beside it.
TOLD = (
    lambda said: [(x["division_code"], x["year"], x["total"], x["number_count"]) for x in said["lines"]],
    lambda said: [(x["publisher"]["id"], x["total"]) for x in said["lines"]],
    lambda said: [(x["publisher"]["id"], x["year"], x["check"]) for x in said["findings"]],
    lambda said: [(x["key"], x["year"], x["total"]) for x in said["lines"]],
    lambda said: [
        (x["url"], cell["key"], cell["old_text"], cell["new_text"])
        for x in said["changes"]
        for cell in x["cells"]
    ],
    lambda said: [(x["publisher"]["id"], x["published_on"]) for x in said["reports"]],
    lambda said: [(x["publisher"]["id"], x["year"], x["left"], x["right"]) for x in said["findings"]],
    lambda said: [(x["publisher"]["id"], x["year"], x["heading"]) for x in said["hits"]],
    lambda said: [(x["key"], x["text"], x["mark"]) for x in said["cells"]],
    lambda said: [(x["publisher"]["id"], x["year"]) for x in said["findings"]],
)
# Of these rows, what the page shows: names instead of codes, sums of all grounds, articles instead of addresses.
SHOWN = {
    0: lambda rows: [row[1:] for row in rows],
    3: lambda rows: [
        (year, sum(Decimal(row[2]) for row in rows if row[1] == year and row[2] is not None))
        for year in {row[1] for row in rows}
    ],
    4: lambda rows: [row[1:] for row in rows],
    8: lambda rows: [(key, said) for key, said, _ in rows if said is not None],
}
# What stands in the documents of the fixture, where it can be counted by hand.
KNOWN = {
    0: ("330411", 2020, "2", 1),  # 王店镇 received two requests
    4: (f"{PORTALS['linan'][0].base_url}/art/2021/{CHANGHUA}.html", "requests.new@natural_person", "4", "5"),
    5: ("杭州-临安区-锦北街道", "2021-05-10"),
    6: ("嘉兴-秀洲区-王店镇", 2021, "1", "0"),
    8: ("requests.new@natural_person", "5", "number"),
    9: ("杭州-临安区-玲珑街道", 2020),
}


@pytest.fixture(scope="session")
def asked_path(tmp_path_factory):
    """The seeds, a report that was late, one copied from a neighbour, and one that takes over more than was left."""
    folder = tmp_path_factory.mktemp("questions")
    fill(folder)
    linan, xiuzhou = PORTALS["linan"][0], PORTALS["xiuzhou"][0]
    copied = body_of(JINBEI).decode().replace("锦北", "玲珑").encode()
    lines = body_of(WANGDIAN).decode().replace("2020", "2021").split("\n")
    (carried,) = [c for c in truth_of(WANGDIAN)["cells"] if c["key"] == "requests.carried_over@total"]
    lines[carried["line"] - 1] = lines[carried["line"] - 1].replace("0", "1")
    next_year = "\n".join(lines).encode()
    with Archive.open(folder / "archive.sqlite", folder) as archive:
        for portal, case, body, name in (
            (linan, JINBEI, None, JINBEI),
            (linan, JINBEI, copied, "copied"),
            (xiuzhou, WANGDIAN, next_year, "next_year"),
        ):
            seen = capture(portal, case, FIRST + timedelta(hours=1))
            year = 2021 if name == "next_year" else 2020
            title = (
                seen.publication.title.replace("锦北", "玲珑") if name == "copied" else seen.publication.title
            )
            facts = replace(seen.publication, title=title.replace("2020", str(year)), year=year)
            day = {JINBEI: "2021-05-10", "copied": "2021-01-20", "next_year": "2022-01-20"}[name]
            seen = replace(
                seen,
                url=f"{portal.base_url}/art/2021/{name}.html",
                body=body or seen.body,
                publication=replace(facts, published_on=day),
            )
            crawl = archive.begin_crawl(portal, "incremental", {"name": name}, "0.1.0")
            archive.record(crawl, seen)
            archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
    return folder / "archive.sqlite"


@pytest.fixture(scope="session", params=["sqlite", POSTGRES])
def asked(request, asked_path):
    if request.param == "sqlite":
        return str(asked_path)
    return copied_to(request.getfixturevalue("postgres"), asked_path)


def plain(rows):
    """Rows in one order and one way of writing."""
    return sorted(
        [tuple(None if value is None else written(value) for value in row) for row in rows], key=str
    )


def written(value):
    try:
        return format(Decimal(str(value)).normalize(), "f")
    except ArithmeticError:
        return str(value)


def test_there_are_ten_questions_in_both_languages():
    assert len(QUESTIONS) == len(TOLD) == 10
    for words in QUESTIONS.values():
        assert re.search(r"[一-鿿]+？", words)
        assert [language for language, _ in FENCE.findall(words)] == ["sh", "python", "sql", "http"]


@pytest.mark.parametrize("number", range(10), ids=list(QUESTIONS))
def test_command_python_and_sql_give_the_same_numbers(asked, number):
    command, snippet, query, _ = (body for _, body in FENCE.findall(list(QUESTIONS.values())[number]))
    program, *words = shlex.split(command)
    assert program == "gongkai"
    told = CliRunner().invoke(app, [*words, "--archive", asked])
    assert told.exit_code == 0, told.output
    by_command = TOLD[number](json.loads(told.stdout))
    (preamble,) = [body for language, body in FENCE.findall(PARTS[0]) if language == "python"]
    with gongkai.open(asked) as archive:
        names = {}
        exec(preamble.replace("gongkai.open()", "None"), names)
        names["archive"] = archive
        exec(snippet, names)
        with archive.engine.connect() as connection:
            by_sql = [tuple(row) for row in connection.execute(text(query))]
    assert by_command, "an example without an answer shows nothing"
    assert plain(by_command) == plain(names["answer"]) == plain(by_sql)
    if number in KNOWN:
        assert plain([KNOWN[number]])[0] in plain(by_command)


@pytest.fixture
def site(asked):
    from fastapi.testclient import TestClient

    from query.web.app import create_app

    with TestClient(create_app(asked)) as client:
        yield client


@pytest.mark.needs("web")
@pytest.mark.parametrize("number", range(10), ids=list(QUESTIONS))
def test_the_api_and_the_page_give_the_numbers_of_the_command(asked, site, number):
    command, _, _, addresses = (body for _, body in FENCE.findall(list(QUESTIONS.values())[number]))
    told = CliRunner().invoke(app, [*shlex.split(command)[1:], "--archive", asked])
    api, *pages = (line.removeprefix("GET ") for line in addresses.splitlines())
    answered = site.get(api).json()
    assert answered.get("next") is None
    assert plain(TOLD[number](answered)) == plain(TOLD[number](json.loads(told.stdout)))
    assert len(pages) == 1
    shown = list(places_on(site, pages[0]))
    for row in SHOWN.get(number, list)(TOLD[number](answered)):
        words = {"—" if value is None else written(value) for value in row}
        assert any(words <= place for place in shown), f"{row} is nowhere on the page"


def places_on(site, address):
    """The words in each row, item and section of a page and of those that follow it, as read and in its links."""
    while address:
        answer = site.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        page = Selector(answer.text)
        for place in page.css("main tr, main td, main li, main article, main section"):
            read = " ".join(place.xpath(".//text()").getall())
            links = " ".join(place.css("::attr(href)").getall())
            said = f"{read} {unquote(links)}"
            yield {*re.split(r"[\s/?#&=]+", said), *re.findall(r"\d+(?:\.\d+)?", said)}
        address = page.css('a[rel="next"]::attr(href)').get()
