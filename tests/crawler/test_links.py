from pathlib import Path

import pytest
import yaml

from crawler.links import facts_of, inferred_year, judge, judge_file
from parsers.report import Kind

TITLES = yaml.safe_load(
    (Path(__file__).parents[1] / "expectations" / "titles.yaml").read_text(encoding="utf-8")
)
PAGE = judge("杭州市临安区昌化镇人民政府2020年度政府信息公开年度报告")


@pytest.mark.parametrize("known", TITLES, ids=lambda known: known["t"][:20])
def test_reports_and_variants_are_collected_and_nothing_else(known):
    assert judge(known["t"]).is_collected == (known["kind"] in {"report", "variant"})


def test_a_rejected_title_with_the_right_words_is_a_near_miss():
    assert judge("信息公开工作年度报告制度").is_near_miss
    assert not judge("昌化镇召开防汛会议").is_near_miss


def test_a_title_cut_by_the_list_is_left_to_the_page():
    assert judge("杭州市临安区昌化镇人民政府2020年度政府信息公开年...").is_cut
    assert not judge("杭州市临安区昌化镇召开会议...").is_cut


@pytest.mark.parametrize(
    "label", ["附件", "附件1", "点击下载", "3eb5d5c4e8d96256cee37105f0962834.docx", None, ""]
)
def test_a_file_without_a_name_of_its_own_is_what_its_page_is(label):
    assert judge_file(None, label, PAGE) == PAGE


def test_a_file_with_a_name_of_its_own_is_judged_by_it():
    assert judge_file(None, "关于做好2020年政府信息公开工作年度报告的通知.docx", PAGE).kind is Kind.NOTICE
    assert not judge_file(None, "2020年部门预算.xls", PAGE).is_collected
    own = judge_file("x.docx", "锦北街道2020年信息公开工作年度报告.docx", PAGE)
    assert (own.publisher, own.year) == ("锦北街道", 2020)


def test_a_name_that_says_nothing_either_way_does_not_lose_the_file():
    assert judge_file(None, "昌化镇最终稿.docx", PAGE) == PAGE


def test_the_year_to_filter_by_is_that_before_the_publication_where_the_title_has_none():
    assert inferred_year(2020, "2022-01-01") == 2020
    assert inferred_year(None, "2022-01-20") == 2021
    assert inferred_year(None, None) is None


def test_facts_tell_what_the_title_told():
    facts = facts_of(PAGE, unit="昌化镇", published_on="2021-01-26")
    assert (facts.kind, facts.year, facts.unit, facts.published_on) == (
        Kind.REPORT,
        2020,
        "昌化镇",
        "2021-01-26",
    )
