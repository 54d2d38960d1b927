"""Titles: expected values are those of titles.yaml and of the truth files."""

import json
from pathlib import Path

import pytest
import yaml

from parsers.document import Heading, Paragraph, Place, Table
from parsers.report import Kind
from parsers.titles import find_title, is_near_miss, parse_title

TESTS = Path(__file__).parent.parent
TITLES = yaml.safe_load((TESTS / "expectations" / "titles.yaml").read_text(encoding="utf-8"))
GOLDEN = sorted((TESTS / "golden").glob("*/truth.json"))


@pytest.mark.parametrize("expected", TITLES, ids=lambda expected: expected["t"][:30])
def test_every_known_title_is_read_as_the_catalogue_says(expected):
    facts = parse_title(expected["t"])
    assert facts.kind == Kind(expected["kind"])
    assert facts.year == expected.get("year")
    assert facts.publisher == expected.get("pub")
    assert facts.edition == expected.get("edition")


@pytest.mark.parametrize(
    ("title", "year", "publisher", "edition"),
    [
        ("昌化镇二○一九年度政府信息公开年度报告", 2019, "昌化镇", None),
        ("昌化镇政府信息公开工作年度报告（2019年度）", 2019, "昌化镇", None),
        ("临安区教育局政府信息公开工作2012年年度报告", 2012, "临安区教育局", None),
        ("拱墅区2020年人民政府信息公开年度报告", 2020, "拱墅区人民政府", None),
        ("2020年拱墅区人民政府信息公开年度报告", 2020, "拱墅区人民政府", None),
        ("昌化镇人民政府２０２０年政府信息公开工作年度报告（更正）", 2020, "昌化镇人民政府", "更正"),
        ("（修订版）秀洲区教育局2022年政府信息公开工作年度报告", 2022, "秀洲区教育局", "修订版"),
        ("附件：昌化镇2020年政府信息公开工作年度报告.docx", 2020, "昌化镇", None),
        ("关于昌化镇2020年政府信息公开工作的年度报告", 2020, "昌化镇", None),
        ("附件1.昌化镇2020年政府信息公开工作年度报告", 2020, "昌化镇", None),
        ("3、昌化镇2020年信息公开工作年度报告", 2020, "昌化镇", None),
        ("《昌化镇2020年政府信息公开工作年度报告》", 2020, "昌化镇", None),
        ("昌化镇：2020年政府信息公开工作年度报告", 2020, "昌化镇", None),
    ],
)
def test_other_wordings_of_a_report_are_reports(title, year, publisher, edition):
    facts = parse_title(title)
    assert (facts.kind, facts.year, facts.publisher, facts.edition) == (Kind.REPORT, year, publisher, edition)


@pytest.mark.parametrize(
    "title",
    [
        "临安区2020年度部门决算公开报告",
        "临安区2020年度信用信息公开报告",
        "昌化镇2020年财政信息公开工作报告",
        "昌化镇2020年政府网站工作年度报表",
        "2022年第一季度政府信息公开情况报告",
        "昌化镇2020年上半年政府信息公开工作报告",
        "昌化镇政府信息公开指南",
        "政府信息公开目录",
        "特向社会公布2020年度我镇政府信息公开工作年度报告。",
        "国务院办公厅关于2020年政府信息公开工作年度报告的说明",
        "",
    ],
)
def test_other_documents_are_no_reports(title):
    assert parse_title(title).kind == Kind.OTHER


def test_digits_inside_longer_numbers_are_no_year():
    assert parse_title("昌化镇207204号政府信息公开工作年度报告").year is None


def test_a_rejected_title_about_disclosure_reports_is_a_near_miss():
    assert is_near_miss("2020年政府信息公开工作年度报告公示说明")
    assert not is_near_miss("昌化镇2020年政府信息公开工作年度报告")
    assert not is_near_miss("昌化镇2020年法治政府建设年度报告")


def paragraphs(text):
    return [
        Paragraph(line, Place(line=number))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]


@pytest.mark.parametrize("truth_file", GOLDEN, ids=lambda path: path.parent.name)
def test_the_title_of_every_seed_is_found_with_its_lines(truth_file):
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    body = (truth_file.parent / "report.txt").read_text(encoding="utf-8")
    title, lines = find_title(paragraphs(body))
    assert title == truth["title"]["text"]
    assert [line.strip() for line in lines] == [line["raw"].strip() for line in truth["title"]["lines"]]
    facts = parse_title(title)
    assert (facts.year, facts.publisher) == (truth["year"], truth["publisher"]["printed"])


def test_lines_before_the_title_are_passed_over():
    blocks = paragraphs(
        "索引号：001\n发布日期：2021-01-29\n昌化镇人民政府\n2020年政府信息公开工作年度报告\n根据条例"
    )
    assert find_title(blocks) == (
        "昌化镇人民政府2020年政府信息公开工作年度报告",
        ("昌化镇人民政府", "2020年政府信息公开工作年度报告"),
    )


def test_a_sheet_that_is_called_after_a_part_does_not_begin_the_title():
    blocks = [
        Heading("总体情况", Place(block=0)),
        *paragraphs("获嘉县统计局2023年政府信息公开工作年度报告\n根据条例"),
    ]
    title, _ = find_title(blocks)
    assert title == "获嘉县统计局2023年政府信息公开工作年度报告"
    assert parse_title(title).publisher == "获嘉县统计局"


def test_no_title_is_invented_for_a_document_without_one():
    assert find_title([*paragraphs("一、总体情况\n2020年，我镇公开信息"), Table((), Place())]) == (None, ())


def test_long_lines_are_text_and_cost_nothing():
    assert parse_title("-" * 200_000 + "政府信息公开工作年度报告").kind == Kind.OTHER
