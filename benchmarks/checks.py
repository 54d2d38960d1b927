"""How fast reports are checked: 10,000 synthetic ones on one core, alone and beside one another.

    python -m benchmarks.checks            prints the figures
    python -m benchmarks.checks --count 500

The reports are the golden ones with other figures: those of a form that balances, of one that does not,
and of one full of slashes, so that every check has work to do. Reading is not measured here.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from checks.diagnosis import diagnose
from checks.neighbours import Neighbours, Others, Peer
from checks.registry import compare, run_checks
from checks.similarity import Narrative, bands, sketch
from parsers.parse import parse
from parsers.report import Cell, Mark, ParsedReport

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
PEERS = 20  # publishers of one type in a county
STEPS = (
    "every check, the report alone",
    "stories and repairs",
    "the sketch by which copies are found",
    "beside last year, 20 peers, one text",
)


def synthetic(count: int) -> Iterator[ParsedReport]:
    """Yield reports that were never published: the golden ones, with other figures in a twentieth of the cells."""
    golden = [parse((folder / "report.txt").read_bytes()) for folder in sorted(GOLDEN.iterdir())]
    chance = random.Random(2026)  # noqa: S311 - the same reports in every run
    for number in range(count):
        report = golden[number % len(golden)]
        yield replace(report, cells=tuple(_changed(cell, chance) for cell in report.cells))


def _changed(cell: Cell, chance: random.Random) -> Cell:
    if cell.mark.is_unknown or chance.random() > 0.05:
        return cell
    value = Decimal(chance.randrange(200))
    return replace(cell, text=str(value), raw=str(value), value=value, mark=Mark.NUMBER)


def main(arguments: Sequence[str] | None = None) -> int:
    """Time every step over every report and print the sums."""
    options = argparse.ArgumentParser(description="How fast reports are checked.")
    options.add_argument("--count", type=int, default=10_000)
    count = options.parse_args(arguments).count
    reports = list(synthetic(count))
    run_checks(reports[0])  # what is read once for all is not counted
    seconds = dict.fromkeys(STEPS, 0.0)
    for place, report in enumerate(reports):
        neighbours = _beside(reports, place)
        marks = [time.process_time()]
        outcomes = run_checks(report)
        marks.append(time.process_time())
        diagnose(report, outcomes)
        marks.append(time.process_time())
        bands(sketch(Narrative(report).grams))
        marks.append(time.process_time())
        compare(report, neighbours)
        marks.append(time.process_time())
        for step, (start, end) in zip(STEPS, pairwise(marks), strict=True):
            seconds[step] += end - start
    for step, took in seconds.items():
        sys.stdout.write(f"{step:<40} {took:8.1f} s for {count} reports {took / count * 1000:8.2f} ms each\n")
    return 0


def _beside(reports: Sequence[ParsedReport], place: int) -> Neighbours:
    others = (reports[(place + step) % len(reports)] for step in range(1, PEERS + 1))
    peers = tuple(Peer(str(number), str(number), other) for number, other in enumerate(others))
    return Neighbours(previous=reports[place - 1], peers=peers, others=Others(PEERS, peers[:1]))


if __name__ == "__main__":
    raise SystemExit(main())
