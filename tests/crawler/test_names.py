from urllib.parse import quote

import pytest

from crawler.names import disposition_name, file_name, url_name

NAME = "锦北街道2020年信息公开工作年度报告.docx"
HEX = "6cf0c2ad2a8674cc94dd70707cbf7d4e"


@pytest.mark.parametrize(
    "header",
    [
        b'attachment; filename="' + NAME.encode("gbk") + b'"',
        b"attachment;filename=" + NAME.encode(),
        b"attachment; filename*=UTF-8''" + quote(NAME).encode(),
        b"attachment; filename=" + quote(NAME).encode(),
        b"attachment; filename=x.docx; filename*=utf-8''" + quote(NAME).encode(),
    ],
    ids=["raw GBK", "raw UTF-8", "RFC 5987", "percent", "both"],
)
def test_every_spelling_of_content_disposition_gives_the_name(header):
    assert disposition_name(header) == NAME


def test_showname_outranks_the_name_that_the_servlet_stores():
    url = f"https://www.linan.gov.cn/module/download/downfile.jsp?classid=0&filename={HEX}.docx&showname={quote(NAME)}"
    assert url_name(url) == NAME


def test_the_order_of_parameters_does_not_matter():
    assert (
        url_name(f"/module/download/downfile.jsp?showname={quote(NAME)}&filename={HEX}.docx&classid=0")
        == NAME
    )


def test_a_name_made_by_people_outranks_one_made_by_a_machine():
    stored = f"https://store.zj.gov.cn/cms_files/jcms1/web1934/site/attach/0/{HEX}.pdf"
    assert file_name(stored, anchor="附件：年度报告") == "附件：年度报告.pdf"
    assert file_name(stored) == f"{HEX}.pdf"
    assert file_name(stored, b'attachment; filename="report.pdf"', "附件") == "report.pdf"


def test_a_stamp_of_digits_is_a_name_made_by_a_machine():
    assert (
        file_name("https://a.gov.cn/attach/-1/2001091448071436013.docx", anchor="年度报告.docx")
        == "年度报告.docx"
    )


def test_a_path_in_a_name_is_cut_off():
    assert disposition_name(b'attachment; filename="..\\..\\etc/passwd.doc"') == "passwd.doc"


def test_no_header_gives_no_name():
    assert disposition_name(None) is None
    assert disposition_name(b"inline") is None


def test_the_anchor_names_a_file_where_neither_address_nor_header_does():
    stored = f"https://www.linan.gov.cn/module/download/downfile.jsp?classid=0&filename={HEX}.docx"
    assert file_name(stored, None, NAME) == NAME
    assert file_name(stored, f'attachment; filename="{HEX}.docx"'.encode(), "年度报告") == "年度报告.docx"
