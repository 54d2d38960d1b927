"""D10. Seed 000 fails as published; the rest is constructed."""

from dataclasses import replace

from tests.checks.constructed import CHANGHUA, golden
from tests.checks.told import one, town, verdict

LONG = "全面落实政务公开责任，切实保障人民群众的知情权和监督权。"


def test_seed_000_prints_a_long_sentence_twice():
    found = one("D10", golden(CHANGHUA))
    assert (found.severity, len(found.quotes), len(found.quotes[0])) == ("info", 1, 99)
    assert found.message_zh.startswith("文内重复：凡是以党委、政府名义下发的文件")
    assert found.message_en.startswith("printed twice: 凡是以党委")


def test_white_space_does_not_hide_a_repetition():
    assert verdict("D10", town(f"{LONG}\n{LONG.replace('，', '， ')}")) == "failed/info"


def test_short_sentences_and_nearly_the_same_pass():
    assert verdict("D10", town("加强学习。加强学习。")) == "passed"
    assert verdict("D10", town(LONG + LONG.replace("知情权", "参与权"))) == "passed"
    assert verdict("D10", town("一" * 20 + "。" + "一" * 20 + "。")) == "failed/info"
    assert verdict("D10", town("一" * 19 + "。" + "一" * 19 + "。")) == "passed"


def test_a_report_without_text_is_not_assessable():
    assert verdict("D10", replace(golden(CHANGHUA), sections=())) == "not_assessable"
