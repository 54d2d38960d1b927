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
