from datetime import UTC, datetime

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot

from crawler import settings, window
from crawler.politeness import JITTER, jittered, retry_after
from crawler.refusals import WindowClosed
from crawler.window import WindowGuard, is_open

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_jitter_never_goes_below_the_floor():
    slot = Slot(1, jittered(2.0), JITTER)
    delays = [slot.download_delay() for _ in range(500)]
    assert min(delays) >= 2.0
    assert max(delays) <= 3.01
    assert settings.DOWNLOAD_DELAY_JITTER == JITTER


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(b"120", 120.0), (b"Fri, 20 Nov 2026 12:00:30 GMT", 30.0), (b"Fri, 20 Nov 2026 11:00:00 GMT", 0.0),
     (b"soon", None), (None, None)],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_or_as_a_date(value, seconds):
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("hour", "expected"), [(13, False), (14, True), (20, True), (22, True), (23, False), (5, False)]
)
def test_a_window_is_read_in_its_own_time_zone_and_past_midnight(hour, expected):
    moment = datetime(2026, 11, 20, hour, 30, tzinfo=UTC)  # Shanghai is eight hours ahead
    assert is_open("22:00-07:00 Asia/Shanghai", moment) is expected


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
