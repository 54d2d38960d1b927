"""How far apart requests come: measured by a server, with everything on that might hurry them."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest

HERE = Path(__file__).parent
EARLY = 0.14  # seconds: a busy server notes a request after it was sent, now more and now less
HURRIED = ("AUTOTHROTTLE_ENABLED=1", "AUTOTHROTTLE_START_DELAY=0", "AUTOTHROTTLE_TARGET_CONCURRENCY=8",
           "CONCURRENT_REQUESTS=8", "CONCURRENT_REQUESTS_PER_DOMAIN=8")  # fmt: skip


@contextmanager
def portal(robots="", refusals=()):
    """A server with a robots.txt that refuses so many pages, each in its way, before it answers; when it was asked."""

    class Portal(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/robots.txt":
                self.answer(200, robots)
                return
            asked.append(time.monotonic())
            status, headers = waiting.pop(0) if waiting else (200, {})
            self.answer(status, "page", headers)

        def answer(self, status, body, headers=()):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            for name, value in dict(headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_words):
            """Print nothing."""

    waiting, asked = list(refusals), []
    with ThreadingHTTPServer(("127.0.0.1", 0), Portal) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, asked
        server.shutdown()
        thread.join()


def visit(port, count, floor, *more):
    command = [sys.executable, str(HERE / "pace.py"), str(port), str(count), str(floor), *HURRIED, *more]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def gaps(asked):
    return [after - before for before, after in pairwise(asked)]


@pytest.mark.parametrize(
    ("robots", "floor"),
    [("", 0.3), ("User-agent: *\nCrawl-delay: 0.7\n", 0.7), ("User-agent: *\nCrawl-delay: 0.1\n", 0.3)],
)
def test_requests_come_no_faster_than_the_delay_and_crawl_delay_whatever_autothrottle_makes_of_it(
    robots, floor
):
    with portal(robots) as (port, asked):
        visit(port, 6, 0.3)
    assert len(asked) == 6
    assert min(gaps(asked)) >= floor - EARLY
    assert (
        max(gaps(asked)) <= floor * 1.5 + 0.5
    )  # jitter lengthens by a half at most; the rest is the machine


def test_gaps_differ_so_that_requests_come_like_no_clockwork():
    with portal() as (port, asked):
        visit(port, 8, 0.3)
    assert max(gaps(asked)) - min(gaps(asked)) > 0.02


@pytest.mark.parametrize(
    ("refusal", "wait"),
    [((429, {"Retry-After": "1"}), 1.0), ((503, {"Retry-After": "1"}), 1.0), ((503, {}), 0.6)],
)
def test_a_busy_server_is_given_the_time_it_asks_for_and_more_than_before_where_it_asks_for_none(
    refusal, wait
):
    with portal(refusals=[refusal]) as (port, asked):
        visit(port, 3, 0.3, "CONCURRENT_REQUESTS=1")
    assert len(asked) == 4  # one of them again
    assert min(gaps(asked)) >= wait - EARLY
