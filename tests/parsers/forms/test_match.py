"""Rows by their path of labels, columns by theirs: constructed tables, each with one trouble."""

from decimal import Decimal

import pytest

from parsers.parse import parse
from parsers.report import Certainty, Mark, ProblemKind

APPLICANTS = [
    "natural_person",
    "org.business",
    "org.research",
    "org.nonprofit",
    "org.legal_service",
    "org.other",
    "total",
]
HEAD = (
    "<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan=7>申请人情况</td></tr>"
    "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)
PROACTIVE_2021 = (
    "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    "<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>"
    "<tr><td>行政规范性文件</td><td>4</td><td>5</td><td>6</td></tr></table>"
)


def figures(start=0):
    return "".join(f"<td>{start + number}</td>" for number in range(7))


def requests(rows, head=HEAD):
    return f"<table>{head}{rows}</table>"


def read(*tables):
    return parse(
        f"<html><body><div id='zoom'><p>某镇2021年政府信息公开工作年度报告</p>{''.join(tables)}</div></body></html>".encode()
    )


def cells(report):
    return {cell.key: cell for cell in report.cells}


def kinds(report):
    return {problem.kind for problem in report.problems}


def test_columns_are_found_by_their_headings_and_not_by_their_order():
    head = (
        "<tr><td rowspan=2>项目</td><td rowspan=2>总计</td><td colspan=2>法人或其他组织</td><td rowspan=2>自然人</td></tr>"
        "<tr><td>其他</td><td>商业企业</td></tr>"
    )
    found = cells(
        read(
            requests(
                "<tr><td>一、本年新收政府信息公开申请数量</td><td>9</td><td>1</td><td>2</td><td>6</td></tr>",
                head,
            )
        )
    )
    assert [found[f"requests.new@{column}"].text for column in ("total", "org.other", "org.business", "natural_person")] == [
        "9", "1", "2", "6",
    ]  # fmt: skip
    assert found["requests.new@org.research"].mark is Mark.ABSENT


def test_a_row_named_other_is_found_by_the_group_above_it():
    rows = (
        f"<tr><td rowspan=4>三、本年度办理结果</td><td rowspan=3>（六）其他处理</td><td>1.申请人无正当理由逾期不补正</td>{figures(10)}</tr>"
        f"<tr><td>2.申请人逾期未按收费通知要求缴纳费用</td>{figures(20)}</tr><tr><td>3.其他</td>{figures(30)}</tr>"
        f"<tr><td colspan=2>（七）总计</td>{figures(40)}</tr>"
    )
    found = cells(read(PROACTIVE_2021, requests(rows)))
    assert found["outcome.other.misc@natural_person"].value == Decimal(30)
    assert found["outcome.total@total"].value == Decimal(46)


def test_one_row_of_other_handling_in_a_2021_report_stands_for_its_three_leaves():
    report = read(
        PROACTIVE_2021,
        requests(f"<tr><td>三、本年度办理结果</td><td colspan=2>（六）其他处理</td>{figures()}</tr>"),
    )
    found = cells(report)
    assert report.form == "2021"
    assert found["outcome.other@natural_person"].value == Decimal(0)
    assert not [key for key in found if key.startswith("outcome.other.")]


@pytest.mark.parametrize("blank", ["", "&nbsp;", "　"])
def test_an_empty_label_goes_on_from_the_row_above(blank):
    rows = (
        f"<tr><td>三、本年度办理结果</td><td>（三）不予公开</td><td>1.属于国家秘密</td>{figures(1)}</tr>"
        f"<tr><td>{blank}</td><td>{blank}</td><td>2.其他法律行政法规禁止公开</td>{figures(11)}</tr>"
    )
    found = cells(read(requests(rows)))
    assert found["outcome.denied.other_law@natural_person"].value == Decimal(11)
    assert found["outcome.denied.other_law@natural_person"].certainty is Certainty.FULL


@pytest.mark.parametrize("blank", ["", "&nbsp;", "　"])
def test_a_row_of_figures_whose_labels_are_all_blank_belongs_to_no_row(blank):
    rows = (
        f"<tr><td>三、本年度办理结果</td><td>（三）不予公开</td><td>1.属于国家秘密</td>{figures(1)}</tr>"
        f"<tr><td>{blank}</td><td>{blank}</td><td>{blank}</td>{figures(11)}</tr>"
    )
    report = read(requests(rows))
    assert cells(report)["outcome.denied.state_secret@natural_person"].value == Decimal(1)
    assert ProblemKind.ROW_UNMATCHED in kinds(report)


def test_a_misprinted_label_is_matched_and_told():
    rows = f"<tr><td>三、本年度办理结果</td><td>（五）不予处理</td><td>3.要求提供公开出版勿</td>{figures(1)}</tr>"
    report = read(requests(rows))
    cell = cells(report)["outcome.not_processed.publication@natural_person"]
    assert (cell.value, cell.certainty) == (Decimal(1), Certainty.MISPRINT)
    (problem,) = [problem for problem in report.problems if problem.kind is ProblemKind.LABEL_MISPRINT]
    assert cell.key in problem.keys


def test_a_row_without_its_group_is_matched_by_less_and_told():
    rows = f"<tr><td colspan=3>一、本年新收</td>{figures()}</tr><tr><td colspan=3>1.属于国家秘密</td>{figures(1)}</tr>"
    report = read(requests(rows))
    cell = cells(report)["outcome.denied.state_secret@natural_person"]
    assert (cell.value, cell.certainty) == (Decimal(1), Certainty.PARTIAL)
    (problem,) = [problem for problem in report.problems if problem.kind is ProblemKind.CELL_DOUBTFUL]
    assert cell.key in problem.keys


def test_a_row_of_figures_that_no_form_has_is_told_and_kept_out_of_the_cells():
    rows = f"<tr><td colspan=3>一、本年新收</td>{figures()}</tr><tr><td colspan=3>电话咨询</td>{figures(50)}</tr>"
    report = read(requests(rows))
    assert ProblemKind.ROW_UNMATCHED in kinds(report)
    assert Decimal(50) not in {cell.value for cell in report.cells}


def test_a_box_beyond_the_columns_of_the_form_is_told():
    report = read(requests(f"<tr><td colspan=3>一、本年新收</td>{figures()}<td>99</td></tr>"))
    assert ProblemKind.COLUMN_UNMATCHED in kinds(report)
    assert Decimal(99) not in {cell.value for cell in report.cells}


def test_a_cell_printed_twice_with_two_values_keeps_the_first_and_is_told():
    rows = f"<tr><td colspan=3>一、本年新收</td>{figures()}</tr><tr><td colspan=3>一、本年新收</td>{figures(7)}</tr>"
    report = read(requests(rows))
    assert cells(report)["requests.new@natural_person"].value == Decimal(0)
    assert ProblemKind.CELL_DOUBTFUL in kinds(report)


@pytest.mark.parametrize(("year", "form"), [(2020, "2021"), (2021, "2021"), (2030, "2021")])
def test_the_form_is_decided_by_its_headings_and_never_by_the_year(year, form):
    body = f"<html><body><div id='zoom'><p>某镇{year}年政府信息公开工作年度报告</p>{PROACTIVE_2021}</div></body></html>"
    assert parse(body.encode()).form == form


def test_a_table_that_no_form_knows_is_kept_whole():
    report = read(
        "<table><tr><td>姓名</td><td>职务</td></tr><tr><td>某某</td><td>镇长</td></tr></table>",
        PROACTIVE_2021,
    )
    (other,) = report.tables
    assert other.rows == (("姓名", "职务"), ("某某", "镇长"))


def test_a_missing_table_leaves_absent_cells_and_a_problem():
    report = read(PROACTIVE_2021)
    assert cells(report)["review.total"].mark is Mark.ABSENT
    missing = [problem for problem in report.problems if problem.kind is ProblemKind.TABLE_MISSING]
    assert "review.total" in {key for problem in missing for key in problem.keys}


def test_money_takes_the_unit_that_the_heading_really_prints():
    table = "<table><tr><td>信息内容</td><td>{heading}</td></tr><tr><td>行政事业性收费</td><td>12</td></tr></table>"
    printed = cells(read(PROACTIVE_2021, table.format(heading="本年收费金额（单位：万元）")))[
        "proactive.fees.amount"
    ]
    silent = cells(read(PROACTIVE_2021, table.format(heading="本年收费金额")))["proactive.fees.amount"]
    assert (printed.unit, printed.amount_yuan) == ("万元", Decimal(120000))
    assert (silent.unit, silent.amount_yuan, silent.unit_source) == (None, None, "missing")


@pytest.mark.parametrize("text", ["见附件", "1 2 x", "？"])
def test_a_box_that_is_no_number_is_unreadable_and_told(text):
    report = read(
        requests(
            f"<tr><td colspan=3>一、本年新收</td><td>{text}</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td></tr>"
        )
    )
    cell = cells(report)["requests.new@natural_person"]
    assert (cell.mark, cell.value, cell.text) == (Mark.UNREADABLE, None, text)
    assert cell.key in {
        key for p in report.problems if p.kind is ProblemKind.CELL_UNREADABLE for key in p.keys
    }


def test_a_report_with_only_the_table_that_all_forms_share_says_that_its_form_is_undecided():
    table = (
        "<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>"
        "<tr>" + "".join(f"<td rowspan=2>{label}</td>" for label in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))
        + "<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
        "<tr>" + "".join(f"<td>{label}</td>" for label in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 2) + "</tr>"
        "<tr>" + "".join(f"<td>{number}</td>" for number in range(15)) + "</tr></table>"
    )  # fmt: skip
    report = read(table)
    assert ProblemKind.FORM_UNDECIDED in kinds(report)
    assert cells(report)["litigation.after_review.total"].value == Decimal(14)


