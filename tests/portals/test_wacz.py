"""Evidence handed over as WACZ, read as the specification (1.1.1) says and not by what wrote it."""

import gzip
import hashlib
import io
import json
import zipfile

import pytest

from crawler.wacz import sort_key


@pytest.fixture
def exported(desk, tmp_path):
    assert desk.crawl("linan").code == 0
    target = tmp_path / "linan.wacz"
    done = desk.scrapy("export-wacz", "linan/1", "-o", str(target))
    assert (done.code, done.err) == (0, ""), done
    with zipfile.ZipFile(target) as package:
        yield package


def lines(package, name):
    return package.read(name).decode().splitlines()


def test_every_resource_is_there_with_its_size_and_digest_and_the_description_with_its_own(exported):
    described = json.loads(exported.read("datapackage.json"))
    assert (described["profile"], described["wacz_version"]) == ("data-package", "1.1.1")
    paths = {resource["path"] for resource in described["resources"]}
    assert paths == set(exported.namelist()) - {"datapackage.json", "datapackage-digest.json"}
    for resource in described["resources"]:
        body = exported.read(resource["path"])
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
        assert resource["bytes"] == len(body)
    digest = json.loads(exported.read("datapackage-digest.json"))
    assert digest["hash"] == f"sha256:{hashlib.sha256(exported.read('datapackage.json')).hexdigest()}"
    assert all(one.compress_type == zipfile.ZIP_STORED for one in exported.infolist())


def test_every_line_of_the_index_leads_to_a_record_of_its_address_in_order(exported, desk):
    index = lines(exported, "indexes/index.cdx")
    assert index == sorted(index)
    ((kept,),) = desk.rows("select count(distinct warc_offset) from capture where warc_file is not null")
    assert len(index) >= kept > 0  # redirects are records, too
    for line in index:
        _, _, told = line.split(" ", 2)
        fields = json.loads(told)
        segment = exported.read(f"archive/{fields['filename']}")
        start, length = int(fields["offset"]), int(fields["length"])
        record = gzip.decompress(segment[start : start + length])
        assert f"WARC-Target-URI: {fields['url']}\r\n".encode() in record
        assert io.BytesIO(record).readline() == b"WARC/1.1\r\n"


def test_the_pages_are_the_publications_with_their_titles(exported, desk):
    header, *pages = (json.loads(line) for line in lines(exported, "pages/pages.jsonl"))
    assert header["format"] == "json-pages-1.0"
    known = set(desk.rows("select url, title from publication"))
    assert {(page["url"], page["title"]) for page in pages} == known


def test_a_segment_in_cold_storage_is_named_and_nothing_is_written(desk, tmp_path):
    assert desk.crawl("gongshu").code == 0
    (segment,) = (desk.database.parent / "warc" / "gongshu").iterdir()
    segment.unlink()
    target = tmp_path / "gongshu.wacz"
    done = desk.scrapy("export-wacz", "gongshu", "-o", str(target))
    assert done.code == 1
    assert segment.name in done.err
    assert not target.exists()
    assert desk.scrapy("export-wacz", "nowhere").code == 1
    assert desk.scrapy("export-wacz").code == 2


def test_addresses_are_sorted_as_indexes_of_web_archives_sort_them():
    # Values of the library surt 0.3.1 for the same addresses.
    assert sort_key("https://www.linan.gov.cn/") == "cn,gov,linan)/"
    assert sort_key("http://www2.Linan.gov.cn/Art/1.html?b=2&a=1") == "cn,gov,linan)/art/1.html?a=1&b=2"
    assert sort_key("https://a.gov.cn/u?q=%7B%22a%22:1%7D&b=%E4%BF%A1") == 'cn,gov,a)/u?b=%e4%bf%a1&q={"a":1}'
    assert sort_key("https://a.gov.cn:8443/x/") == "cn,gov,a:8443)/x"
