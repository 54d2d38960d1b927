"""P12. Seed 003 fails as published; the rest is constructed."""

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import GONGSHU, JINBEI, LUZHU, golden, outcome, printing

PUBLISHED = "proactive.normative_documents.published"
TOTAL = "proactive.normative_documents.public_total"


def test_jinbei_prints_the_figure_of_the_year_as_its_total():
    found = outcome("P12", golden(JINBEI))
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert (found.cells, found.quotes) == ((PUBLISHED, TOTAL), ("2", "2"))
    assert found.message_zh == (
        "对外公开总数量等于本年新公开数量，疑似只填当年："
        "规范性文件·本年新公开数量、规范性文件·对外公开总数量（2；2）"
    )
    assert found.message_en.endswith("administrative normative documents, public in total (2; 2)")


def test_both_rows_are_looked_at():
    rules = {"proactive.rules.published": "3", "proactive.rules.public_total": "3"}
    assert len(outcome("P12", printing(golden(JINBEI), rules)).cells) == 4


def test_equal_zeros_and_equal_blanks_say_nothing():
    assert outcome("P12", printing(golden(GONGSHU), {PUBLISHED: "0", TOTAL: "0"})).verdict == "passed"
    found = outcome("P12", printing(golden(GONGSHU), {PUBLISHED: "/", TOTAL: "/"}))
    assert (found.verdict, found.assumed_zero) == ("passed", True)


def test_a_blank_is_not_equal_to_a_number():
    assert outcome("P12", printing(golden(GONGSHU), {PUBLISHED: ""})).verdict == "passed"


def test_a_picture_is_not_assessable():
    found = outcome("P12", printing(golden(GONGSHU), {TOTAL: Mark.PICTURE}))
    assert (found.verdict, found.cells) == ("not_assessable", (PUBLISHED, TOTAL))


def test_the_form_of_2021_has_no_such_columns():
    assert outcome("P12", golden(LUZHU)).verdict == "not_applicable"
