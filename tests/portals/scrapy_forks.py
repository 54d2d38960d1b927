"""Be ``python -m scrapy`` again and again: most of the time of a small crawl is spent on imports, done here once.

Reads one JSON line for each crawl, forks, and answers with its exit code.
"""

import importlib
import json
import os
import pkgutil
import sys

from scrapy.cmdline import execute
from scrapy.settings import default_settings

from parsers.parse import parse

REACTOR = "twisted.internet.reactor"  # importing it installs one: each fork must choose its own


def import_everything() -> None:
    """Import what a crawl loads on its way, and read one page so that forms and publishers are in memory."""
    for package in ("crawler", "checks", "storage"):
        importlib.import_module(package)
        for module in pkgutil.walk_packages(sys.modules[package].__path__, f"{package}."):
            if "migrations" not in module.name:
                importlib.import_module(module.name)
    components = (value for name, value in vars(default_settings).items() if name.endswith("_BASE"))
    for path in (path for parts in components for part in parts.items() for path in part):
        if str(path).startswith("scrapy."):
            importlib.import_module(str(path).rpartition(".")[0])
    parse("<table><tr><td>一、主动公开政府信息情况</td></tr></table>".encode(), "text/html")
    assert REACTOR not in sys.modules


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
    import_everything()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            be_scrapy(json.loads(line))
        status = os.waitpid(child, 0)[1]
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
