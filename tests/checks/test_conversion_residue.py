"""S14. Four seeds fail as published; the rest is constructed."""

from dataclasses import replace

from checks.outcome import Severity
from parsers.document import Place
from tests.checks.constructed import CHANGHUA, LUZHU, WANGDIAN, golden, outcome


def test_traces_of_the_converter_are_named_as_printed():
    found = outcome("S14", golden(CHANGHUA))
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert found.quotes == ("[bookmark: _Hlk62564537]", "[image: ]")
    assert found.message_zh == "文档转换残留：[bookmark: _Hlk62564537]；[image: ]"
    assert found.message_en == "conversion residue in the text: [bookmark: _Hlk62564537]; [image: ]"


def test_the_same_trace_is_named_once():
    report = replace(golden(LUZHU), residues=(("[image: ]", Place(line=1)), ("[image: ]", Place(line=2))))
    assert outcome("S14", report).quotes == ("[image: ]",)


def test_a_clean_text_passes():
    assert outcome("S14", golden(WANGDIAN)).verdict == "passed"


def test_in_other_formats_such_traces_are_our_reading():
    assert outcome("S14", replace(golden(CHANGHUA), is_converted=False)).verdict == "not_applicable"
