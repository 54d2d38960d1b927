"""A process that records a small portal, and may be killed at a chosen moment of it.

Run as ``python -m tests.storage.recording_process FOLDER [MOMENT COUNT | --as NAME]``.
"""

import os
import random
import signal
import sys
from pathlib import Path

import storage.blob_folder
import storage.ingest
from storage.archive import Archive
from storage.crawl import CrawlVerdict
from tests.storage.plain_reader import PLAIN, fetched, next_crawl, report_body

HOST = "https://www.linan.gov.cn"
MOMENTS = (
    "before the blob has its name",
    "before the transaction",
    "within the transaction",
    "after the commit",
)


def captures(day: int = 1):
    """List what the portal shows: five reports, three of them changed on the second day."""
    for number in range(5):
        new = number + (100 if day > 1 and number < 3 else 0)
        body = report_body(new, year=2016 + number, furniture=f"visit {day}")
        yield fetched(body, url=f"{HOST}/art/{number}.html", day=day)


def die_at(moment: str, count: int) -> None:
    """Kill this process, as a power cut would, the ``count``-th time that it comes to a moment."""
    seen = 0

    def tick() -> None:
        nonlocal seen
        seen += 1
        if seen == count:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(function):
        def wrapped(*args, **rest):
            tick()
            return function(*args, **rest)

        return wrapped

    def after(function):
        def wrapped(*args, **rest):
            result = function(*args, **rest)
            tick()
            return result

        return wrapped

    if moment == "before the blob has its name":
        storage.blob_folder.os.fsync = before(os.fsync)
    elif moment == "before the transaction":
        storage.ingest.run_in_transaction = before(storage.ingest.run_in_transaction)
    elif moment == "within the transaction":
        storage.ingest.renew_report = after(storage.ingest.renew_report)
    else:
        storage.ingest.run_in_transaction = after(storage.ingest.run_in_transaction)


def crawl_portal(archive: Archive) -> None:
    """Crawl the portal on two days, leaving out what a killed process did before."""
    for day in (1, 2):
        crawl = next_crawl(archive, {"day": str(day)})
        done = archive.captured_in(crawl)
        for capture in captures(day):
            if capture.url.removeprefix("https://") not in done:
                archive.record(crawl, capture)
    for day in (1, 2):
        archive.finish_crawl(next_crawl(archive, {"day": str(day)}), CrawlVerdict.COMPLETE)


def write_beside_others(archive: Archive, name: str) -> None:
    """Record the same publications as other processes do, in an order of one's own."""
    work = [capture for day in (1, 2) for capture in captures(day)]
    random.Random(name).shuffle(work)
    crawl = next_crawl(archive, {"writer": name})
    for capture in work:
        archive.record(crawl, capture)
    archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    place = os.environ.get("GONGKAI_ARCHIVE") or folder / "archive.sqlite"
    with Archive.open(place, folder, reader=PLAIN) as opened:
        if sys.argv[2:3] == ["--as"]:
            write_beside_others(opened, sys.argv[3])
        else:
            if len(sys.argv) > 2:
                die_at(sys.argv[2], int(sys.argv[3]))
            crawl_portal(opened)
