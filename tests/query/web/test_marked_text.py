"""Marks may overlap and stand anywhere; no character is lost or told twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.web.marked_text import Stretch, lines_of, marked, quoted_in

pytestmark = pytest.mark.needs("web")
TEXTS = st.text(alphabet="公开申请0一\n ", max_size=40)


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends), max_size=5))
    return text, [(min(span), max(span), number) for number, span in enumerate(spans, 1)]


@given(marked_texts())
def test_every_character_is_told_once_under_its_own_marks(case):
    text, marks = case
    told = marked(text, marks)
    assert "".join(one.text for one in told) == text
    under = [one.marks for one in told for _ in one.text]
    for at, numbers in enumerate(under):
        assert set(numbers) == {number for start, end, number in marks if start <= at < end}


@given(marked_texts())
def test_lines_lose_only_blanks(case):
    text, marks = case
    lines = ["".join(one.text for one in line) for line in lines_of(text, marks)]
    assert lines == [line.rstrip() for line in text.splitlines() if line.strip()]


def test_marks_may_overlap():
    assert marked("甲乙丙丁", [(0, 3, 1), (1, 4, 2)]) == (
        Stretch("甲", (1,), ()),
        Stretch("乙丙", (1, 2), (1,)),
        Stretch("丁", (2,), (2,)),
    )


def test_a_mention_is_found_in_the_first_section_that_has_its_words():
    sections = [{"text": "没有"}, {"text": "共收到申请4件，"}, {"text": "收到申请4件"}]
    mentions = [{"quote": "收到申请4件"}, {"quote": "不在任何处"}, {"quote": ""}]
    assert quoted_in(sections, mentions) == {1: [(1, 7, 1)]}
