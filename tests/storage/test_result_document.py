"""A reading as one JSON object."""

import hashlib
import json
from dataclasses import fields, replace
from decimal import Decimal

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from checks.outcome import Outcome, Severity, Verdict
from parsers.document import Place
from parsers.report import (
    Cell,
    HeaderFact,
    Kind,
    Mark,
    Mention,
    OtherTable,
    ParsedReport,
    PrintedPublisher,
    Problem,
    ProblemKind,
    Section,
)
from storage.result_document import (
    NOT_DIGESTED,
    decimal_string,
    is_digest_of,
    result_digest,
    seal,
    to_document,
    unpack,
)
from storage.revive import revive_report

PLACE = Place(block=3, row=4, column=5, page=1, box=(1.0, 2.0, 3.5, 4.0))
REPORT = ParsedReport(
    media_type="text/html",
    title="昌化镇2020年政府信息公开工作年度报告",
    title_lines=("昌化镇", "2020年政府信息公开工作年度报告"),
    publisher=PrintedPublisher("昌化镇", "昌化镇人民政府", "town_government", "linan-changhua", "330112"),
    year=2020,
    kind=Kind.REPORT,
    edition=None,
    form="2019",
    cells=(
        Cell("proactive.fees.amount", "230.37万", " 230.37万", Decimal("230.37"), "万", Mark.NUMBER, PLACE,
             amount_yuan=Decimal("2.3037E+6"), unit_source="cell"),
        Cell("requests.new@total", None, None, None, None, Mark.ABSENT, Place()),
    ),
    sections=(Section("overview", "一、总体情况", "新收3件", Place(block=1)),),
    mentions=(Mention("requests.new", "3", "新收3件", Place(block=1), unit="件", channel=None),),
    tables=(OtherTable((("甲", "乙"), ("1", "2")), Place(block=9)),),
    headers=(HeaderFact("requests", is_present=True, is_picture=False, labels=(("小计", "总计", PLACE),), extra_rows=(("备注", PLACE),)),),
    problems=(Problem(ProblemKind.CELLS_ABSENT, "no box", ("requests.new@total",)),),
    is_converted=True,
    residues=(("[bookmark: _GoBack]", Place(line=7)),),
    published_on="2021-01-20",
)  # fmt: skip
OUTCOMES = (
    Outcome("R01", Verdict.FAILED, Severity.DOUBTFUL, "total", Decimal(3), Decimal(4), True, ("requests.new@total",),
            message_zh="不等", message_en="differ"),
    Outcome("S01", Verdict.PASSED, Severity.ERROR, left="二", right="三"),
)  # fmt: skip


def document_of(report=REPORT, outcomes=OUTCOMES, **rest):
    named = {"file": "a.html", "sha256": "0" * 64, "release": "1", "fingerprint": "f", **rest}
    return to_document(report, outcomes, **named)


def test_the_object_has_every_key_of_the_contract():
    document = document_of()
    contract = {
        "": "file sha256 media_type parser title publisher year kind form cells sections mentions tables problems outcomes",
        "parser": "release fingerprint",
        "publisher": "printed canonical type",
        "cells": "key text raw value unit amount_yuan mark annotation certainty place",
        "sections": "key heading text place",
        "mentions": "key label value qualifier scope period channel quote place",
        "tables": "kind rows place",
        "problems": "kind message keys place",
        "outcomes": "check member verdict severity left right assumed_zero cells message_zh message_en",
    }
    for name, keys in contract.items():
        part = document[name] if name else document
        found = part[0] if isinstance(part, list) else part
        assert set(keys.split()) <= set(found), name


def test_every_field_of_every_value_is_written_down():
    document = document_of()
    for name, kind in (("cells", Cell), ("mentions", Mention), ("problems", Problem), ("sections", Section)):
        assert {field.name for field in fields(kind)} == set(document[name][0])
    assert {field.name for field in fields(ParsedReport)} <= set(document)


def test_numbers_are_strings_of_digits_and_places_say_only_what_applies():
    money, absent = document_of()["cells"]
    assert (money["value"], money["amount_yuan"]) == ("230.37", "2303700")
    assert (absent["value"], absent["amount_yuan"]) == (None, None)
    assert money["place"] == {"block": 3, "row": 4, "column": 5, "page": 1, "box": [1.0, 2.0, 3.5, 4.0]}
    assert absent["place"] == {}
    assert [(outcome["left"], outcome["right"]) for outcome in document_of()["outcomes"]] == [
        ("3", "4"),
        ("二", "三"),
    ]


def test_packing_loses_nothing_and_is_always_the_same():
    document = document_of()
    digest, packed = seal(document)
    assert unpack(packed) == document
    assert digest == result_digest(document)
    assert seal(dict(reversed(document.items()))) == (digest, packed)
    assert len(packed) < len(json.dumps(document))


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_LEAVES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _TEXTS
_LEAVES |= st.integers(-(10**7), 10**7).map(lambda hundredths: hundredths / 100)  # what places hold


@given(
    st.dictionaries(
        _TEXTS,
        st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner)),
        max_size=5,
    )
)
def test_a_digest_is_of_plain_json_with_sorted_keys(document):
    document = {key: value for key, value in document.items() if key not in NOT_DIGESTED}
    written = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert result_digest(document) == hashlib.sha256(written.encode()).hexdigest()
    assert zstandard.decompress(seal(document)[1]).decode() == written


@pytest.mark.parametrize("edge", [0.00001, 0.00005])
def test_a_digest_that_was_taken_by_another_writer_of_json_still_fits(edge):
    place = Place(page=1, box=(edge, 2.0, 3.5, 4.0))
    document = document_of(replace(REPORT, cells=(replace(REPORT.cells[0], place=place),)))
    said = {key: value for key, value in document.items() if key not in NOT_DIGESTED}
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    of_old = hashlib.sha256(written.encode()).hexdigest()
    assert of_old != result_digest(document)
    assert is_digest_of(of_old, unpack(seal(document)[1]))
    assert is_digest_of(seal(document)[0], document)
    assert not is_digest_of(of_old, {**document, "year": 2019})


def test_a_report_comes_back_from_its_document_as_it_was():
    assert revive_report(unpack(seal(document_of())[1])) == REPORT


@pytest.mark.parametrize(
    "rest", [{"file": "b.html"}, {"sha256": "1" * 64}, {"release": "2"}, {"fingerprint": "g"}]
)
def test_who_read_it_where_makes_no_other_result(rest):
    assert result_digest(document_of(**rest)) == result_digest(document_of())


@pytest.mark.parametrize(
    "other",
    [
        document_of(replace(REPORT, year=2019)),
        document_of(replace(REPORT, cells=REPORT.cells[:1])),
        document_of(replace(REPORT, cells=(replace(REPORT.cells[0], place=Place()), *REPORT.cells[1:]))),
        document_of(outcomes=()),
    ],
)
def test_what_it_says_makes_another_result(other):
    assert result_digest(other) != result_digest(document_of())


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_string_has_no_exponent_and_the_same_value(number):
    written = decimal_string(number)
    assert "E" not in written
    assert Decimal(written) == number
