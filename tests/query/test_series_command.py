"""`gongkai series`: a figure over years and forms, of whom it is asked for, with what it stands on."""

import csv
import io
import json

import pytest

from parsers.divisions import known_divisions
from query.division_choice import DivisionAmbiguous, DivisionUnknown, choose_division

OFFICE = "杭州-拱墅区-政府办公室"


def rows(said):
    return list(csv.DictReader(io.StringIO(said)))


def test_a_rate_is_told_with_its_numerator_and_denominator(ask):
    (row,) = rows(ask("series", "rate.disclosure", "--publisher", OFFICE, "--csv").stdout)
    # Seed 004: granted 5, partial 2, outcomes 41.
    assert (row["year"], row["total"], row["among_total"]) == ("2020", "7", "41")
    assert float(row["value"]) == pytest.approx(7 / 41)
    assert row["comparability"] == "exact"


def test_each_county_is_named(ask):
    found = rows(ask("series", "requests.new@total", "--by", "county", "--year", "2020", "--csv").stdout)
    told = {row["group"]: (row["name"], row["value"]) for row in found}
    assert told["330411"] == ("浙江省嘉兴市秀洲区", "2")  # seed 001
    assert told["330105"] == ("浙江省杭州市拱墅区", "41")  # seed 004


def test_a_publisher_is_named_and_its_blank_counted(ask):
    # Seed 002 leaves 结转下年度 blank.
    said = ask(
        "series", "requests.carried_forward@total", "--by", "publisher", "--division", "富阳区", "--csv"
    )
    (row,) = rows(said.stdout)
    assert row["name"].endswith("渌渚镇人民政府")
    assert (row["value"], row["number_count"], row["no_number_count"]) == ("", "0", "1")


def test_json_says_how_each_form_tells_the_figure(ask):
    said = json.loads(ask("series", "outcome.other@total", "--division", "330411", "--json").stdout)
    assert {step["form"]: step["level"] for step in said["of"]} == {
        "stats2014": "none",
        "2019": "exact",
        "2021": "derived",
    }


def test_a_table_names_the_figure_and_says_why_forms_compare_less(ask):
    said = ask("series", "requests.new@total", "--division", "秀洲区").stdout
    assert "本年新收政府信息公开申请数量" in said
    assert "stats2014: approximate" in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nothing@total",), 1, "nothing@total"),
        (("requests.new@total", "--division", "无此区"), 2, "无此区"),
        (("requests.new@total", "--division", "朝阳区"), 2, "110105"),
        (("requests.new@total", "--by", "key"), 2, "--by"),
        (("requests.new@total", "--json", "--csv"), 2, "--csv"),
    ],
)
def test_what_cannot_be_answered_is_said(ask, arguments, code, words):
    said = ask("series", *arguments)
    assert said.exit_code == code
    assert words in said.stderr


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("33", "330000"),
        ("330112", "330112"),
        ("330185", "330112"),  # 临安市 until 2017
        ("浙江", "330000"),
        ("临安区", "330112"),
        ("临安市", "330112"),
        ("杭州市临安区", "330112"),
        ("330112108", "330112108"),
    ],
)
def test_a_division_is_chosen_by_code_or_by_any_of_its_names(asked, code):
    assert choose_division(asked).code == code


def test_a_name_of_several_divisions_is_never_decided_silently():
    with pytest.raises(DivisionAmbiguous, match="110105 北京市朝阳区"):
        choose_division("朝阳区")
    with pytest.raises(DivisionUnknown):
        choose_division("99")
    assert known_divisions().find("110105", None).name == "朝阳区"
