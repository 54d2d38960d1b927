"""Whatever is done to a document, a report comes out, with problems; never an exception."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.registry import run_checks
from parsers.parse import parse
from parsers.report import Mark

ROOT = Path(__file__).parents[2]
SOUND = [
    *sorted((ROOT / "demo" / "documents").glob("00[124]*.*")),
    *sorted((ROOT / "tests" / "samples" / "pdf").glob("*.pdf"))[:1],
    *sorted((ROOT / "tests" / "samples" / "doc").glob("*.doc"))[:1],
]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "copy"]),
        st.floats(0, 0.999),
        st.floats(0, 0.999),
        st.integers(1, 255),
    ),
    min_size=1,
    max_size=12,
)


def damage(body, changes):
    damaged = bytearray(body)
    for how, at, other, size in changes:
        here, there = int(at * len(damaged)), int(other * len(damaged))
        if how == "flip":
            damaged[here : here + 1] = bytes(byte ^ size for byte in damaged[here : here + 1])
        elif how == "cut":
            del damaged[here : here + size]
        else:
            damaged[here:here] = damaged[there : there + size]
    return bytes(damaged)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.name)
@settings(max_examples=20)
@given(changes=CHANGES)
def test_a_damaged_document_gives_a_report_and_invents_nothing(path, changes):
    report = parse(damage(path.read_bytes(), changes))
    assert report.cells or report.problems
    assert all((cell.value is None) == (cell.mark is not Mark.NUMBER) for cell in report.cells)
    assert run_checks(report)


def test_a_package_that_asks_for_a_version_nobody_wrote_is_a_problem():
    body = bytearray((ROOT / "demo" / "documents" / "002_luzhu_2021.docx").read_bytes())
    entry = body.index(b"PK\x01\x02")
    body[entry + 6] = 245  # "version needed to extract" of the first member: 24.5
    assert parse(bytes(body)).problems
