"""A run stops where going on would do harm."""

import pytest
from scrapy import Request

from crawler.guard import MEGABYTE, Guard, free_bytes
from crawler.lock import Hold
from crawler.refusals import Halted
from crawler.visits import Visit, capture_exception
from storage.capture import CaptureRole

PAGE = Request("https://www.linan.gov.cn/a")


def test_a_run_goes_on_while_there_is_room_and_stays_stopped_once_there_was_not(tmp_path):
    left = iter([900, 500, 499, 900])
    guard = Guard(500 * MEGABYTE, tmp_path, None, lambda _folder: next(left) * MEGABYTE)
    guard.process_request(PAGE)
    guard.process_request(PAGE)
    for _ in range(2):
        with pytest.raises(Halted, match="499 MB free in the folder of the archive, of 500 to be left free"):
            guard.process_request(PAGE)
    assert guard.held_back == 2


def test_a_run_whose_portal_another_process_took_over_asks_for_nothing_more(tmp_path):
    hold = Hold()
    guard = Guard(0, tmp_path, hold)
    guard.process_request(PAGE)
    hold.is_lost = True
    with pytest.raises(Halted, match="another process"):
        guard.process_request(PAGE)


def test_what_was_held_back_is_no_visit():
    assert capture_exception(Visit(PAGE.url, CaptureRole.PUBLICATION), Halted("no room")) is None


def test_room_is_told_also_for_a_folder_that_is_not_there_yet(tmp_path):
    assert free_bytes(tmp_path / "not" / "yet") == pytest.approx(free_bytes(tmp_path), rel=0.5)
    assert free_bytes(tmp_path) > 0
