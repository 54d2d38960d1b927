from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.numbers import amount_in_yuan, is_figure, read_figure
from parsers.report import Mark


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("0", "0", None),
        ("　0", "0", None),
        ("１２", "12", None),
        ("1,234", "1234", None),
        ("1，234", "1234", None),
        ("4934042元　", "4934042", "元"),
        ("108万元", "108", "万元"),
        ("230.37万", "230.37", "万"),
        ("207204.99", "207204.99", None),
        ("1.5亿元", "1.5", "亿元"),
        ("-3", "-3", None),
        ("+5", "5", None),
        ("二十三", "23", None),
        ("十", "10", None),
        ("一百零五", "105", None),
        ("一百五十", "150", None),
        ("一百十五", "115", None),
        ("一千零五十", "1050", None),
        ("两千零一", "2001", None),
        ("三千二百一十四", "3214", None),
        ("零", "0", None),
        ("3件", "3", "件"),
    ],
)
def test_a_printed_number_is_read_as_it_stands(text, value, unit):
    figure = read_figure(text)
    assert (figure.mark, figure.value, figure.unit) == (Mark.NUMBER, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "annotation"),
    [("4（项目采购）", "项目采购"), ("22（其中修订16件）", "其中修订16件"), ("3①", "①")],
)
def test_words_beside_a_number_are_its_annotation(text, annotation):
    assert read_figure(text).annotation == annotation


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("", Mark.BLANK),
        (" 　\xa0\n", Mark.BLANK),
        ("/", Mark.SLASH),
        ("　／ ", Mark.SLASH),
        ("\\", Mark.SLASH),
        ("—", Mark.DASH),
        ("－", Mark.DASH),
        ("-", Mark.DASH),
        ("无", Mark.TEXT_NONE),
        ("不涉及", Mark.TEXT_NONE),
        ("见附件", Mark.UNREADABLE),
        ("3 4 x", Mark.UNREADABLE),
        ("12.3.4", Mark.UNREADABLE),
        ("二三", Mark.UNREADABLE),
        ("一百五", Mark.UNREADABLE),  # 150 as it is said, 105 as it is written
        ("一千二", Mark.UNREADABLE),
        ("十百", Mark.UNREADABLE),
        ("零十", Mark.UNREADABLE),
        ("৯", Mark.UNREADABLE),  # a digit, but of no script that a report is printed in
    ],
)
def test_what_is_no_number_has_its_mark_and_no_value(text, mark):
    figure = read_figure(text)
    assert (figure.mark, figure.value) == (mark, None)


@pytest.mark.parametrize("text", ["300余", "约20", "近百", "5多件"])
def test_an_approximate_number_says_so(text):
    figure = read_figure(text)
    assert figure.value is None or figure.is_approximate


@pytest.mark.parametrize("text", ["3", "3件", "3（项目采购）", "22（其中修订16件）", "3①"])
def test_words_beside_an_exact_number_make_it_no_approximate_one(text):
    assert not read_figure(text).is_approximate


@given(st.integers(min_value=0, max_value=10**12))
def test_any_count_is_read_back_with_and_without_separators(count):
    assert read_figure(str(count)).value == count
    assert read_figure(f"{count:,}").value == count


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader_and_none_but_numbers_have_a_value(text):
    figure = read_figure(text)
    assert (figure.value is None) == (figure.mark is not Mark.NUMBER)


def test_money_without_a_unit_is_never_guessed():
    assert amount_in_yuan(Decimal("207204.99"), None) is None
    assert amount_in_yuan(Decimal("230.37"), "万") == Decimal(2303700)


@pytest.mark.parametrize(
    ("value", "unit", "yuan"),
    [
        ("4934042", "元", "4934042"),
        ("3", "千元", "3000"),
        ("230.37", "万元", "2303700"),
        ("2", "百万元", "2000000"),
        ("1.5", "亿元", "150000000"),
        ("1.5", "亿", "150000000"),
        ("0.012345", "万元", "123.45"),
        ("207204.90", "元", "207204.9"),
    ],
)
def test_an_amount_is_told_in_yuan_without_exponent_or_needless_zeros(value, unit, yuan):
    assert str(amount_in_yuan(Decimal(value), unit)) == yuan


def test_slashes_and_dashes_stand_where_figures_stand_and_labels_do_not():
    assert is_figure("/")
    assert is_figure("—")
    assert not is_figure("总计")
    assert not is_figure("")
