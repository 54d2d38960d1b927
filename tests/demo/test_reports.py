"""Reports on their pages and in their files: charsets, markers, names, validators."""

import io
import re
from pathlib import Path

import docx
import lxml.html
import pytest

from demo.build_documents import DOCUMENTS, GOLDEN

CASES = sorted(path.name for path in GOLDEN.iterdir())
WITH_FILE = [case for case in CASES if not case.startswith("001")]


def read_file(replica, visitor, case, **headers):
    got = visitor.get(replica.file_url(case), **headers)
    return visitor.get(got.headers["Location"], **headers) if got.status == 302 else got


@pytest.mark.parametrize("case", WITH_FILE)
def test_a_file_is_the_committed_document(replica, visitor, case):
    assert read_file(replica, visitor, case).body == (DOCUMENTS / f"{case}.docx").read_bytes()


def test_each_file_writes_its_name_in_another_way(replica, visitor):
    # http.client reads headers as latin-1, so that the raw bytes come back.
    shown = {
        case[:3]: read_file(replica, visitor, case).headers["Content-Disposition"].encode("latin-1")
        for case in WITH_FILE
    }
    assert "锦北街道2020年信息公开工作年度报告.doc".encode("gbk") in shown["003"]
    assert "富阳区渌渚镇2021年政府信息公开工作年度报告.docx".encode() in shown["002"]
    assert shown["000"].startswith(b"attachment; filename*=UTF-8''%E6%9D%AD")
    assert shown["004"].startswith(b"attachment;filename=2020%E5%B9%B4")


def test_the_gateway_redirects_to_the_object_store(replica, visitor):
    got = visitor.get(replica.file_url("000_changhua_2020"))
    assert got.status == 302
    assert got.headers["Location"].startswith("https://zjjcmspublicnew.oss-cn-hangzhou-zwynet-d01-a.")


def test_a_docx_may_be_called_doc(replica, visitor):
    got = read_file(replica, visitor, "003_jinbei_2020")
    assert (got.headers["Content-Type"], got.body[:2]) == ("application/msword", b"PK")


@pytest.mark.parametrize(
    ("case", "has_tables"),
    [("000", False), ("001", True), ("002", True), ("003", False), ("004", True)],
)
def test_some_pages_hold_the_report_and_some_only_point_to_it(replica, visitor, case, has_tables):
    case = next(each for each in CASES if each.startswith(case))
    body = visitor.get(replica.page_url(case)).body
    assert (b"<table" in body) is has_tables
    assert ("见附件".encode() in body) is not has_tables
    assert (b"\xb8\xbd\xbc\xfe" not in body) or case.startswith("001")


@pytest.mark.parametrize("case", [case for case in WITH_FILE if case[:3] in {"002", "004"}])
def test_a_page_with_the_report_carries_its_tables_unchanged(replica, visitor, case):
    built = lxml.html.fromstring((DOCUMENTS / f"{case}.html").read_text(encoding="utf-8"))
    served = lxml.html.fromstring(visitor.get(replica.page_url(case)).text)
    assert [table.text_content() for table in served.findall(".//table")] == [
        table.text_content() for table in built.findall(".//table")
    ]


def test_a_gbk_page_may_call_itself_utf8(replica, visitor):
    got = visitor.get(replica.page_url("001_wangdian_2020"))
    assert got.headers["Content-Type"] == "text/html;charset=UTF-8"
    with pytest.raises(UnicodeDecodeError):
        got.body.decode("utf-8")
    assert "王店镇2020年度政府信息公开工作年度报告" in got.body.decode("gbk")


def test_a_page_may_name_no_charset_at_all(replica, visitor):
    got = visitor.get(replica.page_url("002_luzhu_2021"))
    assert got.headers["Content-Type"] == "text/html"
    assert "charset" not in got.text
    assert "<DIV id=zoom>" in got.text


def test_metas_are_given_by_all_but_one(replica, visitor):
    assert (
        'name="ArticleTitle" content="锦北街道2020年' in visitor.get(replica.page_url("003_jinbei_2020")).text
    )
    assert "<meta" not in visitor.get(replica.page_url("004_gongshu_office_2020")).text


def test_jcms_marks_the_body(replica, visitor):
    page = visitor.get(replica.page_url("002_luzhu_2021")).text
    inside = re.search(r"<!--<\$\[信息内容\]>begin-->(.*)<!--<\$\[信息内容\]>end-->", page, re.DOTALL)[1]
    assert "一、总体情况" in inside
    assert "浏览次数" not in inside


def test_a_page_without_validators_differs_at_each_visit(replica, visitor):
    for case in ("001_wangdian_2020", "002_luzhu_2021"):
        first, second = (visitor.get(replica.page_url(case)) for _ in range(2))
        assert first.headers["ETag"] is None
        assert first.headers["Last-Modified"] is None
        assert first.body != second.body
    assert read_file(replica, visitor, "002_luzhu_2021").headers["ETag"] is None


@pytest.mark.parametrize("case", [case for case in CASES if case[:3] in {"000", "003", "004"}])
def test_who_already_has_the_state_is_told_so_until_it_changes(replica, visitor, case):
    def states(**headers):
        return visitor.get(replica.page_url(case), **headers), read_file(replica, visitor, case, **headers)

    for index, got in enumerate(states()):
        assert states(If_None_Match=got.headers["ETag"])[index].status == 304
        assert states(If_Modified_Since=got.headers["Last-Modified"])[index].status == 304
        assert states(If_Modified_Since="long ago")[index].status == 200
    page, file = states()
    replica.edit_cell(case, "requests.new@total", "7")
    assert states(If_None_Match=page.headers["ETag"])[0].status == 200
    assert states(If_None_Match=file.headers["ETag"])[1].status == 200
    assert states(If_Modified_Since=page.headers["Last-Modified"])[1].status == 200


def test_files_read_as_documents(replica, visitor):
    for case in WITH_FILE:
        body = read_file(replica, visitor, case).body
        assert len(docx.Document(io.BytesIO(body)).tables) == (2 if case.startswith("000") else 3)


def test_the_picture_is_served(visitor):
    got = visitor.get("https://www.linan.gov.cn/picture/0/881c0d47cd8426b6f58f1a9882e61c54.png")
    assert got.body == Path(DOCUMENTS / "000_changhua_2020.png").read_bytes()
