from datetime import UTC, datetime

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response

from crawler.refusals import HostForeign, HostStopped, RobotsForbid
from crawler.visits import Visit, capture_exception, capture_response
from crawler.warc import Kept
from storage.capture import CaptureRole, CaptureVerdict

PAGE = "https://www.linan.gov.cn/art/2021/1/26/art_1_2.html"
FILE = "https://www.linan.gov.cn/attach/0/a.docx"
ERROR = "<html><body>系统繁忙，请稍后再试</body></html>".encode()
WORD_PAGE = b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>table</body></html>'


def captured(body=b"x", status=200, url=PAGE, final=None, *, role=CaptureRole.PUBLICATION, is_document=False):
    request = Request(final or url, meta={"redirect_urls": [url]} if final else {})
    response = Response(final or url, status=status, body=body, request=request)
    return capture_response(Visit(url, role, is_document), response)


@pytest.mark.parametrize(
    ("capture", "verdict", "detail"),
    [
        (captured(b"<html>ok</html>"), CaptureVerdict.FETCHED, None),
        (captured(b"", 304), CaptureVerdict.NOT_MODIFIED, None),
        (captured(b"", 404), CaptureVerdict.GONE, "status 404"),
        (captured(b"", 410), CaptureVerdict.GONE, "status 410"),
        (captured("<title>页面不存在</title>".encode()), CaptureVerdict.FETCHED, None),  # no HTML page at all
        (captured("<html><title>页面不存在</title>".encode()), CaptureVerdict.GONE, "soft 404"),
        (
            captured(ERROR, final="https://www.linan.gov.cn/"),
            CaptureVerdict.GONE,
            "redirected to the home page",
        ),
        (captured(ERROR, final="https://www.linan.gov.cn/index.html"), CaptureVerdict.GONE, "redirected"),
        (captured(ERROR, 503), CaptureVerdict.FAILED, "status 503"),
        (captured(b"", 200), CaptureVerdict.FAILED, "empty body"),
        (captured(ERROR, 521), CaptureVerdict.BLOCKED, "521"),
        (captured(ERROR, url=FILE, is_document=True), CaptureVerdict.FAILED, "HTML served as a document"),
        (captured(WORD_PAGE, url=FILE, is_document=True), CaptureVerdict.FETCHED, None),
        (captured(b"PK\x03\x04", url=FILE, is_document=True), CaptureVerdict.FETCHED, None),
        (captured(ERROR, role=CaptureRole.LISTING), CaptureVerdict.FETCHED, None),
    ],
)
def test_every_answer_has_a_verdict_that_says_why(capture, verdict, detail):
    assert capture.verdict is verdict
    assert (capture.detail or "").startswith(detail or "")


def test_a_304_carries_no_body_and_a_redirect_its_end():
    assert captured(b"", 304).body is None
    assert (
        captured(b"PK", url=FILE, final="https://store.zj.gov.cn/a.docx").final_url
        == "https://store.zj.gov.cn/a.docx"
    )
    assert captured().final_url is None


@pytest.mark.parametrize(
    ("error", "verdict", "detail"),
    [
        (DownloadTimeoutError("60 s"), CaptureVerdict.FAILED, "timeout"),
        (ResponseDataLossError("lost"), CaptureVerdict.FAILED, "truncated"),
        (HostForeign("x.org is no host of portal linan"), CaptureVerdict.FAILED, "x.org is no host"),
        (RobotsForbid("robots.txt forbids it"), CaptureVerdict.BLOCKED, "robots.txt forbids"),
        (ValueError("odd"), CaptureVerdict.FAILED, "ValueError"),
        (OSError("SSL: certificate verify failed"), CaptureVerdict.FAILED, "TLS: SSL"),
    ],
)
def test_every_way_not_to_come_is_put_in_words(error, verdict, detail):
    capture = capture_exception(Visit(PAGE, CaptureRole.PUBLICATION), error)
    assert capture is not None
    assert capture.verdict is verdict
    assert (capture.detail or "").startswith(detail)


def test_a_request_that_was_never_sent_to_a_stopped_host_is_no_visit():
    assert capture_exception(Visit(PAGE, CaptureRole.PUBLICATION), HostStopped("stopped")) is None


def test_what_was_to_be_asked_again_when_its_host_was_stopped_is_a_failed_visit_with_its_evidence():
    at = datetime(2026, 11, 1, tzinfo=UTC)
    error = HostStopped("a is stopped: 403", was_asked=True, kept=Kept("linan/1.warc.gz", 12, at))
    capture = capture_exception(Visit(PAGE, CaptureRole.PUBLICATION), error)
    assert (capture.verdict, capture.detail) == ("failed", "it failed, and a is stopped: 403")
    assert (capture.warc_file, capture.warc_offset, capture.captured_at) == ("linan/1.warc.gz", 12, at)


@pytest.mark.parametrize("status", [200, 403, 404, 500, 521])
def test_every_answer_keeps_its_bytes_whatever_it_means(status):
    assert captured(ERROR, status).body == ERROR


def test_an_answer_that_nothing_changed_has_no_bytes_to_keep():
    assert captured(b"", 304).body is None


def test_header_bytes_survive_as_they_came():
    header = 'attachment; filename="年报.doc"'.encode("gbk")
    response = Response(FILE, body=b"PK", headers={"Content-Disposition": header}, request=Request(FILE))
    ((_, value),) = capture_response(Visit(FILE, CaptureRole.PUBLICATION), response).headers
    assert value.encode("latin-1") == header
