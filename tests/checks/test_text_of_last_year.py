"""X06. Every pair of years here is constructed."""

from dataclasses import replace
from decimal import Decimal

from checks.outcome import Severity
from parsers.document import Place
from parsers.report import Section
from tests.checks.beside import of_year, said
from tests.checks.constructed import CHANGHUA, GONGSHU, golden

WORDS = (
    "我镇认真贯彻落实政府信息公开条例，主动公开各类信息{}条，受理申请{}件，全部按期办结，群众满意度稳步提高。"
)


def telling(*texts):
    parts = tuple(Section("overview", "一、总体情况", text, Place()) for text in texts)
    return replace(golden(CHANGHUA), sections=parts)


def test_the_text_of_last_year_with_other_digits_is_a_finding():
    now, before = telling(WORDS.format(168, 4)), of_year(telling(WORDS.format(99, 12)), 2019)
    found = said("X06", now, previous=before)
    assert (found.verdict, found.severity, found.left) == ("failed", Severity.WARNING, Decimal(1))
    assert found.message_zh == "与上年报告文字雷同，遮去数字后的相似度为1.00（界限0.9）"


def test_a_text_of_its_own_passes_and_says_how_alike_it_is():
    found = said("X06", golden(CHANGHUA), previous=of_year(golden(GONGSHU), 2019))
    assert found.verdict == "passed"
    assert found.left < Decimal("0.1")


def test_a_text_half_of_which_is_new_passes():
    new = "今年起设立政务公开专区，组织三场政策解读直播，编制公共企事业单位目录，开展基层标准化试点工作并接受评估。"
    before = of_year(telling(WORDS.format(99, 12)), 2019)
    assert said("X06", telling(WORDS.format(1, 2), new), previous=before).verdict == "passed"


def test_without_a_text_or_the_year_before_it_is_not_assessable():
    assert said("X06", golden(CHANGHUA)).verdict == "not_assessable"
    assert said("X06", telling(), previous=golden(CHANGHUA)).verdict == "not_assessable"
    assert said("X06", telling("无。"), previous=golden(CHANGHUA)).verdict == "not_assessable"
