"""Captures out of WARC files that others made, at their own dates."""

import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.portal import load_portals
from crawler.warc_answers import WarcDamaged, read_answer, read_answers
from crawler.warc_import import Tally, WarcImport
from storage.archive import Archive
from storage.crawl import CrawlVerdict
from tests.storage.plain_reader import PLAIN

PAGE = "https://www.linan.gov.cn/art/2021/1/26/art_1.html"
LEADING = "https://www.linan.gov.cn/art/2021/1/26/art_2.html"
FILE = "https://www.linan.gov.cn/api-gateway/jpaas-web-server/front/document/file-download?fileUrl=/a.docx"
STORE = "https://zjjcmspublic.oss-cn-hangzhou.aliyuncs.com/cms_files/a.docx"
TITLE = "昌化镇2020年政府信息公开年度报告"
JINBEI = "锦北街道2020年政府信息公开年度报告"
HTML = [("Content-Type", "text/html; charset=utf-8")]


def page(title, text="", extra=""):
    words = text or "本年报依据条例编制。" * 40
    return (
        f'<html><head><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2021-01-26 09:00">'
        f"</head><body><div id='zoom'><p>{words}</p>{extra}</div></body></html>"
    ).encode()


def day(number, second=0):
    return datetime(2021, 2, number, 8, 0, second, tzinfo=UTC)


class Written:
    """A WARC file as another crawler writes it."""

    def __init__(self, path: Path, *, is_gzip=True):
        self.path = path
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=is_gzip)

    def answer(self, url, body, at, *, status="200 OK", headers=(), kind="response", told=None):
        http = StatusAndHeaders(status, [*(headers or HTML)], protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}", **(told or {})},
        )
        self._writer.write_record(record)
        record.raw_stream.close()  # a temporary file, which warcio leaves open
        return record.rec_headers.get_header("WARC-Payload-Digest")

    def close(self):
        self._file.close()
        return self.path


@pytest.fixture
def written(tmp_path):
    return lambda name="old.warc.gz", **rest: Written(tmp_path / name, **rest)


@pytest.fixture
def archive(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "data"))
    with Archive.open(tmp_path / "archive.sqlite", tmp_path / "data", reader=PLAIN) as opened:
        yield opened


def run(archive, *paths) -> Tally:
    return WarcImport(archive, load_portals().values(), "0.1.0").run(paths, lambda _done, _of: None)


def known(archive):
    return {one.url: one for one in archive.known_publications("linan")}


def rows(archive, query):
    from sqlalchemy import text

    with archive.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_a_page_is_imported_at_its_own_date_and_once(archive, written):
    file = written()
    file.answer(PAGE, page(TITLE), day(1))
    file.answer("https://www.linan.gov.cn/art/2021/1/26/art_9.html", page("昌化镇2020年工作要点"), day(1))
    file.answer("https://www.example.com/", page(TITLE), day(1))
    path = file.close()
    tally = run(archive, path)
    assert (tally.read, tally.imported, tally.new_versions) == (3, 1, 1)
    (one,) = known(archive).values()
    assert (one.url, one.title, one.year, one.last_observed_at) == (PAGE, TITLE, 2020, day(1))
    again = run(archive, path)
    assert (again.imported, again.known) == (0, 1)
    assert rows(archive, "select count(*), min(verdict) from crawl") == [(1, "partial")]
    assert rows(archive, "select mode from crawl") == [("import",)]


def test_a_column_is_no_report_though_it_is_called_as_one(archive, written):
    from tests.contracts.test_platforms import COLUMNS

    file = written()
    file.answer(PAGE, page("政府信息公开年报"), day(1))
    listing = f"<h1>{TITLE}</h1>{COLUMNS['jpaas']}"
    file.answer(LEADING, listing.encode(), day(1))
    assert run(archive, file.close()).imported == 0


