from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.containers import unwrap_page
from parsers.detect import HTML, MHT, TEXT, detect
from parsers.document import Paragraph, Picture, UnreadableDocument
from parsers.formats import READERS
from parsers.parse import parse

DOCUMENTS = Path(__file__).parents[3] / "demo" / "documents"
PNG = (DOCUMENTS / "000_changhua_2020.png").read_bytes()
read = READERS[MHT]


def saved(page, *others, charset="utf-8", location="http://www.example.gov.cn/art/1.html"):
    """Save a page as browsers do: a mail of the page and what it shows."""
    message = MIMEMultipart("related", type="text/html")
    part = MIMEText("", "html", charset)
    part.set_payload(page.encode(charset) if isinstance(page, str) else page)
    del part["Content-Transfer-Encoding"]
    part["Content-Transfer-Encoding"] = "8bit"
    part["Content-Location"] = location
    message.attach(part)
    for other in others:
        message.attach(other)
    return b"From: <Saved by Blink>\r\nSubject: x\r\n" + message.as_bytes()


def image(**headers):
    part = MIMEImage(PNG, "png")
    for name, value in headers.items():
        part[name.replace("_", "-")] = value
    return part


def test_every_cell_of_a_saved_page_is_as_the_truth_prints_it(case, differences):
    body = saved((DOCUMENTS / f"{case}.html").read_bytes(), charset="gb2312")
    assert detect(body) == MHT
    assert not differences(body)


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_a_page_may_be_encoded_and_its_bytes_tell_the_charset(encoding):
    message = EmailMessage()
    message["From"] = "<Saved by WebKit>"
    page = "<html><body><p>政府信息公开工作年度报告，一共二十多个汉字的正文。</p></body></html>"
    message.set_content(page.encode("gb18030"), "text", "html", cte=encoding)
    message.replace_header("Content-Type", "text/html; charset=utf-8")
    body = message.as_bytes()
    assert detect(body) == MHT
    (block,) = read(body).blocks
    assert isinstance(block, Paragraph)
    assert block.text.startswith("政府信息公开工作年度报告")


@pytest.mark.parametrize(
    ("source", "headers"),
    [
        ("cid:one@x", {"Content_ID": "<one@x>"}),
        ("http://www.example.gov.cn/a.png", {"Content_Location": "http://www.example.gov.cn/a.png"}),
        ("../a.png", {"Content_Location": "http://www.example.gov.cn/a.png"}),
        ("file:///C:/a%20b.png", {"Content_Location": "file:///C:/a b.png"}),
    ],
)
def test_a_picture_in_the_file_is_a_block_with_its_bytes(source, headers):
    body = saved(f"<html><body><p>四、</p><img src='{source}'></body></html>", image(**headers))
    (picture,) = [block for block in read(body).blocks if isinstance(block, Picture)]
    assert (picture.source, picture.body) == (source, PNG)


def test_a_picture_that_the_file_does_not_hold_has_no_bytes():
    (picture,) = read(saved("<html><body><img src='http://[x/a.png'></body></html>")).blocks
    assert picture.body is None


def test_other_pages_in_the_file_are_told_of_and_framesets_are_not_read():
    frames = MIMEText("<html><frameset><frame src='a'></frameset></html>", "html", "utf-8")
    more = MIMEText("<html><body>二</body></html>", "html", "utf-8")
    document = read(saved("<html><body>一</body></html>", frames, more))
    assert [block.text for block in document.blocks] == ["一"]
    assert document.unread[0][0] == "1 more pages in the saved file"


def test_a_page_or_a_text_that_speaks_of_mail_is_no_saved_page():
    assert detect(b"<html><body>Content-Type: text/html</body></html>") == HTML
    assert detect("From: 某局\n\nContent-Type: multipart/related\n".encode()) == TEXT


def test_a_saved_page_without_a_page_is_a_problem_of_the_document():
    body = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    )
    with pytest.raises(UnreadableDocument, match="no web page"):
        read(body)
    assert [problem.kind for problem in parse(body).problems] == ["unreadable_document"]


def test_parts_without_end_are_refused():
    lines = b"".join(
        b'Content-Type: multipart/related; boundary="%d"\r\n\r\n--%d\r\n' % (number, number)
        for number in range(5000)
    )
    with pytest.raises(UnreadableDocument):
        unwrap_page(b"From: x\r\n" + lines)
    flat = b"--x\r\n\r\n\r\n" * 5000
    with pytest.raises(UnreadableDocument, match="parts"):
        unwrap_page(b"Content-Type: multipart/related; boundary=x\r\n\r\n" + flat)


BODY = saved((DOCUMENTS / "002_luzhu_2021.html").read_bytes(), image(Content_ID="<a>"))


@settings(max_examples=40, deadline=3000)
@given(
    st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 255)), max_size=8),
    st.integers(0, len(BODY)),
)
def test_flipped_or_missing_bytes_give_a_document_or_a_reason(edits, end):
    changed = bytearray(BODY)
    for at, byte in edits:
        changed[at] = byte
    try:
        read(bytes(changed[:end]))
    except UnreadableDocument as error:
        assert str(error)  # noqa: PT017
