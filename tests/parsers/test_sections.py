"""Sections and sub-headings: expected values are those of the truth files."""

import pytest

from parsers.document import Heading, Paragraph, Place, Table, TableCell
from parsers.sections import line_places, split_sections, subsections
from tests.parsers.seed_dialect import CASES, blocks_of, read, truth_of

SIX = ["overview", "proactive", "requests", "review_litigation", "problems", "other"]


def keys(sections):
    return [section.key for section in sections]


@pytest.mark.parametrize("case", CASES)
def test_the_six_parts_of_every_seed_are_found_as_printed(case):
    sections = [section for section in split_sections(blocks_of(case)) if section.key != "preface"]
    expected = truth_of(case)["sections"]
    assert [(found.key, found.heading, found.place.line) for found in sections] == [
        (part["key"], part["heading"], part["line"]) for part in expected
    ]


@pytest.mark.parametrize("case", CASES)
def test_the_sub_headings_of_every_seed_are_found_as_printed(case):
    blocks = blocks_of(case)
    found = [
        (sub.heading, sub.place.line)
        for section, places in zip(split_sections(blocks), line_places(blocks), strict=True)
        for sub in subsections(section, places)
    ]
    assert found == [(sub["heading"], sub["line"]) for sub in truth_of(case)["subsections"]]


@pytest.mark.parametrize("case", CASES)
def test_the_overview_of_every_seed_speaks_of_the_five_topics(case):
    overview = next(section for section in split_sections(blocks_of(case)) if section.key == "overview")
    topics = {sub.key for sub in subsections(overview)}
    assert topics >= {
        "topic.proactive",
        "topic.requests",
        "topic.management",
        "topic.platform",
        "topic.supervision",
    }


def test_text_before_part_one_is_the_preface_without_a_heading():
    preface = split_sections(blocks_of("000_changhua_2020"))[0]
    assert (preface.key, preface.heading) == ("preface", "")
    assert "本报告中所列数据统计期限为2020年1月1日至12月31日" in preface.text


def test_tables_and_their_title_rows_are_no_part_of_the_text():
    sections = split_sections(blocks_of("000_changhua_2020"))
    assert all("信息内容" not in section.text for section in sections)
    assert {section.key: section.text for section in sections}["requests"] == ""


def test_an_automatic_number_is_part_of_the_printed_heading():
    blocks = (
        Heading("总体情况", Place(block=0), label="一、"),
        Paragraph("主动公开情况", Place(block=1), label="（一）"),
        Paragraph("公开信息5条。", Place(block=2)),
        Heading("主动公开政府信息情况", Place(block=3), label="二、"),
    )
    sections = split_sections(blocks)
    assert [section.heading for section in sections] == ["一、总体情况", "二、主动公开政府信息情况"]
    assert [sub.number for sub in subsections(sections[0])] == ["（一）"]


def test_parts_are_found_when_every_number_is_lost():
    text = (
        "总体情况\n某。\n主动公开政府信息情况\n收到和处理政府信息公开申请情况\n政府信息公开行政复议、行政诉讼情况\n"
        "存在的主要问题及改进情况\n其他需要报告的事项\n无"
    )
    assert keys(split_sections(read(text))) == SIX


def test_a_sub_heading_is_not_taken_for_a_missing_part():
    text = "一、总体情况\n主动公开情况\n公开5条。\n三、收到和处理政府信息公开申请情况\n六、其他需要报告的事项\n无"
    assert keys(split_sections(read(text))) == ["overview", "requests", "other"]


def test_an_alias_with_its_own_number_is_a_part():
    text = "一、概述\n某。\n二、主动公开情况\n某。\n三、依申请公开情况\n某。"
    assert keys(split_sections(read(text))) == ["overview", "proactive", "requests"]


def test_a_wording_never_met_is_known_by_its_number_and_its_words():
    text = "一、总体情况\n某。\n五、政府信息公开工作中的问题和下一步改进举措\n某。"
    assert keys(split_sections(read(text))) == ["overview", "problems"]


def test_a_heading_that_no_form_knows_is_a_part_without_a_key():
    sections = split_sections(read("六、其他需要报告的事项\n无\n七、附件\n见附表"))
    assert [(section.key, section.heading) for section in sections] == [
        ("other", "六、其他需要报告的事项"),
        (None, "七、附件"),
    ]


def test_numbered_points_inside_a_part_do_not_cut_it():
    text = "一、总体情况\n一、加强领导。\n二、规范流程\n二、主动公开政府信息情况\n五、存在的主要问题及改进情况\n一、意识不强\n二、公开不及时\n六、其他需要报告的事项"
    assert keys(split_sections(read(text))) == ["overview", "proactive", "problems", "other"]


def test_text_behind_a_heading_in_the_same_paragraph_belongs_to_the_part():
    section = split_sections(read("六、其他需要报告的事项：本年度未收取信息处理费。"))[0]
    assert (section.key, section.text) == ("other", "本年度未收取信息处理费。")


def test_parts_are_looked_for_outside_tables_only():
    place = Place(block=0)
    table = Table((TableCell(0, 0, "二、主动公开政府信息情况", place),), place)
    assert split_sections((table,)) == ()


def test_a_document_without_parts_is_all_preface():
    assert keys(split_sections(read("昌化镇报告\n今年公开信息5条。"))) == ["preface"]


@pytest.mark.parametrize("line", ["总体情况", "一、总体情况", "（一）主动公开", "二、" + "情况" * 20])
def test_hostile_documents_are_cut_in_reasonable_time(line):
    for section in split_sections(read("\n".join([line] * 5_000))):
        subsections(section)
