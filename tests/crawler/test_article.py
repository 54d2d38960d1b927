import pytest

from crawler.article import is_soft_404, read_article

URL = "https://www.fuyang.gov.cn/art/2022/1/20/art_1229429131_58112421.html"
HEX = "3eb5d5c4e8d96256cee37105f0962834"


def article(body, head=""):
    return read_article(f"<html><head>{head}</head><body>{body}</body></html>", URL)


def test_title_date_and_source_come_from_the_metas_in_any_case():
    head = """<META NAME="articletitle" content="渌渚镇2021年年报"><meta name="PubDate" content="2022-01-20 14:52">
    <meta name="ContentSource" content="渌渚镇">"""
    found = article("<div id='zoom'>x</div>", head)
    assert (found.title, found.published_on, found.source) == ("渌渚镇2021年年报", "2022-01-20", "渌渚镇")


def test_without_metas_the_printed_date_is_taken():
    assert article("<p>发布日期：2026-05-29 18:31</p><div id=zoom>x</div>").published_on == "2026-05-29"


def test_a_body_that_only_points_to_a_file_is_no_report():
    found = article(
        f"<DIV id=zoom><p>详见附件。</p><A href='/module/download/downfile.jsp?classid=0&filename={HEX}.docx'>附件</A></DIV>"
    )
    assert not found.is_body_report
    (file,) = found.attachments
    assert file.url == f"https://www.fuyang.gov.cn/module/download/downfile.jsp?classid=0&filename={HEX}.docx"
    assert file.label == "附件"


def test_a_body_with_a_table_or_with_enough_words_is_a_report():
    rows = "<tr><td>0</td></tr>" * 5
    assert article(f"<div id='zoom'><table>{rows}</table></div>").is_body_report
    assert article(f"<div class='article-content'>{'本年报依据条例编制。' * 40}</div>").is_body_report


def test_a_body_of_pictures_is_a_report_and_icons_are_no_pictures():
    found = article(
        "<img src='/images/logo.png'><div id='zoom'><img src='/picture/0/090604143856634.gif'>"
        "<img src='/ueditor/dialogs/attachment/fileTypeImages/icon_doc.gif'></div>"
    )
    assert found.is_body_report
    assert found.pictures == ("https://www.fuyang.gov.cn/picture/0/090604143856634.gif",)


def test_every_shape_of_attachment_is_found_and_ordinary_links_are_not():
    links = (
        f"/api-gateway/jpaas-web-server/front/document/file-download?fileUrl=/cms_files/jcms1/web2758/site/attach/0/{HEX}.xls",
        f"https://zjjcmspublic.oss-cn-hangzhou-zwynet-d01-a.internet.cloud.zj.gov.cn/jcms_files/{HEX}.pdf",
        "/attach/-1/2001091448071436013.docx",
        "/jcms/jcms_files/upload/file/20190101/x.pdf",
    )
    body = "".join(f"<a href={link}>附件</a>" for link in links)
    found = article(
        f"<div id='zoom'>{body}<a href='/col/col1/index.html'>返回</a><a href='javascript:print()'>打印</a></div>"
    )
    assert len(found.attachments) == len(links)


@pytest.mark.parametrize(
    "extension", ["docx", "doc", "wps", "pdf", "ofd", "xls", "xlsx", "et", "csv", "rtf", "odt", "uot", "mht"]
)
def test_a_file_of_every_format_that_is_read_is_an_attachment(extension):
    found = article(f'<p>见附件</p><a href="/upload/1.{extension}">附件</a>')
    assert [one.url for one in found.attachments] == [f"https://www.fuyang.gov.cn/upload/1.{extension}"]
    assert not found.is_body_report


def test_a_pdf_viewer_names_its_file():
    found = article("<div id='zoom'><div id='pdfshow' data-value='/attach/0/a.pdf'></div></div>")
    assert found.attachments[0].url == "https://www.fuyang.gov.cn/attach/0/a.pdf"


@pytest.mark.parametrize(
    "viewer",
    [
        "<iframe src='/pdfjs/web/viewer.html?file=/attach/0/a.pdf'></iframe>",
        "<iframe src='/module/pdf/viewer.jsp?page=1&url=%2Fattach%2F0%2Fa.pdf'></iframe>",
        "<iframe src='/attach/0/a.pdf'></iframe>",
        "<embed src='/attach/0/a.pdf' type='application/pdf'>",
        "<object data='/attach/0/a.pdf' type='application/pdf'></object>",
    ],
)
def test_every_way_to_embed_a_pdf_names_its_file(viewer):
    found = article(f"<div id='zoom'>{viewer}</div>")
    assert [file.url for file in found.attachments] == ["https://www.fuyang.gov.cn/attach/0/a.pdf"]
    assert not found.is_body_report


def test_a_page_that_only_embeds_a_frame_that_shows_no_file_has_no_attachment():
    assert article("<div id='zoom'><iframe src='/pdfjs/web/viewer.html'></iframe></div>").attachments == ()


def test_selectors_of_the_portal_file_come_first():
    text = f"<html><div class='mine'>{'报告正文。' * 80}</div><div id='zoom'>x</div></html>"
    assert read_article(text, URL, (".mine",)).is_body_report


def test_nothing_at_all_is_no_article():
    assert read_article("", URL).title is None
    assert read_article("<!-- -->", URL).attachments == ()


@pytest.mark.parametrize("counted", ["1件", "一件", " 2 件"])
def test_a_short_report_that_held_no_such_information_is_no_soft_404(counted):
    words = f"某镇2012年政府信息公开工作年度报告 全年收到依申请公开4件，同意公开3件，信息不存在{counted}。"
    assert not is_soft_404(f"<html><body><div id='zoom'>{words}</div></body></html>")


def test_a_page_that_says_so_of_itself_is_one_though_requests_can_be_made_on_its_portal():
    assert is_soft_404("<html><body>首页 依申请公开 对不起，您要查看的信息不存在！</body></html>")


def test_a_page_that_says_that_there_is_no_page_is_a_soft_404():
    assert is_soft_404(
        "<html><head><title>页面不存在</title></head><body><h1>您访问的页面不存在或已被删除</h1></body></html>"
    )
    assert is_soft_404("<html><body>系统提示 … 您无权访问此页面</body></html>")


def test_a_report_that_quotes_such_words_is_none():
    assert not is_soft_404(f"<html><body>{'已依法更正信息。' * 200}原信息已被删除</body></html>")
