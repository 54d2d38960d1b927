"""`scrapy import-warc` as a user runs it: our own evidence, others' files, and damaged ones."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.warc import Exchange, Segment
from demo.build_documents import DOCUMENTS
from storage.archive import Archive
from storage.fsck import fsck
from tests.storage.test_bundles import zipped

VERSIONS = "select p.url_key, v.digest from version v join publication p on p.id = v.publication_id"
SEEN = "select p.url_key, o.verdict, o.observed_at from observation o join publication p on p.id = o.publication_id"
SHOWN = "select publisher_id, year, key, num, text, mark from cells"
PAGE = "https://www.linan.gov.cn/art/2021/1/26/art_7.html"
BUNDLE = "https://www.linan.gov.cn/attach/0/2020.zip"


def elsewhere(desk, tmp_path, name="elsewhere"):
    other = type(desk)(tmp_path / name, desk.replica, desk.forks)
    other.database.parent.mkdir()
    other.environment |= {"GONGKAI_ARCHIVE": str(other.database), "GONGKAI_DATA": str(tmp_path / name)}
    return other


def segments(desk, portal):
    return sorted(str(path) for path in (desk.database.parent / "warc" / portal).iterdir())


@pytest.mark.parametrize("portal", ["linan", "gongshu"])
def test_the_evidence_of_a_crawl_gives_another_archive_the_same_at_the_same_moments(
    desk, tmp_path, replica, portal
):
    assert desk.crawl(portal).code == 0
    other = elsewhere(desk, tmp_path)
    done = other.scrapy("import-warc", *segments(desk, portal))
    assert (done.code, done.err) == (0, ""), done
    assert set(other.rows(VERSIONS)) == set(desk.rows(VERSIONS))
    assert set(other.rows(SEEN)) == set(desk.rows(SEEN))
    assert set(other.rows(SHOWN)) == set(desk.rows(SHOWN)) != set()
    with Archive.open(other.database, other.database.parent, is_read_only=True) as archive:
        assert list(fsck(archive.engine, archive.blobs, warc=other.database.parent / "warc")) == []
    again = other.scrapy("import-warc", *segments(desk, portal))
    assert " 0 visits imported" in again.out
    assert "; 0 visits imported" in desk.scrapy("import-warc", *segments(desk, portal)).out


def test_a_bundle_with_chinese_names_becomes_its_members(desk, tmp_path):
    changhua = (DOCUMENTS / "000_changhua_2020.docx").read_bytes()
    jinbei = (DOCUMENTS / "003_jinbei_2020.docx").read_bytes()
    body = zipped({"昌化镇2020年政府信息公开年度报告.docx": changhua, "街道/锦北街道.docx": jinbei})
    link = f"<a href='{BUNDLE}'>临安区2020年度政府信息公开年度报告.zip</a>"
    title = "<meta name='ArticleTitle' content='临安区2020年度政府信息公开年度报告'>"
    page = f"<html><head>{title}</head><body><div id='zoom'>见附件 {link}</div></body></html>".encode()
    segment = Segment(tmp_path / "theirs.warc.gz", {"software": "another crawler"})
    for url, kind, content in ((PAGE, b"text/html", page), (BUNDLE, b"application/zip", body)):
        at = datetime(2021, 2, 1, tzinfo=UTC)
        segment.write(Exchange(url, "GET", (), b"", 200, ((b"Content-Type", kind),), content, at))
    segment.close()
    done = desk.scrapy("import-warc", str(tmp_path / "theirs.warc.gz"))
    assert (done.code, done.err) == (0, ""), done
    reports = "select count(distinct report_id) from publication where url like '%#member=%'"
    assert desk.rows(reports) == [(2,)]
    assert desk.rows("select distinct parent_url from publication where url like '%#member=%'") == [(BUNDLE,)]
    assert {key for (_, _, key, *_) in desk.rows(SHOWN)} >= {"requests.new@total"}


def test_a_damaged_file_and_wrong_usage_have_exit_codes_of_their_own(desk, tmp_path):
    assert desk.crawl("gongshu").code == 0
    (segment,) = segments(desk, "gongshu")
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(Path(segment).read_bytes()[:-2000])
    other = elsewhere(desk, tmp_path)
    done = other.scrapy("import-warc", str(cut))
    assert done.code == 3
    assert str(cut) in done.err
    text = tmp_path / "text.warc"
    text.write_text("no WARC")
    assert other.scrapy("import-warc", str(text)).code == 1
    assert other.scrapy("import-warc", str(tmp_path / "absent.warc")).code == 2
    assert other.scrapy("import-warc").code == 2
