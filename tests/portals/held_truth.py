"""Holds an archive against what a province, or a country, says of itself. ``desk.rows`` asks the archive."""

import sys
from collections import Counter, defaultdict


def bare(url):
    """An address without its scheme: rows of one list name theirs as http."""
    return url.partition("://")[2]


def versions(desk, truth):
    """The contents that the archive holds of each publication, in order, by the names the replica gives them."""
    contents = truth.contents()
    found = {bare(url): () for (url,) in desk.rows("select url from publication")}
    for url, sha256 in desk.rows(
        "select p.url, t.sha256 from version v join publication p on p.id = v.publication_id"
        " join version_part t on t.version_id = v.id and t.ordinal = 0 order by p.id, v.seq"
    ):
        found[bare(url)] += (contents[bare(url), sha256],)
    return found


def observations(desk):
    """The verdict of each observation, by day and publication; every portal was crawled once a day."""
    crawls = desk.rows("select id, portal_id from crawl order by portal_id, id")
    number = {
        crawl: [one for one, other in crawls if other == portal].index(crawl) + 1 for crawl, portal in crawls
    }
    rows = desk.rows(
        "select o.crawl_id, p.url, o.verdict from observation o join publication p on p.id = o.publication_id"
    )
    return {(number[crawl], bare(url)): verdict for crawl, url, verdict in rows}


def reports(desk):
    """Publisher and year of each publication that shows a report."""
    rows = desk.rows(
        "select p.url, u.name, r.year from publication p join report r on r.id = p.report_id"
        " join publisher u on u.id = r.publisher_id"
    )
    return {bare(url): (name, year) for url, name, year in rows}


def holds_the_truth(desk, truth):
    """Hold the archive against what the replica says of itself."""
    assert versions(desk, truth) == truth.versions()
    assert observations(desk) == truth.observations()
    kinds = {bare(url): kind for url, kind in desk.rows("select url, kind from publication")}
    assert kinds == truth.kinds()
    shown = reports(desk)
    assert {url: shown.get(url) for url in truth.reports()} == truth.reports()
    assert desk.rows("select count(*) from capture where warc_file is null and status is not null") == [(0,)]
    counts = Counter(day for day, _ in observations(desk))  # shown by -s, for the long round
    sys.stdout.write(f"{len(shown)} of {len(kinds)} publications show a report; observed: {dict(counts)}\n")


def holds_the_figures(desk, truth):
    """Hold every box of every publication that never changed against what was printed."""
    found = defaultdict(dict)
    for url, key, text in desk.rows(
        "select p.url, f.key, c.text from publication p join version v on v.publication_id = p.id"
        " join parse_run r on r.version_id = v.id join cell c on c.result_id = r.result_id"
        " join form_cell f on f.id = c.cell_id where c.text is not null"
    ):
        found[bare(url)][key] = text
    figures = truth.figures()
    assert figures
    assert {url: found[url] for url in figures} == figures
