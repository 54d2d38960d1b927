"""Every cell of the five golden reports is right in every format: text, value, unit, mark."""

from decimal import Decimal

from parsers.parse import parse
from parsers.report import Certainty, Mark, ProblemKind


def cells_of(body):
    return {cell.key: cell for cell in parse(body).cells}


def test_every_cell_is_as_the_truth_prints_it(rendering, truth):
    cells = cells_of(rendering[1])
    assert len(truth["cells"]) == truth["counts"]["form_cells"]
    assert {expected["key"] for expected in truth["cells"]} == set(cells)
    for expected in truth["cells"]:
        cell = cells[expected["key"]]
        value = None if expected["value"] is None else Decimal(str(expected["value"]))
        assert (cell.key, cell.text, cell.value, cell.unit, cell.mark.value) == (
            expected["key"],
            expected["text"],
            value,
            expected["unit"],
            expected["mark"],
        )


def test_the_text_keeps_the_padding_that_it_prints(text_body, truth):
    cells = cells_of(text_body)
    printed = {
        expected["key"]: expected["raw"] for expected in truth["cells"] if expected["mark"] != "picture"
    }
    assert {key: cells[key].raw for key in printed} == printed


def test_amounts_stand_in_yuan_beside_the_printed_ones(rendering, truth):
    cells = cells_of(rendering[1])
    for expected in truth["cells"]:
        if "amount_yuan" in expected:
            amount = expected["amount_yuan"]
            cell = cells[expected["key"]]
            assert cell.amount_yuan == (None if amount is None else Decimal(amount))
            assert cell.unit_source == expected["unit_source"]


def test_annotations_are_kept_beside_the_number(rendering, truth):
    cells = cells_of(rendering[1])
    for expected in truth["cells"]:
        assert cells[expected["key"]].annotation == expected.get("annotation")


def test_the_form_is_the_one_that_the_tables_print(rendering, truth):
    assert parse(rendering[1]).form == truth["form"]


def test_every_printed_cell_is_matched_with_full_certainty(rendering):
    printed = [cell for cell in parse(rendering[1]).cells if cell.mark is not Mark.PICTURE]
    doubtful = [cell.key for cell in printed if cell.certainty not in {Certainty.FULL, Certainty.ALIAS}]
    assert not doubtful


def test_a_table_that_is_a_picture_is_told_as_a_problem_and_not_as_zeros(rendering, truth):
    report = parse(rendering[1])
    pictured = {expected["key"] for expected in truth["cells"] if expected["mark"] == "picture"}
    told = {
        key
        for problem in report.problems
        if problem.kind is ProblemKind.TABLE_IS_PICTURE
        for key in problem.keys
    }
    assert told == pictured
    assert all(cell.value is None for cell in report.cells if cell.key in pictured)


def test_no_cell_that_the_truth_reads_is_called_unreadable_or_doubtful(rendering):
    doubts = {ProblemKind.CELL_UNREADABLE, ProblemKind.CELL_DOUBTFUL}
    assert not [problem.keys for problem in parse(rendering[1]).problems if problem.kind in doubts]


def test_the_line_of_every_cell_of_a_text_is_where_the_truth_found_it(text_body, truth):
    cells = cells_of(text_body)
    lines = {expected["key"]: expected["line"] for expected in truth["cells"]}
    assert {key: cells[key].place.line for key in lines} == lines


def test_identity_is_as_the_truth_has_it(rendering, truth):
    report = parse(rendering[1])
    assert report.year == truth["year"]
    assert report.title == truth["title"]["text"]
    assert report.publisher is not None
    assert (report.publisher.printed, report.publisher.canonical) == (
        truth["publisher"]["printed"],
        truth["publisher"]["canonical"],
    )


def test_the_same_bytes_give_the_same_result(rendering):
    assert parse(rendering[1]) == parse(rendering[1])
