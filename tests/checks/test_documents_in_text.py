"""N06. Every report here is constructed."""

import pytest

from parsers.report import Mark
from tests.checks.constructed import LUZHU, printing
from tests.checks.told import one, town, verdict

MADE, PUBLISHED = "proactive.normative_documents.made", "proactive.normative_documents.published"


def test_another_number_of_documents_is_a_warning():
    found = one("N06", town("2020年，我镇制发行政规范性文件5件。"))
    assert (found.severity, found.left, found.right) == ("warning", 5, 0)
    assert found.message_zh.startswith("正文规范性文件数为5，表内为0：“")
    assert found.message_en.startswith("the text says 5 normative documents, the table 0: “")


def test_made_or_published_is_enough():
    report = town("2020年，我镇制发行政规范性文件5件。")
    assert verdict("N06", printing(report, {MADE: "5"})) == "passed"
    assert verdict("N06", printing(report, {PUBLISHED: "5"})) == "passed"


def test_all_documents_in_force_are_another_reasonable_meaning():
    report = printing(
        town("共公开行政规范性文件12件。"), {"proactive.normative_documents.public_total": "12"}
    )
    assert verdict("N06", report) == "failed/doubtful"


def test_an_item_of_what_a_web_site_shows_is_doubtful_at_most():
    said = "通过政府门户网站公开政府信息100条，其中规范性文件7条，其他信息93条。"
    assert verdict("N06", town(said)) == "failed/doubtful"
    assert verdict("N06", printing(town(said), {PUBLISHED: "7"})) == "passed"


@pytest.mark.parametrize(
    "text",
    [
        "现行有效行政规范性文件3件，废止2件。",
        "发布规范性文件政策解读2条。",
        "通过政府门户网站公开政府信息20条，其中法规文件13条。",
        "依据《规范性文件管理办法》第5条。",
    ],
)
def test_interpretations_repeals_and_other_papers_are_no_documents_made(text):
    assert verdict("N06", town(text)) == "not_applicable"


def test_what_cannot_be_read_is_not_assessable():
    report = town("2020年，我镇制发行政规范性文件5件。")
    assert verdict("N06", printing(report, {MADE: Mark.PICTURE})) == "not_assessable"


def test_the_form_of_2021_has_only_those_made():
    report = town("2021年，我镇制发行政规范性文件5件。", LUZHU)
    assert verdict("N06", report) == "failed/warning"
    assert verdict("N06", printing(report, {MADE: "5"})) == "passed"
