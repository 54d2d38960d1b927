"""Tasks for executors: a process of another machine finds them by their names."""

import os
import signal
import time
from pathlib import Path


def double(number):
    return 2 * number


def refuse(number):
    message = f"not {number}"
    raise ValueError(message)


def die_once(folder):
    """Be killed the first time, and say so the second."""
    seen = Path(folder) / "seen"
    if not seen.exists():
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "lives"


def die_at_seven(number):
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(number)


def rest(folder):
    """Leave the id of this process, and rest until something happens to it."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(600)
