"""Tables that go on without headings, headings printed again, and rows whose labels are headings too."""

import pytest

from demo.corpus import Corpus, render, truth
from parsers.parse import parse
from parsers.report import Mark, ProblemKind

OTHERS = Corpus(515, 0)  # not of the test set
OF_2020, OF_2022 = 1, 3


def read(number, look, *faults):
    report = OTHERS.report(number, faults)
    return report, parse(render(report, look))


def differences(report, look, parsed):
    cells = {cell.key: (cell.text, cell.mark.value) for cell in parsed.cells}
    return [cell.key for cell in truth(report, look) if cells.get(cell.key) != (cell.text, cell.mark)]


@pytest.mark.parametrize("look", ["html-plain", "docx-word-imitated", "text-tika", "xlsx-sheets"])
@pytest.mark.parametrize("fault", ["bare_split", "split_table"])
def test_both_halves_of_a_table_are_read_under_the_headings_of_the_first(look, fault):
    report, parsed = read(OF_2022, look, fault)
    assert not differences(report, look, parsed)


def test_a_half_is_not_joined_over_text_that_stands_between():
    report = OTHERS.report(OF_2022, ("bare_split",))
    first, _, second = (
        render(report, "html-plain").decode().partition('<tr><td rowspan="12" valign="center">')
    )
    head, _, _ = first.rpartition("<table")
    parsed = parse(first.replace(head, f"{head}").encode() + b"" + _after_words(second).encode())
    assert ProblemKind.CELLS_ABSENT in {problem.kind for problem in parsed.problems}


def _after_words(second):
    return f'</table><p>以上数据由办公室汇总。</p><table><tr><td rowspan="12">{second}'


@pytest.mark.parametrize("number", [OF_2020, OF_2022])
def test_a_row_of_figures_never_becomes_a_heading_though_its_label_is_one(number):
    """（七）总计 is a row, and 总计 a column; 3.其他 is a row, and 其他 a column."""
    report, parsed = read(number, "html-plain", "bare_split")
    assert parsed.form == report.form
    assert not [cell.key for cell in parsed.cells if cell.mark is Mark.ABSENT]


def test_nothing_stands_for_zero_in_a_row_of_text_without_its_spans():
    report, parsed = read(OF_2022, "text-tika", "word_zeros")
    assert not differences(report, "text-tika", parsed)


def test_the_empty_line_of_a_group_does_not_stand_in_for_its_rows():
    line = "<tr><td></td><td>（六）其他处理</td><td></td>" + "<td></td>" * 7 + "</tr>"
    report = OTHERS.report(OF_2022, ("empty_groups",))
    page = render(report, "html-plain").decode()
    rows = page.split("<tr>")
    at = next(number for number, row in enumerate(rows) if "（六）其他处理" in row)
    whole = "<tr>".join((*rows[:at], line.removeprefix("<tr>"), rows[at].replace("（六）其他处理", "")))
    whole += "<tr>" + "<tr>".join(rows[at + 1 :])
    parsed = parse(whole.encode())
    assert not [cell.key for cell in parsed.cells if cell.key.startswith("outcome.other@")]
    assert not differences(report, "html-plain", parsed)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("7.属于行政执法卷宗", "outcome.denied.enforcement_file@total"),
        ("2.其他法律行政法规止公开", "outcome.denied.other_law@total"),
        ("8.属于行政查旬事项", "outcome.denied.admin_query@total"),
    ],
)
def test_a_label_with_one_letter_in_four_wrong_is_taken_and_told(printed, key):
    report = OTHERS.report(OF_2022, ())
    official = {"7": "7.属于行政执法案卷", "2": "2.其他法律行政法规禁止公开", "8": "8.属于行政查询事项"}[
        printed[0]
    ]
    parsed = parse(render(report, "html-plain").decode().replace(official, printed).encode())
    told = {
        key
        for problem in parsed.problems
        if problem.kind is ProblemKind.LABEL_MISPRINT
        for key in problem.keys
    }
    assert key in told
    assert not differences(report, "html-plain", parsed)


def test_a_table_of_requests_that_fits_both_forms_leaves_the_form_undecided():
    """One row for 其他处理 is the form of 2019, and met in reports of 2021 and later."""
    report = OTHERS.report(OF_2022, ("single_other",))
    page = render(report, "html-plain").decode()
    alone = page[: page.index("<table")] + page[page.index("三、收到和处理") :]
    assert ProblemKind.FORM_UNDECIDED in {problem.kind for problem in parse(alone.encode()).problems}
    assert ProblemKind.FORM_UNDECIDED not in {problem.kind for problem in parse(page.encode()).problems}


@pytest.mark.parametrize("look", ["xlsx-sheets", "csv-spread", "csv-repeated", "text-markdown"])
def test_a_half_whose_last_column_is_blank_keeps_its_figures_under_their_headings(look):
    report, parsed = read(OF_2020, look, "bare_split", "blank_totals", "flat_headings")
    assert not differences(report, look, parsed)


def test_a_narrower_half_is_not_joined_where_a_blank_may_stand_between_its_labels_and_figures():
    head = "<tr><td colspan=3>项目</td><td>自然人</td><td>商业企业</td><td>总计</td></tr>"
    first = f"<table>{head}<tr><td colspan=3>一、本年新收政府信息公开申请数量</td><td>1</td><td>2</td><td>3</td></tr></table>"
    second = "<table><tr><td colspan=2>二、上年结转政府信息公开申请数量</td><td></td><td>5</td><td>6</td></tr></table>"
    cells = {cell.key: cell for cell in parse(f"<html><body>{first}{second}</body></html>".encode()).cells}
    assert cells["requests.new@total"].text == "3"
    assert cells["requests.carried_over@total"].mark is Mark.ABSENT
