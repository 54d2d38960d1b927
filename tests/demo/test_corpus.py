"""The generator of reports: same seed, same reports; figures that balance; faults that are there; speed."""

import time
from decimal import Decimal

import pytest

from demo.corpus import FAULTS, LOOKS, Corpus, publishers, render, truth
from parsers.forms.form import forms

OWN = [look.name for look in LOOKS.values() if look.source is None]


def values(report):
    return {cell.key: int(cell.value) for cell in report.cells if "@" in cell.key and cell.value}


@pytest.mark.parametrize("look", OWN)
def test_the_same_seed_gives_the_same_bytes(look):
    bodies = [[render(report, look) for report in Corpus(11).reports(8)] for _ in range(2)]
    assert bodies[0] == bodies[1]
    assert bodies[0] != [render(report, look) for report in Corpus(12).reports(8)]


def test_every_column_and_every_row_of_a_faultless_report_adds_up():
    for report in Corpus(13, faulty=0).reports(70):
        cells = values(report)
        for column in {key.partition("@")[2] for key in cells}:
            came = cells[f"requests.new@{column}"] + cells[f"requests.carried_over@{column}"]
            total = cells[f"outcome.total@{column}"]
            assert came == total + cells[f"requests.carried_forward@{column}"]
            rows = [key for key in cells if key.startswith("outcome.") and key.endswith(f"@{column}")]
            assert sum(cells[key] for key in rows) == 2 * total
        for row in {key.partition("@")[0] for key in cells}:
            assert sum(number for key, number in cells.items() if key.startswith(f"{row}@")) == (
                2 * cells[f"{row}@total"]
            )


def test_what_is_carried_forward_is_carried_over_in_the_next_year():
    for first, second in zip(*(Corpus(14, faulty=0).reports(20, start) for start in (0, 1)), strict=True):
        if first.publisher == second.publisher:
            key = "requests.carried_{}@natural_person"
            assert values(first)[key.format("forward")] == values(second)[key.format("over")]


@pytest.mark.parametrize(("form_id", "number"), [("2019", 0), ("2021", 5)])
def test_the_truth_has_every_cell_of_the_form(form_id, number):
    report = Corpus(15, faulty=0).report(number)
    assert report.form == form_id
    assert {cell.key for cell in report.cells} == {
        key for table in forms()[form_id].tables for key, _, _ in table.cells()
    }


@pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.name)
def test_a_fault_on_demand_changes_what_is_printed(fault):
    corpus = Corpus(16, among=[one for one in publishers() if one.scale > 100])  # they have figures to change
    number = 5 if "2021" in fault.forms else 0
    plain, faulty = corpus.report(number, ()), corpus.report(number, (fault.name,))
    assert render(plain, "html-plain") != render(faulty, "html-plain")
    assert faulty.faults == (fault.name,)


def test_faults_that_exclude_each_other_and_unknown_ones_are_refused():
    for faults in (("slash_zeros", "blank_zeros"), ("no such fault",), ("dated_headings",)):
        with pytest.raises(ValueError, match=r"exclude each other|no fault|cannot have"):
            Corpus(17).report(5, faults)


def test_a_corpus_says_how_many_reports_it_has():
    corpus = Corpus(18)
    with pytest.raises(ValueError, match=f"have {corpus.most} reports"):
        corpus.report(corpus.most)


def test_each_publisher_reports_once_on_each_year():
    reports = list(Corpus(19).reports(300))
    assert len({(report.publisher, report.year) for report in reports}) == len(reports)


def test_a_look_without_pictures_has_no_pictured_cells():
    report = Corpus(20).report(5, ("picture_table",))
    marks = {look: {cell.mark for cell in truth(report, look)} for look in ("html-plain", "csv-spread")}
    assert "picture" in marks["html-plain"]
    assert "picture" not in marks["csv-spread"]


def test_every_value_is_a_decimal_string():
    for report in Corpus(21).reports(50):
        assert all(cell.value is None or Decimal(cell.value) is not None for cell in report.cells)


def test_reports_are_made_fast_enough_to_fill_archives():
    """500 in a second is what is asked on an idle machine; a loaded one is given a quarter of that."""
    corpus = Corpus(22)
    for report in corpus.reports(60):  # layouts are made once
        render(report, "html-plain")
    started = time.process_time()
    for report in corpus.reports(200, start=60):
        render(report, "html-plain")
    assert 200 / (time.process_time() - started) > 125
