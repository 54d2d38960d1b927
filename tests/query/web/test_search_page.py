"""The search shows where words stand, narrows by what reports are, and goes on page by page."""

import pytest
from parsel import Selector

from query.search import SectionSearch
from query.web.pages import search as page_module
from tests.query.seeds import CASES, body_of

LIMIT = SectionSearch(("x",)).limit
pytestmark = pytest.mark.needs("web")


@pytest.fixture
def search(site):
    def search_(**fields):
        response = site.get("/search", params={"lang": "en", **fields})
        assert response.status_code == 200, response.text
        return Selector(response.text)

    return search_


def hits(page):
    return page.css("ol.hits li")


def test_words_are_marked_where_they_stand(search):
    found = hits(search(q="行政复议"))
    assert found
    for hit in found:
        assert set(hit.css("mark::text").getall()) == {"行政复议"}
        snippet = "".join(hit.css("p ::text").getall()).strip("…")
        assert any(snippet in " ".join(body_of(case).decode().split("\n")) for case in CASES)


def test_filters_narrow_what_is_found(search, archive):
    everything = archive.search(SectionSearch(phrases=("公开",), limit=None)).hits
    asked = {
        "publisher": ("昌化镇", lambda hit: "昌化镇" in hit.publisher.name),
        "division": ("330411", lambda hit: hit.publisher.division_code.startswith("330411")),
        "first": (2021, lambda hit: hit.year >= 2021),
        "last": (2020, lambda hit: hit.year <= 2020),
        "section": ("problems", lambda hit: hit.section == "problems"),
    }
    for name, (value, fits) in asked.items():
        page = search(q="公开", **{name: value})
        expected = [(hit.publisher.name, hit.year) for hit in everything if fits(hit)]
        told = [tuple(one.rsplit(" ", 1)) for one in hits(page).css("a::text").getall()]
        assert expected
        assert [(name, int(year)) for name, year in told] == expected[:LIMIT], name


def test_pages_follow_one_another_and_tell_every_hit_once(site, monkeypatch):
    monkeypatch.setattr(page_module, "SectionSearch", lambda **asked: SectionSearch(**asked, limit=2))
    path, seen = "/search?q=公开&lang=en", []
    while path:
        page = Selector(site.get(path).text)
        seen += ["".join(hit.css("::text").getall()) for hit in hits(page)]
        path = page.css("a[rel=next]::attr(href)").get()
    with_all = Selector(site.get("/search?q=公开&lang=en").text)
    assert len(seen) == len(set(seen)) > 4
    assert hits(with_all)


def test_the_page_asks_for_words_before_it_looks(search):
    page = search()
    assert page.css("input[name=q][required]")
    assert not page.css("ol.hits")


def test_words_that_stand_nowhere_are_said_to(search):
    assert "Nothing was found" in "".join(search(q="量子纠缠").css("main ::text").getall())


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"q": "，"}, 400), ({"q": "公开", "division": "没有的县"}, 404), ({"q": "公 " * 9}, 400)],
)
def test_what_cannot_be_looked_for_is_said(site, fields, status):
    assert site.get("/search", params=fields).status_code == status


def test_the_first_page_leads_to_the_search(see):
    assert "/search?" in Selector(see("/", q="复议")).css("main a[href^='/search']::attr(href)").get()


def test_a_search_of_the_past_leads_to_the_same_one_of_today(search, site):
    then = search(q="公开", asof="2020-01-01")
    assert not hits(then)
    assert then.css("form input[name=asof]::attr(value)").get() == "2020-01-01"
    now = Selector(site.get(then.css("p.asof a::attr(href)").get()).text)
    assert now.css("input[name=q]::attr(value)").get() == "公开"
    assert not now.css("p.asof")
    assert len(hits(now)) == len(hits(search(q="公开"))) > 0
