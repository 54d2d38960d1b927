"""By what a content is known again, whatever reads and digests it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.url_key import url_key
from storage.versions import (
    Content,
    PartRow,
    find_version,
    keep_digest,
    keep_version,
    last_seen_version,
    parts_of,
    publication_id_of,
    versions_without,
)
from tests.storage.plain_reader import NOON, PLAIN, URL, crawl_once, fetched, read_document, report_body

OTHER = "https://www.linan.gov.cn/art/2021/1/20/art_2.html"
SAME, ELSE = "a" * 64, "b" * 64  # digests that another normaliser makes


@pytest.fixture
def kept(archive):
    """Two contents at one address, and a third at another: versions 1, 2 and 3. Yields the connection."""
    crawl_once(archive, fetched(report_body(3)), fetched(report_body(5), url=OTHER))
    crawl_once(archive, fetched(report_body(4), day=2))
    with archive.engine.begin() as connection:
        assert publication_id_of(connection, url_key(URL)) == 1
        assert publication_id_of(connection, url_key(OTHER)) == 2
        yield connection


def content(connection, version_id, digest=ELSE, normaliser="later"):
    """Return content with the bytes of a version, digested otherwise."""
    return Content(digest, normaliser, tuple(parts_of(connection, version_id)))


def ids(connection):
    """Return the versions by their contents: first and second of an address, and that of the other."""
    first, second = versions_without(connection, 1, "later")
    (third,) = versions_without(connection, 2, "later")
    return first, second, third


def test_an_address_nobody_met_has_no_publication(kept):
    assert publication_id_of(kept, "linan.gov.cn/art_3.html") is None


def test_the_very_same_bytes_are_the_same_version_whatever_their_digest(kept):
    first, second, third = ids(kept)
    assert find_version(kept, 1, content(kept, first)) == first
    assert find_version(kept, 1, content(kept, second)) == second
    assert find_version(kept, 1, content(kept, third)) is None  # it is of another publication
    picture = PartRow("picture", OTHER, None, content(kept, third).shas[0])
    more = content(kept, first)
    assert find_version(kept, 1, replace(more, parts=(*more.parts, picture))) is None


def test_what_another_normaliser_makes_of_a_version_is_known_under_that_normaliser_alone(kept):
    first, second, third = ids(kept)
    keep_digest(kept, first, "later", SAME)
    seen = content(kept, third, SAME)
    assert find_version(kept, 1, seen) == first
    assert find_version(kept, 1, replace(seen, digest=ELSE)) is None
    assert find_version(kept, 1, replace(seen, normaliser="another")) is None
    assert find_version(kept, 2, content(kept, first, SAME)) is None
    assert versions_without(kept, 1, "later") == [second]
    assert versions_without(kept, 1, "another") == [first, second]


def test_of_versions_that_another_normaliser_holds_for_one_the_latest_is_meant(kept):
    first, second, third = ids(kept)
    for one in (second, first):
        keep_digest(kept, one, "later", SAME)
        keep_digest(kept, one, "later", SAME)  # twice, as after a crash
    assert find_version(kept, 1, content(kept, third, SAME)) == second


def test_a_version_is_as_good_as_digested_by_the_normaliser_that_made_it(kept):
    first, *_ = ids(kept)
    made, is_new = keep_version(kept, 1, content(kept, first, SAME, "yet another"), NOON)
    assert (made, is_new) == (first, False)
    pictured = replace(
        content(kept, first, SAME, "yet another"),
        parts=content(kept, first).parts + content(kept, first).parts,
    )
    made, is_new = keep_version(kept, 1, pictured, NOON)
    assert is_new
    assert [part.sha256 for part in parts_of(kept, made)] == list(pictured.shas)
    assert made not in versions_without(kept, 1, "yet another")
    assert keep_version(kept, 1, pictured, NOON) == (made, False)


def test_the_version_last_seen_by_a_moment_is_told(kept):
    first, second, third = ids(kept)
    assert (last_seen_version(kept, 1), last_seen_version(kept, 2)) == (second, third)
    days = [
        last_seen_version(kept, 1, by=NOON + timedelta(days=day, seconds=second_))
        for day, second_ in ((0, -1), (1, 0), (2, -1), (2, 0))
    ]
    assert days == [None, first, first, second]


def test_a_reader_that_holds_two_versions_for_one_makes_no_third(archive, open_archive):
    """Of a page of which only a number changed that is no content any more."""
    crawl_once(archive, fetched(report_body(3)))
    crawl_once(archive, fetched(report_body(4), day=2))

    def read_numberless(_body, *rest):
        return read_document(report_body(0), *rest)

    later = open_archive(reader=replace(PLAIN, fingerprint="later", read_document=read_numberless))
    (recorded,) = crawl_once(later, fetched(report_body(5), day=3))
    assert (recorded.version_seq, recorded.is_new_version) == (2, False)
