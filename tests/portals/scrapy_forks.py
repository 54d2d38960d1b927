"""Be ``python -m scrapy`` again and again: most of the time of a small crawl is spent on imports, done here once.

Reads one JSON line for each crawl, forks, and answers with its exit code.
"""

import json
import os
import sys

from scrapy.cmdline import execute

import crawler.commands.crawl  # imported for the forks
import crawler.conclusion
import crawler.loader
import crawler.robots  # noqa: F401


def be_scrapy(order: dict) -> None:
    os.environ.clear()
    os.environ.update(order["environment"])
    for number, path in ((1, order["out"]), (2, order["err"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    try:
        execute(order["command"])
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            be_scrapy(json.loads(line))
        status = os.waitpid(child, 0)[1]
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
