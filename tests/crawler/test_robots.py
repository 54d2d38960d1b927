"""RFC 9309 as the middleware applies it, with an engine that answers from a table."""

import asyncio

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.refusals import HostForeign, HostStopped, RobotsForbid, RobotsUnreachable
from crawler.robots import PoliteRobotsMiddleware, robots_visited

PAGE = "https://www.linan.gov.cn/col/col1/index.html"


class Engine:
    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    async def download_async(self, request):
        self.asked.append(request.url)
        await asyncio.sleep(0)
        if isinstance(self.answer, Exception):
            raise self.answer
        status, body = self.answer
        return Response(request.url, status=status, body=body, request=request)


def asked_for(answer, times=1, *, at_once=False, told=None):
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "gongkai"})
    crawler.engine = Engine(answer)
    told = [] if told is None else told

    def tell(url, outcome):
        told.append((url, outcome))

    crawler.signals.connect(tell, robots_visited)
    middleware = PoliteRobotsMiddleware.from_crawler(crawler)

    async def ask():
        if at_once:
            await asyncio.gather(*(middleware.process_request(Request(PAGE)) for _ in range(times)))
        else:
            for _ in range(times):
                await middleware.process_request(Request(PAGE))

    asyncio.run(ask())
    return crawler.engine.asked, told


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"User-agent: *\nAllow: /\n"),
        (404, b"Disallow: /"),
        (403, b""),
        (410, b""),
        (400, b""),
        (499, b""),
        (200, b"<html>404</html>"),
    ],
)
def test_rules_that_allow_and_every_4xx_let_a_request_pass(answer):
    asked, told = asked_for(answer, times=2)
    assert asked == ["https://www.linan.gov.cn/robots.txt"]  # once, however often it is needed
    assert len(told) == 1


@pytest.mark.parametrize("body", [b"User-agent: *\nDisallow: /\n", b"User-agent: gongkai\nDisallow: /col/\n"])
def test_rules_that_forbid_are_obeyed(body):
    with pytest.raises(RobotsForbid, match="forbids"):
        asked_for((200, body))


@pytest.mark.parametrize(
    "answer",
    [
        (503, b""),
        (304, b""),
        (521, b"<script>User-agent: *\nAllow: /</script>"),
        (500, b""),
        TimeoutError("60 s"),
    ],
)
def test_a_robots_txt_that_cannot_be_read_defers_the_host(answer):
    with pytest.raises(RobotsUnreachable, match="cannot be read"):
        asked_for(answer)


@pytest.mark.parametrize("refusal", [HostStopped("stopped"), HostForeign("foreign")])
def test_a_refusal_of_our_own_is_not_taken_for_a_rule(refusal):
    with pytest.raises(RobotsUnreachable):
        asked_for(refusal)


@pytest.mark.parametrize("answer", [(404, b""), (200, b"User-agent: *\nAllow: /\n")])
def test_requests_that_wait_for_a_robots_txt_go_on_when_it_is_there(answer):
    asked, _ = asked_for(answer, times=3, at_once=True)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("answer", "is_told"),
    [(TimeoutError("60 s"), True), ((503, b""), True), (HostStopped("stopped"), False)],
)
def test_a_robots_txt_that_did_not_come_is_told_unless_nobody_asked_for_it(answer, is_told):
    told = []
    with pytest.raises(RobotsUnreachable):
        asked_for(answer, told=told)
    assert [url for url, _ in told] == ["https://www.linan.gov.cn/robots.txt"] * is_told
