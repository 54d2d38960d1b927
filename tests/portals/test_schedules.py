"""The schedules of docs/how-to/schedule, as cron and systemd would run them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCHEDULE = ROOT / "docs" / "how-to" / "schedule"
INSTALLED, STATE = "/opt/gongkai", "/var/lib/gongkai"


@pytest.fixture
def installed(tmp_path):
    """A folder like the one that the schedules name."""
    folder = tmp_path / "opt" / "gongkai"
    folder.mkdir(parents=True)
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "scrapy.cfg").symlink_to(ROOT / "scrapy.cfg")
    return folder


def written(name, installed, state):
    return (SCHEDULE / name).read_text().replace(INSTALLED, str(installed)).replace(STATE, str(state))


def from_cron(installed, state, *more):
    """Run the line of the crontab as cron does: by sh, with next to no environment, without a terminal."""
    lines = [line for line in written("gongkai.crontab", installed, state).splitlines() if line[0] != "#"]
    environment = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    (job,) = (line for line in lines if not re.match(r"[A-Z_]+=", line))
    times, command = re.fullmatch(r"((?:\S+ ){5})(.+)", job).groups()
    assert re.fullmatch(r"\d+ \* \* \* \* ", times)
    done = subprocess.run(
        ["/bin/sh", "-c", " ".join([command, *more])], env={"PATH": "/usr/bin:/bin", "HOME": str(state), **environment},
        cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_the_line_for_cron_crawls_what_is_due_and_is_silent_unless_a_run_needs_a_look(
    desk, replica, installed
):
    state, origin = desk.database.parent, ("-a", f"origin={replica.origin}", "-a", "sample=1")
    assert from_cron(installed, state, "fuyang", *origin) == (0, "", "")
    assert desk.rows("select portal_id, verdict from crawl") == [("fuyang", "complete")]
    requests = len(replica.log)
    assert requests > 0
    assert from_cron(installed, state, "fuyang", *origin) == (0, "", "")  # nothing is due
    assert len(replica.log) == requests
    replica.trouble("521", "www.xiuzhou.gov.cn", where="site")
    code, out, err = from_cron(installed, state, "xiuzhou", *origin)
    assert code == 4
    assert "turned us away" in err
    assert out.startswith("xiuzhou: BLOCKED")


@pytest.mark.needs("systemd")
@pytest.mark.parametrize("unit", ["gongkai-crawl.service", "gongkai-crawl.timer"])
def test_the_units_are_such_as_systemd_takes(unit, installed, tmp_path):
    for name in ("gongkai-crawl.service", "gongkai-crawl.timer"):
        (tmp_path / name).write_text(written(name, installed, STATE))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / unit)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_service_runs_what_cron_runs():
    service = (SCHEDULE / "gongkai-crawl.service").read_text()
    (command,) = re.findall(r"^ExecStart=(.+)$", service, re.MULTILINE)
    assert command == f"{INSTALLED}/.venv/bin/scrapy crawlall --due"
    assert f"cd {INSTALLED} && .venv/bin/scrapy crawlall --due" in (SCHEDULE / "gongkai.crontab").read_text()
