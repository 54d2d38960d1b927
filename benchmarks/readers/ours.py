"""Bytes to outcomes: everything that an ingest does short of the database."""

from benchmarks.contender import serve
from checks.registry import run_checks
from parsers.parse import parse


def read(body: bytes) -> int:
    """Count cells and outcomes."""
    report = parse(body)
    return len(report.cells) + len(run_checks(report))


if __name__ == "__main__":
    serve(read, "gongkai")
