"""Runs one program within limits and without a network: `python -I fence.py MEMORY SECONDS FILE_BYTES PROGRAM ...`.

A script of its own, since limits are to hold for the program and not for the one who calls it, and nothing of a
process with threads may run between fork and exec.
"""

import ctypes
import os
import resource
import sys
from pathlib import Path

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER and CLONE_NEWNET of Linux


def main(arguments: list[str]) -> None:
    """Put up the fence and become the program."""
    memory, seconds, file_bytes = map(int, arguments[:3])
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_FSIZE, file_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    leave_network()
    os.execv(arguments[3], arguments[3:])  # noqa: S606  # no shell is what is wanted


def leave_network() -> None:
    """Go where no network is, on Linux that allows it; elsewhere LibreOffice's own settings must do."""
    user, group = os.getuid(), os.getgid()
    try:
        is_left = ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK) == 0
    except (OSError, AttributeError):  # no Linux
        return
    if is_left:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(sys.argv[1:])
