"""The test set of made-up reports: every cell right in every look, and nothing wrong in silence."""

import tomllib
from pathlib import Path

import pytest

from benchmarks.judgement import judge
from demo.corpus import LOOKS, Corpus, render, truth
from parsers.parse import parse

CHOSEN = tomllib.loads((Path(__file__).parent / "looks.toml").read_text(encoding="utf-8"))
SHORT = CHOSEN["short"]
REPORTS = list(Corpus(SHORT["seed"], SHORT["faulty"]).reports(SHORT["reports"]))


@pytest.mark.parametrize("look", SHORT["looks"])
def test_every_cell_of_the_test_set_is_right(look):
    judged = [(report, judge(truth(report, look), parse(render(report, look)))) for report in REPORTS]
    wrong = [(report.name, report.faults, cell) for report, said in judged for cell in said.wrong]
    assert not wrong, wrong[:5]


@pytest.mark.parametrize("look", SHORT["looks"])
def test_what_is_wrong_is_told(look):
    hard = Corpus(SHORT["seed"], 1.0)
    silent = [
        (report.name, report.faults, cell)
        for report in hard.reports(SHORT["reports"], start=SHORT["reports"])
        for cell in judge(truth(report, look), parse(render(report, look))).silent
    ]
    assert not silent


def test_the_looks_that_were_chosen_are_there():
    assert set(SHORT["looks"]) | set(CHOSEN["long"]["looks"]) <= set(LOOKS)