def test_the_file_that_a_page_leads_to_is_the_publication_also_behind_a_redirect(archive, written):
    file = written()
    link = f"<a href='{FILE}'>{JINBEI}.docx</a>"
    file.answer(LEADING, page(JINBEI, "见附件", link), day(1))
    file.answer(FILE, b"", day(1, 5), status="302 Found", headers=[("Location", STORE)])
    file.answer(STORE, b"publisher=\xe6\x98\x8c", day(1, 6), headers=[("Content-Type", "application/msword")])
    tally = run(archive, file.close())
    assert tally.imported == 2
    (one,) = known(archive).values()
    assert (one.url, one.parent_url, one.last_verdict) == (FILE, LEADING, "fetched")
    assert rows(archive, "select final_url from capture where role = 'publication'") == [(STORE,)]
    assert rows(archive, "select role, verdict from capture where publication_id is null") == [
        ("listing", "fetched")
    ]


def test_several_visits_of_one_page_are_several_observations_in_the_order_of_their_dates(archive, written):
    file = written()
    for number, words in ((3, "三" * 400), (1, "一" * 400), (2, "一" * 400)):
        file.answer(PAGE, page(TITLE, words), day(number))
    file.answer(PAGE, b"", day(4), status="404 Not Found")
    run(archive, file.close())
    seen = "select v.seq, o.verdict from observation o left join version v on v.id = o.version_id order by observed_at"
    assert rows(archive, seen) == [(1, "fetched"), (1, "fetched"), (2, "fetched"), (None, "gone")]


def test_older_files_imported_later_renumber_nothing(archive, written):
    new = written("new.warc.gz")
    new.answer(PAGE, page(TITLE, "新" * 400), day(9))
    run(archive, new.close())
    old = written("old.warc.gz")
    old.answer(PAGE, page(TITLE, "旧" * 400), day(2))
    run(archive, old.close())
    seen = "select v.seq from observation o join version v on v.id = o.version_id order by observed_at"
    assert rows(archive, seen) == [(2,), (1,)]


def test_what_a_crawl_of_ours_has_archived_already_is_not_imported(archive, written):
    file = written()
    file.answer(PAGE, page(TITLE), day(1))
    run(archive, file.close())
    copied = written("copy.warc.gz")
    copied.answer(PAGE, page(TITLE), day(1))
    assert run(archive, copied.close()).imported == 0


