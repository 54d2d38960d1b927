"""What the narrative states: every fact of the truth files is found, and nothing else on their keys."""

import re

import pytest

from parsers.document import Place
from parsers.mentions import find_mentions
from parsers.report import Section
from parsers.sections import line_places, split_sections
from tests.parsers.seed_dialect import CASES, blocks_of, truth_of


def mentions_of(case):
    blocks = blocks_of(case)
    return find_mentions(split_sections(blocks), truth_of(case)["year"], line_places(blocks))


def said(text, section="overview", year=2020):
    return find_mentions((Section(section, "", text, Place()),), year)


def key_of(fact):
    """Breakdowns are one key; the truth's suffix names the printed label in English."""
    return re.sub(r"(\.item)\..*", r"\1", fact["key"])


def solid(text):
    return re.sub(r"\s+", "", text)


def states(mention, fact):
    """Whether a mention says what the fact says. Truth files put 全区 into channel; mentions say scope."""
    channel, scope = fact["channel"], None
    if channel == "全区":
        channel, scope = None, "region"
    quotes = solid(fact["quote"]), solid(mention.quote)
    return (
        (mention.key, mention.value, mention.unit) == (key_of(fact), str(fact["value"]), fact["unit"])
        and (mention.qualifier, mention.channel) == (fact["qualifier"], channel)
        and mention.place.line == fact["line"]
        and (quotes[0] in quotes[1] or quotes[1] in quotes[0])
        and (scope is None or mention.scope == scope)
    )


@pytest.mark.parametrize("case", CASES)
def test_every_fact_of_a_seed_is_found_with_its_place(case):
    found = mentions_of(case)
    missing = [
        fact for fact in truth_of(case)["facts"] if not any(states(mention, fact) for mention in found)
    ]
    assert missing == []


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_found_in_a_seed_that_is_no_fact(case):
    facts = truth_of(case)["facts"]
    invented = [mention for mention in mentions_of(case) if not any(states(mention, fact) for fact in facts)]
    assert invented == []
    assert len(mentions_of(case)) == len(facts)


def first(text, **setting):
    return said(text, **setting)[0]


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("我镇收到依申请公开二十三件。", "23", "exact"),
        ("我镇收到依申请公开近30件。", "30", "about"),
        ("我镇收到依申请公开30余件。", "30", "at_least"),
        ("我镇收到依申请公开逾1,300件。", "1300", "at_least"),
        ("我镇收到依申请公开1.2万多件。", "12000", "at_least"),
    ],
)
def test_figures_are_read_with_what_they_say_about_being_exact(text, value, qualifier):
    assert (first(text).value, first(text).qualifier) == (value, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "应当自收到申请之日起20个工作日内予以答复。",
        "按照《操作说明》（1.0版本）规范发布信息。",
        "《条例》第二十条第（一）项规定的信息。",
        "根据国办发〔2019〕54号、浙政办发〔2020〕16号文件公开信息。",
        "2020年3月1日至3月15日开展自查。",
        "实行“0报告”制度，每一条公开信息都经过审核。",
        "207204.99",
    ],
)
def test_dates_deadlines_versions_and_numbers_of_rules_are_no_mentions(text):
    assert said(text) == ()


def test_scope_and_period_carry_on_to_the_end_of_the_sentence():
    found = said("2022年我区因信息公开被申请行政复议2件、提起行政诉讼0件。收到依申请公开3件。")
    assert [(one.key, one.scope, one.period) for one in found] == [
        ("review.narrative.total", "region", "2022年"),
        ("litigation.narrative.total", "region", "2022年"),
        ("requests.narrative.received", None, None),
    ]


def test_words_of_scope_that_only_describe_are_no_scope():
    assert first("认真履行全区政府信息公开职责，收到依申请公开3件。").scope is None
    assert first("区政府办公室收到依申请公开3件。").scope == "organ"


def test_last_year_is_the_year_before_the_report():
    assert [one.period for one in said("2020年收到依申请公开3件，去年收到依申请公开5件。")] == [
        "2020年",
        "2019年",
    ]


def test_a_breakdown_keeps_its_printed_labels_and_never_exceeds_its_total():
    found = said("通过区政府网站公开信息10条，其中政策文件6条、人事信息4条，发布政策解读3条。")
    assert [(one.key, one.label, one.value) for one in found] == [
        ("proactive.narrative.website", None, "10"),
        ("proactive.narrative.website.item", "政策文件", "6"),
        ("proactive.narrative.website.item", "人事信息", "4"),
        ("interpretation.narrative.count", None, "3"),
    ]


def test_a_mention_without_known_places_has_the_place_of_its_section():
    section = Section("overview", "", "我镇收到依申请公开3件。", Place(line=7))
    assert find_mentions((section,), None)[0].place.line == 7


def test_a_quote_is_as_printed_with_its_spaces():
    assert first("通过杭州· 临安门户网站公开信息 168条。").quote == "通过杭州· 临安门户网站公开信息 168条"


@pytest.mark.parametrize("mark", ["“", "（", "通过“", "1条、", "电子版可在a-", "未", "在“a”公开"])
def test_hostile_text_is_read_in_reasonable_time(mark):
    said(mark * 5_000)
