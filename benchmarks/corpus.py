"""How right the readers are on the test set of made-up reports (tests/corpus/looks.toml).

    python -m benchmarks.corpus                       every look that can be made here
    python -m benchmarks.corpus --looks html-mso,odt-libreoffice --reports 20
    python -m benchmarks.corpus --seed 5 --faulty 1   other reports: these may be tuned on

Exit 1 when a format misses its goal or a cell is wrong without a problem beside it. The files have
one maker: these are regression figures, not accuracy.
"""

import argparse
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.judgement import WrongCell, judge
from demo.corpus import LOOKS, Corpus, Report, render_all, truth
from demo.corpus.office import OfficeMissing
from parsers.parse import parse
from parsers.report import ParseHints

CHOSEN = Path(__file__).parent.parent / "tests" / "corpus" / "looks.toml"
_EXAMPLES = 3


@dataclass(slots=True)
class Score:
    """What the reader gave for one look."""

    look: str
    cells: int = 0
    wrong: int = 0
    silent: int = 0
    faults: Counter[str] = field(default_factory=Counter)  # faults of the reports with wrong cells
    examples: list[str] = field(default_factory=list)

    @property
    def right(self) -> float:
        """Share of cells that are right."""
        return 1 - self.wrong / self.cells if self.cells else 0.0

    def add(self, report: Report, wrong: Sequence[WrongCell]) -> None:
        """Count what was wrong in a report, and keep a few examples."""
        self.wrong += len(wrong)
        self.silent += sum(not cell.is_told for cell in wrong)
        if wrong:
            self.faults.update(report.faults or ("no fault",))
        for cell in sorted(wrong, key=lambda cell: cell.is_told)[:_EXAMPLES]:
            told = "told" if cell.is_told else "SILENT"
            self.examples.append(
                f"{report.name} {cell.key}: {cell.expected}, got {cell.got} ({told}; {' '.join(report.faults)})"
            )


def measure(look: str, reports: Sequence[Report]) -> Score:
    """Render the reports in a look, read them, and judge every cell."""
    score = Score(look)
    hints = ParseHints(ocr=LOOKS[look].is_scan)
    for report, body in zip(reports, render_all(list(reports), look), strict=True):
        found = judge(truth(report, look), parse(body, hints=hints))
        score.cells += found.count
        score.add(report, found.wrong)
    return score


def goal_of(look: str, goals: dict[str, float]) -> float:
    """Return the share of right cells that issue 3 asks of the format of a look."""
    if "borderless" in look:
        return goals["pdf-borderless"]
    if LOOKS[look].is_scan:
        return goals["scan"]
    suffix = {"txt": "text", "md": "text"}.get(LOOKS[look].suffix, LOOKS[look].suffix)
    return goals[suffix]


def main() -> None:
    """Read the arguments, measure, and print a table."""
    chosen: dict[str, Any] = tomllib.loads(CHOSEN.read_text(encoding="utf-8"))
    long = chosen["long"]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description="Cells right, by look")
    parser.add_argument("--looks", help="names with commas between (default: those of looks.toml)")
    parser.add_argument("--seed", type=int, default=long["seed"])
    parser.add_argument("--faulty", type=float, default=long["faulty"], help="share of reports with faults")
    parser.add_argument("--reports", type=int, default=long["reports"], help="how many of each look")
    parser.add_argument("--examples", type=int, default=0, help="print so many wrong cells of each look")
    asked = parser.parse_args()
    looks = asked.looks.split(",") if asked.looks else long["looks"]
    reports = list(Corpus(asked.seed, asked.faulty).reports(asked.reports))
    is_missed = False
    print("| look | cells | right | wrong | wrong in silence | goal |", "|---|---|---|---|---|---|", sep="\n")
    for look in looks:
        try:
            score = measure(look, reports[: chosen["long"]["scans"]] if LOOKS[look].is_scan else reports)
        except OfficeMissing as missing:
            print(f"| {look} | not made: {missing} | | | | |", flush=True)
            continue
        goal = goal_of(look, chosen["goals"])
        is_missed = is_missed or score.right < goal or score.silent > 0
        print(
            f"| {look} | {score.cells} | {score.right:.2%} | {score.wrong} | {score.silent} | {goal:.0%} |",
            flush=True,
        )
        if asked.examples and score.wrong:
            print("   faults:", dict(score.faults.most_common(8)))
            print(*(f"   {line}" for line in score.examples[: asked.examples]), sep="\n")
    raise SystemExit(int(is_missed))


if __name__ == "__main__":
    main()
