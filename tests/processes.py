"""Processes that tests kill."""

from pathlib import Path


def is_alive(pid):
    """Whether a process is there; one that only waits to be reaped is not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