def test_a_row_of_an_unknown_label_under_a_known_group_is_told_and_the_rows_below_it_are_read():
    rows = (
        f"<tr><td rowspan=3>三、本年度办理结果</td><td rowspan=3>（三）不予公开</td><td>1.属于国家秘密</td>{figures(1)}</tr>"
        f"<tr><td>2.乙乙乙乙乙乙</td>{figures(60)}</tr><tr><td>3.危及“三安全一稳定”</td>{figures(11)}</tr>"
    )
    report = read(requests(rows))
    assert cells(report)["outcome.denied.security_stability@natural_person"].value == Decimal(11)
    assert ProblemKind.ROW_UNMATCHED in kinds(report)


def test_a_table_beyond_the_limits_makes_the_document_unreadable_and_breaks_nothing():
    report = read(f"<table>{'<tr><td colspan=1000>0</td></tr>' * 300}</table>")
    (problem,) = report.problems
    assert problem.kind is ProblemKind.UNREADABLE_DOCUMENT
    assert "positions" in problem.message


def test_a_figure_in_one_box_for_two_rows_is_in_doubt_for_both():
    merged = PROACTIVE_2021.replace("<td>规章</td><td>1</td>", "<td>规章</td><td rowspan=2>1</td>")
    table = merged.replace("<td>4</td>", "")
    doubts = [problem.keys for problem in read(table).problems if problem.kind is ProblemKind.CELL_DOUBTFUL]
    assert doubts == [("proactive.rules.made", "proactive.normative_documents.made")]


