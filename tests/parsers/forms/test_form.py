import pytest

from parsers.forms.form import form_due_for, forms
from parsers.forms.labels import misprint_of, normalise, wordings


@pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.id)
def test_a_form_has_as_many_cells_as_its_notice_prescribes(form):
    keys = [key for table in form.tables for key, _, _ in table.cells()]
    assert len(keys) == len(set(keys)) == form.data_cells


def test_the_same_key_means_the_same_row_in_every_form():
    labels = {}
    for form in forms().values():
        for table in form.tables:
            for block in table.blocks:
                for row in block.rows:
                    labels.setdefault((table.key, row.key), set()).add(
                        normalise(row.label).replace("行政规范", "规范")
                    )
    assert all(len(found) == 1 for found in labels.values())


@pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.id)
def test_relations_speak_of_rows_and_columns_that_the_form_has(form):
    for table in form.tables:
        rows = {row.key for block in table.blocks for row in block.rows}
        columns = {column.key for block in table.blocks for column in block.columns}
        known = {"every column": rows, "every row": columns}
        for relation in table.relations:
            assert set(relation.left) | set(relation.right) <= known.get(relation.holds_in, columns)


@pytest.mark.parametrize(
    ("year", "form"),
    [
        (2013, None),
        (2014, "stats2014"),
        (2018, "stats2014"),
        (2019, "2019"),
        (2020, "2019"),
        (2021, "2021"),
        (2025, "2021"),
    ],
)
def test_each_report_year_has_its_form(year, form):
    due = form_due_for(year)
    assert (due.id if due else None) == form


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("（一）予以公开", "予以公开"),
        (" 三、本年度 办理结果\n", "本年度办理结果"),
        ("1.属于国家秘密", "属于国家秘密"),
        ("1．属于国家秘密", "属于国家秘密"),
        ("①属于国家秘密", "属于国家秘密"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("本年新\n制作数量", "本年新制作数量"),
        ("其中：主动公开", "主动公开"),
        ("(七)总计", "总计"),
    ],
)
def test_labels_are_compared_without_numbers_spaces_and_quotation_marks(printed, label):
    assert normalise(printed) == label


def test_a_year_in_a_heading_is_one_way_to_print_it():
    assert "YYYY年项目数量" in wordings("2019年项目数量")


@pytest.mark.parametrize(
    ("printed", "label"),
    [("行政止可", "行政许可"), ("行政许可", "行政许可"), ("规童", None), ("行政处", None)],
)
def test_a_misprint_is_guessed_only_where_one_label_is_near(printed, label):
    assert misprint_of(printed, ["行政许可", "行政强制措施", "规章"]) == label


def test_a_label_that_lost_three_of_its_twelve_letters_is_known():
    (table,) = [table for table in forms()["2021"].tables if table.key == "requests"]
    labels = [normalise(row.label) for block in table.blocks for row in block.rows]
    assert misprint_of("2.其他法律行政止公开", labels) == "其他法律行政法规禁止公开"


def test_a_label_between_two_others_is_a_misprint_of_neither():
    assert misprint_of("本年结收", ["本年新收", "上年结转"]) is None
