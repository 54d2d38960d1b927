"""What the checks must say of two real reports that are not ours to commit, and what they must not.

From ``expected_findings`` and ``notes`` beside the samples, written by hand: the sums of both hold, although
totals are blank in the one and 其他处理 is a single row in the other; what the text says against a table is
doubtful, for it may be of another scope.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from checks.outcome import Verdict
from checks.registry import run_checks
from parsers.parse import parse

Finding = tuple[str, str | None, str, str, str]  # check, member, left, right, severity

_SUMS: Final = ("R01", "R02", "R03", "R04", "L01")
NARRATIVE: Final[dict[str, frozenset[Finding]]] = {
    "02_hongze_2024.pdf": frozenset({
        ("N01", None, "17", "95", "doubtful"),  # 区政府办代表区政府受理17件: the office, not the district
        ("N02", None, "17", "95", "doubtful"),
    }),
    "06_shanghai_office_2019.html": frozenset({
        ("N02", "outcome.disclosed", "258", "275", "doubtful"),  # 272 granted and 3 in part
        ("N02", "outcome.unavailable", "265", "337", "doubtful"),
        ("N05", "litigation.upheld", "9", "8", "doubtful"),  # 9件均获维持, in the table 8 and one pending
    }),
}  # fmt: skip


def mistakes(folder: Path) -> Iterator[str]:
    """Yield what is not found, what is found in error, and every sum that is said not to hold."""
    for name, expected in NARRATIVE.items():
        failed = [
            one
            for one in run_checks(parse((folder / name).read_bytes()))
            if one.verdict is Verdict.FAILED and (one.check in _SUMS or one.check.startswith("N"))
        ]
        found = {(one.check, one.member, str(one.left), str(one.right), one.severity.value) for one in failed}
        yield from (f"{name}: not found: {one}" for one in sorted(expected - found, key=str))
        yield from (f"{name}: not expected: {one}" for one in sorted(found - expected, key=str))
