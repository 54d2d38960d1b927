"""Tables of `benchmarks.cluster`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

PARSING, COUNTING = "parsing alone, html and docx", "a loop that only counts"
GOAL = 1.6


@dataclass(slots=True)
class Spent:
    """What each round took: seconds of the clock, and of processor time where tasks tell them; most memory, in MB."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: int = 0


Measured = dict[tuple[str, str], Spent]  # by work and place


def formats_table(measured: Measured, formats: Iterable[str], count: int, places: Sequence[str]) -> str:
    """Render documents a second, and the memory of one worker."""
    rows = [
        f"| read again, documents a second | {' | '.join(places)} | gain of two | memory of a worker |",
        f"|---|{'---|' * (len(places) + 2)}",
    ]
    for suffix in formats:
        rates = [count / min(measured[suffix, where].clock) for where in places]
        cells = [f"{rate:.0f}" for rate in rates]
        memory = measured[suffix, places[0]].megabytes
        rows.append(f"| {suffix} | {' | '.join(cells)} | {rates[1] / rates[0]:.2f} | {memory} MB |")
    return "\n".join(rows)


def scaling_table(measured: Measured, amounts: Mapping[str, int], places: Sequence[str]) -> str:
    """Render what two processes gain by the clock, and whether they need more processor time together than one."""
    rows = [
        f"| a second | {' | '.join(places)} | gain of two | processor time on two / on one |",
        f"|---|{'---|' * (len(places) + 2)}",
    ]
    for what, amount in amounts.items():
        rates = [amount / min(measured[what, where].clock) for where in places]
        one, two = (min(measured[what, where].processor) for where in places[:2])
        gain = f"{rates[1] / rates[0]:.2f}"
        if what == PARSING:
            gain += f" (goal >= {GOAL}, {'met' if rates[1] >= GOAL * rates[0] else 'missed'})"
        cells = [f"{rate:.1f}" for rate in rates]
        rows.append(f"| {what} | {' | '.join(cells)} | {gain} | {two / one:.2f} |")
    return "\n".join(rows)
