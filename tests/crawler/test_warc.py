"""What is kept as evidence can be read again byte for byte, by us and by others, whatever interrupted it."""

from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.warc import OPEN, Exchange, Segment, adopt
from crawler.warc_reading import read_exchange, read_exchanges

AT = datetime(2026, 11, 20, 1, 2, 3, 456, tzinfo=UTC)
GBK = "attachment; filename=年报.docx".encode("gbk")


def exchange(number=1, **more):
    facts = dict(  # noqa: C408
        url=f"https://www.linan.gov.cn/a?n={number}", method="GET", asked=((b"User-Agent", b"gongkai"),), form=b"",
        status=200, headers=((b"Content-Type", b"text/html"), (b"Content-Disposition", GBK)),
        body=f"正文\r\n\r\n{number}".encode(), at=AT, address="127.0.0.1",
    )  # fmt: skip
    return Exchange(**(facts | more))


@pytest.fixture
def segment(tmp_path):
    opened = Segment(tmp_path / "linan" / "1.warc.gz", {"software": "gongkai"})
    yield opened
    opened._file.close()


def records(path):
    with path.open("rb") as file:
        return [
            (record.rec_type, record.content_stream().read(), record.digest_checker.problems)
            for record in ArchiveIterator(file, check_digests=True)
        ]


def test_an_exchange_is_read_again_byte_for_byte(segment):
    written = [exchange(1), exchange(2, method="POST", form=b"page=1&x=%E5"), exchange(3, body=b"")]
    offsets = [segment.write(one) for one in written]
    segment.close()
    found = list(read_exchanges(segment.final))
    assert [one for one, _ in found] == written
    assert [(kept.file, kept.offset, kept.at) for _, kept in found] == [
        ("linan/1.warc.gz", at, AT) for at in offsets
    ]
    assert [read_exchange(segment.final, offset) for offset in offsets] == written


def test_a_304_is_a_revisit_without_a_body(segment):
    not_modified = exchange(status=304, headers=((b"ETag", b'"1"'),), body=b"")
    segment.write(not_modified)
    segment.close()
    assert [kind for kind, _, _ in records(segment.final)] == ["warcinfo", "revisit", "request"]
    assert [one for one, _ in read_exchanges(segment.final)] == [not_modified]


def test_others_read_it_too_and_its_digests_are_true(segment):
    segment.write(exchange())
    segment.close()
    found = records(segment.final)
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "request"]
    assert found[1][1] == exchange().body
    assert [problems for _, _, problems in found] == [[], [], []]


def test_a_segment_has_its_name_only_once_it_is_whole(segment):
    segment.write(exchange())
    assert not segment.final.exists()
    segment.close()
    assert [path.name for path in segment.final.parent.iterdir()] == ["1.warc.gz"]


def test_what_a_kill_left_open_reads_up_to_its_last_exchange(segment):
    segment.write(exchange(1))
    segment.write(exchange(2))
    open_path = segment.final.with_name(segment.final.name + OPEN)
    assert len(list(read_exchanges(open_path))) == 2
    whole = open_path.read_bytes()
    for cut in range(len(whole) - 1, len(whole) - 400, -37):
        open_path.write_bytes(whole[:cut])
        assert len(list(read_exchanges(open_path))) in {1, 2}


def test_an_open_segment_is_adopted_without_what_was_torn_off(segment):
    segment.write(exchange(1))
    whole = segment.size
    segment.write(exchange(2))
    open_path = segment.final.with_name(segment.final.name + OPEN)
    open_path.write_bytes(open_path.read_bytes()[: whole + 30])
    assert adopt(segment.final.parent) == [segment.final]
    assert segment.final.stat().st_size == whole
    assert [one for one, _ in read_exchanges(segment.final)] == [exchange(1)]