def test_a_body_that_was_sent_compressed_and_chunked_is_decoded(archive, written):
    file = written()
    packed = gzip.compress(page(TITLE))
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    headers = [*HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    file.answer(PAGE, chunked, day(1), headers=headers)
    run(archive, file.close())
    (sha256,) = rows(archive, "select sha256 from capture")[0]
    assert archive.blobs.get(sha256) == page(TITLE)


def test_a_revisit_of_the_same_payload_is_read_by_the_record_that_holds_it(archive, written):
    file = written()
    digest = file.answer(PAGE, page(TITLE), day(1))
    profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    told = {"WARC-Profile": profile, "WARC-Payload-Digest": digest}
    file.answer(PAGE, b"", day(2), kind="revisit", told=told)
    unknown = {**told, "WARC-Payload-Digest": "sha1:ELSEWHERE"}
    file.answer(PAGE, b"", day(3), kind="revisit", told=unknown)
    run(archive, file.close())
    seen = "select o.verdict, v.seq from observation o join version v on v.id = o.version_id order by observed_at"
    assert rows(archive, seen) == [("fetched", 1), ("fetched", 1), ("not_modified", 1)]


def test_the_pictures_of_a_page_come_from_the_files_and_without_them_it_has_failed(archive, written):
    picture = "https://www.linan.gov.cn/picture/0/1.png"
    with_picture = page(TITLE, extra=f"<img src='{picture}'>")
    file = written()
    file.answer(PAGE, with_picture, day(1))
    file.answer(picture, b"\x89PNG", day(1, 3), headers=[("Content-Type", "image/png")])
    file.answer(LEADING, page(JINBEI, extra="<img src='/picture/0/2.png'>"), day(1))
    run(archive, file.close())
    assert rows(archive, "select role from version_part order by ordinal") == [("main",), ("picture",)]
    (detail,) = rows(archive, "select detail from capture where verdict = 'failed'")[0]
    assert detail.startswith("1 of 1 pictures are not in the files")


def test_the_bundles_in_it_are_opened(archive, written):
    from tests.storage.test_bundles import two, zipped

    url = "https://www.linan.gov.cn/attach/0/a.zip"
    file = written()
    link = f"<a href='{url}'>临安区2020年政府信息公开年度报告.zip</a>"
    file.answer(LEADING, page("临安区2020年政府信息公开年度报告", "见附件", link), day(1))
    file.answer(url, zipped(two()), day(1), headers=[("Content-Type", "application/zip")])
    run(archive, file.close())
    assert sum("#member=" in url for url in known(archive)) == 2


@pytest.mark.parametrize("is_gzip", [True, False])
def test_a_file_cut_short_gives_what_stands_before_and_says_where(archive, written, is_gzip):
    file = written("cut.warc.gz" if is_gzip else "cut.warc", is_gzip=is_gzip)
    file.answer(PAGE, page(TITLE), day(1))
    file.answer(LEADING, page(JINBEI, "另" * 999), day(1))
    path = file.close()
    path.write_bytes(path.read_bytes()[:-200])
    tally = run(archive, path)
    assert list(known(archive)) == [PAGE]
    assert tally.imported == 1
    (said,) = tally.damaged
    assert "damaged after 1 answers" in said or "1 records do not match their digests" in said
    (reasons,) = rows(archive, "select reasons from crawl")[0]
    assert str(path) in reasons


def test_a_record_that_is_not_what_its_digest_says_is_left_out_and_named(archive, written):
    file = written("rotten.warc", is_gzip=False)
    file.answer(PAGE, page(TITLE), day(1))
    file.answer(LEADING, page(JINBEI), day(1))
    path = file.close()
    path.write_bytes(path.read_bytes().replace("昌化镇2020年".encode(), "昌化镇2021年".encode()))
    tally = run(archive, path)
    assert list(known(archive)) == [LEADING]
    assert "1 records do not match their digests, the first at offset" in tally.damaged[0]


def test_what_is_no_warc_at_all_is_said(tmp_path, archive):
    path = tmp_path / "page.html"
    path.write_text("<html>no WARC</html>")
    (said,) = run(archive, path).damaged
    assert str(path) in said


def test_an_imported_file_is_kept_among_the_evidence_and_captures_lead_to_its_records(
    archive, written, tmp_path
):
    file = written()
    file.answer("https://www.linan.gov.cn/", b"<html>", day(1))
    file.answer(PAGE, page(TITLE), day(1))
    path = file.close()
    run(archive, path)
    ((place, offset),) = rows(archive, "select warc_file, warc_offset from capture")
    kept = tmp_path / "data" / "warc" / place
    assert kept.read_bytes() == path.read_bytes()
    (answer,) = (one for one in read_answers(kept) if one.url == PAGE)
    assert answer.offset == offset
    assert read_answer(answer).body == page(TITLE)


def test_a_host_that_two_portals_claim_decides_nothing(archive, written):
    portals = load_portals()
    twin = portals["linan"].model_copy(update={"id": "twin"})
    file = written()
    file.answer(PAGE, page(TITLE), day(1))
    importing = WarcImport(archive, [portals["linan"], twin], "0.1.0")
    assert importing.run([file.close()], lambda _done, _of: None).imported == 0


def test_a_killed_import_goes_on_where_it_was(archive, written):
    file = written()
    file.answer(PAGE, page(TITLE), day(1))
    file.answer(LEADING, page(JINBEI), day(1, 9))
    path = file.close()
    record, seen = archive.record, []

    def killed(*arguments):
        if seen:
            raise KeyboardInterrupt
        seen.append(record(*arguments))
        return seen[0]

    archive.record = killed
    with pytest.raises(KeyboardInterrupt):
        run(archive, path)
    archive.record = record
    tally = run(archive, path)
    assert (tally.known, tally.imported) == (1, 1)
    assert rows(archive, "select count(*) from crawl where finished_at is not null") == [(1,)]
    assert rows(archive, "select verdict from crawl")[0][0] == CrawlVerdict.PARTIAL


def test_reading_again_at_an_offset_notices_another_file(written):
    file = written()
    file.answer(PAGE, page(TITLE), day(1))
    file.answer(LEADING, page(JINBEI), day(1))
    first, second = read_answers(file.close())
    with pytest.raises(WarcDamaged, match="another record"):
        read_answer(
            type(first)(
                **{name: getattr(first, name) for name in first.__slots__} | {"offset": second.offset}
            )
        )
