"""Fixtures that every room's tests share: the five golden reports and their hand-verified truth."""

import json
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
DOCUMENTS = Path(__file__).parent.parent / "demo" / "documents"
CASES = tuple(sorted(path.name for path in GOLDEN.iterdir()))


@pytest.fixture(params=CASES)
def case(request):
    """One golden report by its folder name: 000_changhua_2020 ..."""
    return request.param


@pytest.fixture
def truth(case):
    return json.loads((GOLDEN / case / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture
def text_body(case):
    return (GOLDEN / case / "report.txt").read_bytes()


@pytest.fixture(params=["text", "docx", "html"])
def rendering(request, case):
    """The bytes of one golden report in one of its formats: (format, body)."""
    if request.param == "text":
        return request.param, (GOLDEN / case / "report.txt").read_bytes()
    return request.param, (DOCUMENTS / f"{case}.{request.param}").read_bytes()
