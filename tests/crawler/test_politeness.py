"""Delays, windows, and the settings by which a crawl harms nobody."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from crawler import settings, window
from crawler.politeness import JITTER, LONGEST_DELAY, Politeness, jittered, retry_after
from crawler.refusals import WindowClosed
from crawler.window import WindowGuard, is_open

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAGE = Request("https://www.linan.gov.cn/")


class Host:
    """A host with requests waiting, and what is made of its answers."""

    def __init__(self, floor=2.0, delay=0.0, **agents):
        settings = {"GONGKAI_DELAY_FLOOR": floor, "USER_AGENT": "somebody", **agents}
        self.crawler = get_crawler(settings_dict=settings)
        self.slot = Slot(1, delay, JITTER)
        self.slots = {"linan": self.slot}
        downloader = SimpleNamespace(slots=self.slots, get_slot_key=lambda _request: "linan")
        self.crawler.engine = SimpleNamespace(downloader=downloader)
        self.politeness = Politeness.from_crawler(self.crawler)

    def answers(self, status, **headers):
        self.politeness.process_response(PAGE, Response(PAGE.url, status=status, headers=headers))
        return self

    def says(self, robots):
        parser = ProtegoRobotParser(robots, None)
        self.crawler.signals.send_catch_log(signals.robots_parsed, robotparser=parser, request=PAGE)
        return self

    def delay(self):
        """Return what the next request waits for at least."""
        self.politeness.process_request(PAGE)
        return self.slot.delay * (1 - JITTER)


def test_jitter_never_goes_below_the_floor():
    slot = Slot(1, jittered(2.0), JITTER)
    delays = [slot.download_delay() for _ in range(500)]
    assert min(delays) >= 2.0
    assert max(delays) <= 3.01
    assert settings.DOWNLOAD_DELAY_JITTER == JITTER


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(b"120", 120.0), (b"Fri, 20 Nov 2026 12:00:30 GMT", 30.0), (b"Fri, 20 Nov 2026 11:00:00 GMT", 0.0),
     (b" 120 ", 120.0), (b"soon", None), (None, None), (b"Fri, 20 Nov 99999999999 12:00:00 GMT", None)],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_or_as_a_date(value, seconds):
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(("before", "after"), [(0.0, 2.0), (10.0, 8.0)])
def test_a_delay_is_raised_to_the_floor_and_never_lowered(before, after):
    assert Host(delay=before).delay() == pytest.approx(after)


def test_a_delay_that_another_part_lowered_is_raised_again_when_an_answer_is_there():
    host = Host()
    host.crawler.signals.send_catch_log(
        signals.response_downloaded, response=Response(PAGE.url), request=PAGE, spider=None
    )
    assert host.slot.delay == jittered(2.0)


def test_a_host_of_which_nothing_waits_has_no_delay_to_raise():
    host = Host()
    host.slots.clear()
    host.politeness.process_request(PAGE)
    assert host.slot.delay == 0.0


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (503, {}, 4.0),  # twice what it was
        (429, {}, 4.0),
        (429, {"Retry-After": "120"}, 120.0),
        (429, {"Retry-After": "3"}, 4.0),
        (503, {"Retry-After": "86400"}, LONGEST_DELAY),
        (200, {"Retry-After": "120"}, 2.0),
        (404, {}, 2.0),
    ],
)
def test_a_busy_server_is_asked_half_as_often_or_as_it_wishes(status, headers, expected):
    assert Host().answers(status, **headers).delay() == pytest.approx(expected)


def test_a_server_that_is_busy_again_is_asked_more_seldom_each_time_and_never_oftener():
    host = Host().answers(429, **{"Retry-After": "100"})
    assert host.answers(503).delay() == pytest.approx(200)
    assert host.answers(503).delay() == pytest.approx(LONGEST_DELAY) == 300
    assert host.says(b"User-agent: *\nCrawl-delay: 5\n").delay() == pytest.approx(LONGEST_DELAY)


@pytest.mark.parametrize(
    ("agents", "robots", "expected"),
    [
        ({}, b"User-agent: *\nCrawl-delay: 7\n", 7.0),
        ({}, b"User-agent: *\nCrawl-delay: 1\n", 2.0),
        ({}, b"User-agent: *\nDisallow: /secret\n", 2.0),
        ({}, b"User-agent: somebody\nCrawl-delay: 7\n", 7.0),
        ({"ROBOTSTXT_USER_AGENT": "gongkai"}, b"User-agent: gongkai\nCrawl-delay: 7\n", 7.0),
        ({"ROBOTSTXT_USER_AGENT": "gongkai"}, b"User-agent: somebody\nCrawl-delay: 7\n", 2.0),
    ],
)
def test_a_crawl_delay_is_obeyed_where_it_is_meant_for_us(agents, robots, expected):
    assert Host(**agents).says(robots).delay() == pytest.approx(expected)


def test_a_replica_on_loopback_is_not_waited_for():
    host = Host(floor=0.0).says(b"User-agent: *\nCrawl-delay: 7\n").answers(503, **{"Retry-After": "9"})
    assert host.delay() == 0.0


@pytest.mark.parametrize(
    ("hour", "expected"), [(13, False), (14, True), (20, True), (22, True), (23, False), (5, False)]
)
def test_a_window_is_read_in_its_own_time_zone_and_past_midnight(hour, expected):
    moment = datetime(2026, 11, 20, hour, 30, tzinfo=UTC)  # Shanghai is eight hours ahead
    assert is_open("22:00-07:00 Asia/Shanghai", moment) is expected


@pytest.mark.parametrize(
    ("window", "open_at"),
    [("09:00-17:00 Asia/Shanghai", ["09:00", "16:59"]), ("22:00-07:00 Asia/Shanghai", ["06:59", "22:00"])],
)
def test_a_window_opens_on_its_first_minute_and_is_closed_on_its_last(window, open_at):
    times = ("06:59", "07:00", "08:59", "09:00", "16:59", "17:00", "21:59", "22:00")
    moments = {one: datetime.fromisoformat(f"2026-11-20T{one}:00+08:00") for one in times}
    assert [one for one, moment in moments.items() if is_open(window, moment)] == open_at


def test_outside_the_window_nothing_is_asked_for_and_a_portal_without_one_is_always_open(monkeypatch):
    monkeypatch.setattr(window, "is_open", lambda _window, _now: False)
    guard = WindowGuard("22:00-07:00 Asia/Shanghai")
    with pytest.raises(WindowClosed, match="22:00-07:00"):
        guard.process_request(Request("https://www.linan.gov.cn/"))
    assert guard.held_back == 1
    WindowGuard(None).process_request(Request("https://www.linan.gov.cn/"))
    monkeypatch.setattr(window, "is_open", lambda _window, _now: True)
    guard.process_request(Request("https://www.linan.gov.cn/"))


def test_no_server_listens_in_a_crawl_and_untrusted_pages_reach_no_file():
    assert settings.REMOTE_CONTROL_ENABLED is False
    assert settings.TELNETCONSOLE_ENABLED is False
    assert {scheme for scheme, handler in settings.DOWNLOAD_HANDLERS.items() if handler} == {"http", "https"}
    assert settings.ROBOTSTXT_OBEY
    assert settings.DOWNLOAD_VERIFY_CERTIFICATES
    assert (settings.CONCURRENT_REQUESTS_PER_DOMAIN, settings.RETRY_TIMES, settings.DOWNLOAD_DELAY) == (
        1,
        2,
        2.0,
    )
