import pytest

from parsers.forms.form import forms
from query.form_view import label_zh, labels_zh, table_views

LEAVES = ("outcome.other.not_corrected", "outcome.other.fee_unpaid", "outcome.other.misc")


def keys_of(form, present=()):
    return [key for view in table_views(form, present) for row in view.rows for key in row.keys]


@pytest.mark.parametrize("form", list(forms()))
def test_every_cell_of_a_form_is_drawn_once(form):
    keys = keys_of(form)
    assert len(keys) == len(set(keys)) == forms()[form].data_cells
    assert set(keys) <= set(labels_zh(form))


@pytest.mark.parametrize("form", list(forms()))
def test_every_row_has_as_many_cells_as_its_table_has_columns(form):
    for view in table_views(form, ()):
        assert {len(row.keys) for row in view.rows if row.keys} == {len(view.columns)}


def test_rows_stand_under_their_headings():
    requests = next(view for view in table_views("2021", ()) if view.key == "requests")
    rows = [(row.label, row.depth, bool(row.keys)) for row in requests.rows]
    assert rows[2:7] == [
        ("三、本年度办理结果", 0, False),
        ("（一）予以公开", 1, True),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, True),
        ("（三）不予公开", 1, False),
        ("1.属于国家秘密", 2, True),
    ]


def test_other_handling_printed_as_one_row_takes_the_place_of_its_three():
    keys = keys_of("2021", {"outcome.other@total"})
    assert "outcome.other@total" in keys
    assert not [key for key in keys if key.startswith(LEAVES)]
    assert keys.index("outcome.other@total") < keys.index("outcome.total@total")


def test_reconsideration_and_litigation_fit_a_screen():
    (review,) = [view for view in table_views("2019", ()) if view.key == "review_litigation"]
    assert [label for (label,) in review.columns] == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert [row.label for row in review.rows] == [
        "行政复议",
        "行政诉讼 · 未经复议直接起诉",
        "行政诉讼 · 复议后起诉",
    ]
    assert review.rows[2].keys[0] == "litigation.after_review.upheld"


@pytest.mark.parametrize(
    ("key", "form", "label"),
    [
        (
            "outcome.denied.state_secret@org.business",
            "2021",
            "三、本年度办理结果 · （三）不予公开 · 1.属于国家秘密 · 法人或其他组织 · 商业企业",
        ),
        ("proactive.rules.made", "2019", "规章 · 本年新制作数量"),
        ("proactive.rules.made", None, "规章 · 本年制发件数"),
        ("nowhere", "2021", "nowhere"),
    ],
)
def test_a_cell_is_named_by_its_labels(key, form, label):
    assert label_zh(key, form) == label
