"""Contract over the extras that read documents: where one is absent, a problem says so and names it."""

import tomllib
from pathlib import Path

import pytest

from parsers import bundles, convert, ocr
from parsers.document import UnreadableDocument
from parsers.parse import parse
from parsers.report import ParseHints, ProblemKind
from tests.parsers.convert.word95 import word95

ROOT = Path(__file__).parents[2]
PICTURED = ROOT / "demo" / "documents" / "000_changhua_2020.png"
ASKED = ParseHints(ocr=True, convert=True)
EXTRAS = {
    "ocr": (ocr, PICTURED.read_bytes()),
    "archives": (bundles, b"Rar!\x1a\x07\x00" + bytes(40)),
    "convert": (convert, word95(["一、总体情况"])),
}
each = pytest.mark.parametrize("extra", EXTRAS)


@each
def test_an_absent_extra_is_a_problem_that_names_it_and_nothing_is_read(extra, monkeypatch):
    module, body = EXTRAS[extra]
    monkeypatch.setattr(module, "is_here", lambda: False)
    report = parse(body, hints=ASKED)
    (told,) = [problem for problem in report.problems if problem.kind is ProblemKind.EXTRA_MISSING]
    assert f"gongkai[{extra}]" in told.message
    assert (told.message, report.cells) == (module.MISSING, ())


@each
def test_an_absent_extra_is_not_told_where_it_has_nothing_to_read(extra, monkeypatch):
    module, _ = EXTRAS[extra]
    monkeypatch.setattr(module, "is_here", lambda: False)
    report = parse("<h1>2021年政府信息公开工作年度报告</h1>".encode(), hints=ASKED)
    assert ProblemKind.EXTRA_MISSING not in {problem.kind for problem in report.problems}


@each
def test_pip_knows_every_extra_that_a_problem_names(extra):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert extra in project["optional-dependencies"]
    assert f"gongkai[{extra}]" == EXTRAS[extra][0].EXTRA


@pytest.mark.parametrize("extra", ["ocr", "convert"])
def test_whether_an_extra_is_there_is_part_of_the_fingerprint(extra, monkeypatch):
    module, _ = EXTRAS[extra]
    monkeypatch.setattr(
        module.extra if extra == "ocr" else module, "is_here" if extra == "ocr" else "find", lambda: None
    )
    assert module.tools() == (f"{extra} absent",)


def test_the_members_of_a_rar_are_not_read_without_the_extra(monkeypatch):
    monkeypatch.setattr(bundles, "is_here", lambda: False)
    with pytest.raises(UnreadableDocument) as refused:
        next(bundles.members(EXTRAS["archives"][1]))
    assert bundles.problem_of(refused.value).message == bundles.MISSING
