"""One challenge, of whatever make, and its host is left alone for the rest of the run."""

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.breaker import CircuitBreaker
from crawler.evidence import KEPT
from crawler.refusals import HostStopped

PAGE = Request("https://www.linan.gov.cn/a")
BLOCKS = {
    "jiasule": (521, b"<script>document.cookie=('_')</script>"),
    "ruishu": (412, b"<script>$_ts=window['$_ts'];</script>"),
    "aliyun": (200, b"<html><script>var arg1='A7F0E5D46D5B';</script></html>"),
    "refused": (403, b"<h1>403 Forbidden</h1>"),
    "captcha": (200, "<html>请完成安全验证</html>".encode()),
    "rate": (429, b"although we waited"),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_kind_of_block_stops_its_host_and_no_other(kind):
    status, body = BLOCKS[kind]
    breaker = CircuitBreaker()
    answer = Response(PAGE.url, status=status, body=body)
    assert breaker.process_response(PAGE, answer) is answer  # it is archived as evidence
    with pytest.raises(HostStopped, match=r"www\.linan\.gov\.cn is stopped"):
        breaker.process_request(Request("https://www.linan.gov.cn/b"))
    breaker.process_request(Request("https://www.fuyang.gov.cn/"))
    assert breaker.held_back == 1


@pytest.mark.parametrize("tries", [0, 1])
def test_a_stopped_request_says_whether_its_address_was_asked_for_before(tries):
    breaker = CircuitBreaker()
    breaker.process_response(PAGE, Response(PAGE.url, status=429))
    meta = {"retry_times": tries, KEPT: "its exchange"} if tries else {}
    with pytest.raises(HostStopped) as stopped:
        breaker.process_request(PAGE.replace(meta=meta))
    assert stopped.value.was_asked is bool(tries)
    assert stopped.value.kept == ("its exchange" if tries else None)


@pytest.mark.parametrize("status", [200, 304, 404, 410, 500, 503])
def test_an_ordinary_answer_and_a_failing_server_stop_nothing(status):
    breaker = CircuitBreaker()
    breaker.process_response(PAGE, Response(PAGE.url, status=status, body=b"<html>busy</html>"))
    breaker.process_request(PAGE)
