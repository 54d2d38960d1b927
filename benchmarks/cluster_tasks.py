"""What processes are asked to do by `benchmarks.cluster`: they find it here by its name."""

import time
from collections.abc import Sequence

from parsers.parse import parse
from parsers.report import ParseHints


def parse_chunk(bodies: Sequence[bytes]) -> float:
    """Parse documents; return the seconds of processor time."""
    began = time.process_time()
    for body in bodies:
        if not parse(body, None, ParseHints()).cells:
            raise RuntimeError("a report without a cell")
    return time.process_time() - began


def count_up(steps: int) -> float:
    """Only count: what no work can scale better than; return the seconds of processor time."""
    began = time.process_time()
    for _ in range(steps):
        pass
    return time.process_time() - began
