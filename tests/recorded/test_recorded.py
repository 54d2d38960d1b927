"""Recorded reports: reviewed by a person, and read as that person found them."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from demo.corpus import Corpus, render
from parsers.parse import parse
from tests.recorded.record import CaseExists, main, record

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/truth.json"))


def faults_of(case):
    """Say what is still to do in a case, and which cells are not read as its truth has them."""
    truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
    if not (truth["reviewed"] and truth["reviewed_by"].strip()):
        return [
            f"{case.name} is not reviewed: compare its cells with the document, then say so in truth.json"
        ]
    report = next(path for path in case.iterdir() if path.stem == "report")
    cells = {cell.key: cell for cell in parse(report.read_bytes()).cells}
    return [
        expected["key"] for expected in truth["cells"] if not agrees(cells.get(expected["key"]), expected)
    ]


def agrees(cell, expected):
    value = None if expected["value"] is None else Decimal(str(expected["value"]))
    wanted = (expected["text"], value, expected["unit"], expected["mark"])
    return cell is not None and (cell.text, cell.value, cell.unit, cell.mark.value) == wanted


def test_every_recorded_case_is_reviewed_and_read_right():
    assert not {case.name: faults for case in CASES if (faults := faults_of(case))}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "某报告.html"
    path.write_bytes(render(Corpus(41).report(4, ()), "html-plain"))
    return path


@pytest.fixture
def case(file, tmp_path):
    return record(file, folder=tmp_path / "recorded")


def edit(case, old, new):
    path = case / "truth.json"
    before = path.read_text(encoding="utf-8")
    path.write_text(re.sub(old, new, before, count=1), encoding="utf-8")


def test_a_new_case_holds_the_file_and_every_cell_and_fails_until_reviewed(case, file):
    truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
    assert (case / "report.html").read_bytes() == file.read_bytes()
    assert len(truth["cells"]) == 200
    assert "not reviewed" in faults_of(case)[0]


def test_a_flag_without_the_name_of_the_person_is_no_review(case):
    edit(case, '"reviewed": false', '"reviewed": true')
    assert "not reviewed" in faults_of(case)[0]


def test_a_reviewed_case_fails_only_where_the_reader_differs(case):
    edit(case, '"reviewed": false', '"reviewed": true')
    edit(case, '"reviewed_by": ""', '"reviewed_by": "a person"')
    assert faults_of(case) == []
    edit(case, '"key": "proactive.rules.made", "text": "0"', '"key": "proactive.rules.made", "text": "7"')
    assert faults_of(case) == ["proactive.rules.made"]


def test_truth_is_never_overwritten(case, file):
    with pytest.raises(CaseExists, match="never overwritten"):
        record(file, folder=case.parent)


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert main([str(tmp_path / "none.pdf")]) == 1
    assert "none.pdf" in capsys.readouterr().err
