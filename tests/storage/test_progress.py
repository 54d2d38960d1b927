"""How far a long command is: a bar for people on standard error, nothing in a pipe."""

import os
import pty
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.storage.plain_reader import crawl_once, fetched, report_body

ROOT = Path(__file__).parents[2]


def read_terminal(descriptor):
    """Read what a terminal shows until its last writer is gone, which Linux tells as an error."""
    shown = b""
    with suppress(OSError):
        while some := os.read(descriptor, 1 << 16):
            shown += some
    return shown.decode()


@pytest.mark.parametrize(("command", "doing"), [("reingest", "reading"), ("fsck", "hashing")])
def test_a_person_sees_a_bar_and_a_pipe_nothing(archive, tmp_path, command, doing):
    crawl_once(archive, fetched(report_body(3)))
    words = [sys.executable, "-c", "from query.cli import main; main()", command]
    words += ["--archive", str(tmp_path / "archive.sqlite")]
    environment = {**os.environ, "GONGKAI_DATA": str(tmp_path), "TERM": "xterm", "COLUMNS": "80"}
    ours, theirs = pty.openpty()
    with ThreadPoolExecutor(1) as reader:
        shown = reader.submit(read_terminal, ours)  # meanwhile: a terminal that nobody reads stops its writer
        seen = subprocess.run(
            words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=theirs, check=True
        )
        os.close(theirs)
    os.close(ours)
    assert doing in shown.result()
    assert "\x1b" not in seen.stdout.decode()
    piped = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert piped.stderr == b""
