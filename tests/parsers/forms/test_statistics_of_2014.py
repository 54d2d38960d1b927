"""The statistics table of 国办发〔2014〕32号, constructed: no real one is at hand."""

from decimal import Decimal

from parsers.forms.form import forms
from parsers.parse import parse
from parsers.report import Certainty, Mark, ProblemKind

HEAD = "<tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"


def row(label, unit, figure):
    return f"<tr><td>{label}</td><td>{unit}</td><td>{figure}</td></tr>"


def read(*rows):
    body = f"<html><body><div id='zoom'><p>某镇2016年政府信息公开工作年度报告</p><table>{HEAD}{''.join(rows)}</table></div></body></html>"
    report = parse(body.encode())
    return report, {cell.key: cell for cell in report.cells}


def full_table():
    (table,) = forms()["stats2014"].tables
    (block,) = table.blocks
    return [row(line.label, line.unit, number) for number, line in enumerate(block.rows)], [
        line.key for line in block.rows
    ]


def test_every_row_of_the_table_is_found_by_its_label():
    rows, keys = full_table()
    report, cells = read(*rows)
    assert report.form == "stats2014"
    assert {key: cells[key].value for key in keys} == {
        key: Decimal(number) for number, key in enumerate(keys)
    }
    assert {cell.certainty for cell in cells.values()} <= {Certainty.FULL, Certainty.ALIAS}


def test_rows_of_one_name_belong_to_the_group_that_was_passed_last():
    _, cells = read(
        row("四、行政复议数量", "件", 5),
        row("（一）维持具体行政行为数", "件", 1),
        row("（二）被依法纠错数", "件", 2),
        row("五、行政诉讼数量", "件", 9),
        row("（二）被依法纠错数", "件", 4),
    )
    assert cells["s14.review.corrected"].value == Decimal(2)
    assert cells["s14.litigation.corrected"].value == Decimal(4)


def test_money_takes_the_unit_of_its_own_column():
    _, cells = read(row("六、举报投诉数量", "件", 1), row("七、依申请公开信息收取的费用", "万元", "0.5"))
    fees = cells["s14.fees"]
    assert (fees.unit, fees.unit_source, fees.amount_yuan) == ("万元", "unit_column", Decimal(5000))


def test_a_row_that_the_list_does_not_have_is_told_with_its_place():
    report, cells = read(row("六、举报投诉数量", "件", 1), row("政务热线接听数", "次", 77))
    (problem,) = [problem for problem in report.problems if problem.kind is ProblemKind.ROW_UNMATCHED]
    assert "政务热线接听数" in problem.message
    assert problem.place.row == 2
    assert Decimal(77) not in {cell.value for cell in cells.values()}


def test_rows_that_a_town_does_not_print_are_absent_and_not_zero():
    _, cells = read(row("六、举报投诉数量", "件", 1))
    assert cells["s14.complaints"].value == Decimal(1)
    assert cells["s14.capacity.staff"].mark is Mark.ABSENT
