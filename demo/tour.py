"""The tour behind ``make demo``: crawl the four replica portals, then show what the archive holds.

It uses the same commands as anyone: ``scrapy crawl`` and ``gongkai``. Everything lands in
``data/demo``, so that a real archive is never mixed with it; run again, it finds nothing new.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from demo.replica import Replica

ROOT = Path(__file__).parent.parent
DATA = Path("data") / "demo"
PORTALS = ("linan", "xiuzhou", "fuyang", "gongshu")
SEVERITIES = {"error": "错误", "doubtful": "存疑", "warning": "警告", "info": "提示"}
WIDTH = 64  # characters of a finding: a line of a terminal; `gongkai findings` tells all
MANY = 5  # findings of one rule on one report: then the first stands for all
_PROGRAMS = Path(sys.executable).parent


def main() -> int:
    """Run the tour; returns the exit code of the first crawl that did not end well, else 0."""
    started = time.monotonic()
    environment = {
        **os.environ,
        "GONGKAI_DATA": str(DATA),
        "GONGKAI_ARCHIVE": str(DATA / "archive.sqlite"),
    }
    with Replica() as replica:
        _say(f"Four portals are played on {replica.origin} (no page of the internet is fetched).")
        for portal in PORTALS:
            code = _run(environment, "scrapy", "crawl", portal, "-a", f"origin={replica.origin}")
            if code:
                _say(f"The crawl of {portal} ended with exit code {code}; its report above says why.")
                return code
    _summary(environment, time.monotonic() - started)
    return 0


def _summary(environment: Mapping[str, str], seconds: float) -> None:
    reports = _ask(environment, "find")["reports"]
    findings = _ask(environment, "findings")["findings"]
    total = {
        name: sum(report[name] for report in reports)
        for name in ("version_count", "cell_count", "readable_cell_count")
    }
    _say(
        f"\nAfter {seconds:.0f} s the archive holds {len(reports)} reports, {total['version_count']} versions of the "
        f"pages and files that publish them,\n{total['cell_count']} cells of the national forms "
        f"({total['readable_cell_count']} readable; the others stand in a picture), and {len(findings)} findings:"
    )
    _run(environment, "gongkai", "find")
    _say("\nA finding says that a report contradicts itself or its form; the gravest first:")
    for severity, words in SEVERITIES.items():
        said = [finding for finding in findings if finding["severity"] == severity]
        _say(f"{severity} {words} ({len(said)})")
        for (publisher, year, check), alike in groupby(said, _rule):
            first, *more = (_line(finding) for finding in alike)
            lines = (first, *more) if len(more) < MANY else (f"{first}（等{len(more) + 1}项）",)
            for line in lines:
                _say(f"  {_short(publisher)} {year}  {check}  {line}")
    _say(
        f"""
Where to look next (the facts are in {DATA / "archive.sqlite"}, the bytes in {DATA / "blobs"}):
  export GONGKAI_ARCHIVE={DATA / "archive.sqlite"} GONGKAI_DATA={DATA}
  .venv/bin/gongkai show --publisher 渌渚镇 --year 2021            # one report, findings marked in its cells
  .venv/bin/gongkai cells --publisher 昌化镇 --year 2020 --json    # every cell, with its place in the original
  .venv/bin/gongkai parse tests/golden/003_jinbei_2020/report.txt  # read any file, without an archive
  .venv/bin/gongkai --help"""
    )


def _rule(finding: Mapping[str, Any]) -> tuple[str, int, str]:
    return finding["publisher"]["name"], finding["year"], finding["check"]


def _line(finding: Mapping[str, Any]) -> str:
    said: str = finding["message_zh"]
    return said if len(said) <= WIDTH else f"{said[: WIDTH - 1]}…"


def _short(publisher: str) -> str:
    return publisher.removeprefix("杭州市").removeprefix("嘉兴市")


def _ask(environment: Mapping[str, str], *command: str) -> Mapping[str, Any]:
    answer = subprocess.run(  # noqa: S603  # our own program, beside this interpreter
        [str(_PROGRAMS / "gongkai"), *command, "--json"],
        env=dict(environment), cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: Mapping[str, Any] = json.loads(answer.stdout)
    return found


def _run(environment: Mapping[str, str], program: str, *arguments: str) -> int:
    sys.stdout.flush()
    command = [str(_PROGRAMS / program), *arguments]
    return subprocess.run(command, env=dict(environment), cwd=ROOT, check=False).returncode  # noqa: S603


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