def test_a_row_that_covers_two_lines_of_the_grid_leaves_no_doubt():
    table = PROACTIVE_2021.replace(
        "<td>规章</td><td>1</td><td>2</td><td>3</td></tr>",
        "<td rowspan=2>规章</td><td rowspan=2>1</td><td rowspan=2>2</td><td rowspan=2>3</td></tr><tr></tr>",
    )
    report = read(table)
    assert cells(report)["proactive.rules.made"].value == Decimal(1)
    assert ProblemKind.CELL_DOUBTFUL not in kinds(report)


@pytest.mark.parametrize("printed", ["3万", "3亿", "3万元", "3元"])
def test_a_unit_of_money_in_a_box_that_counts_things_leaves_it_in_doubt(printed):
    report = read(PROACTIVE_2021.replace("<td>1</td>", f"<td>{printed}</td>"))
    doubts = [problem.keys for problem in report.problems if problem.kind is ProblemKind.CELL_DOUBTFUL]
    assert doubts == [("proactive.rules.made",)]


def test_only_money_lacks_a_unit():
    assert cells(read(PROACTIVE_2021))["proactive.rules.made"].unit_source is None


def test_a_heading_with_a_blank_box_below_it_heads_its_column_all_the_same():
    split = HEAD.replace("<td rowspan=2>自然人</td>", "<td>自然人</td>").replace(
        "<td rowspan=2>总计</td>", "<td>总计</td>"
    )
    head = split.replace("<tr><td>商业企业</td>", "<tr><td>&nbsp;</td><td>商业企业</td>").replace(
        "<td>其他</td></tr>", "<td>其他</td><td>　</td></tr>"
    )
    assert head.count("&nbsp;") == head.count("　") == 1
    found = cells(read(requests(f"<tr><td colspan=3>一、本年新收</td>{figures(5)}</tr>", head)))
    printed = {key.partition("@")[2]: found[key].value for key in found if key.startswith("requests.new@")}
    assert printed == dict(zip(APPLICANTS, map(Decimal, range(5, 12)), strict=True))


def test_a_group_that_no_form_has_leaves_its_rows_to_their_own_labels():
    rows = f"<tr><td>乙乙乙乙乙</td><td colspan=2>一、本年新收政府信息公开申请数量</td>{figures(1)}</tr>"
    assert cells(read(requests(rows)))["requests.new@natural_person"].value == Decimal(1)
