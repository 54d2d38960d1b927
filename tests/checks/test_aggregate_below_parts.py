"""U03. Every county here is constructed."""

from dataclasses import replace

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import findings, peer, said, verdicts
from tests.checks.constructed import CHANGHUA, GONGSHU, golden, printing

WHOLE, NEW = golden(GONGSHU), "requests.new@total"  # it speaks of 区政府 and 全区, and prints 41


def towns(*received):
    return tuple(
        peer(printing(golden(CHANGHUA), {NEW: text}), str(place)) for place, text in enumerate(received)
    )


def test_a_whole_that_is_not_less_than_its_known_parts_passes():
    found = verdicts("U03", WHOLE, parts=towns("20", "21"))
    assert found[NEW] == "passed"


def test_a_whole_that_is_less_than_its_parts_is_doubtful():
    found = findings("U03", WHOLE, parts=towns("20", "22"))[NEW]
    assert (found.left, found.right, found.severity) == (41, 42, Severity.DOUBTFUL)
    assert (found.cells, found.quotes) == ((NEW,), ("2个机关",))


def test_a_part_that_cannot_be_read_is_left_out():
    assert verdicts("U03", WHOLE, parts=towns("41", Mark.PICTURE))[NEW] == "passed"
    assert verdicts("U03", WHOLE, parts=towns(Mark.PICTURE))[NEW] == "not_assessable"
    unread = printing(WHOLE, {NEW: Mark.PICTURE})
    assert verdicts("U03", unread, parts=towns("50"))[NEW] == "not_assessable"


def test_a_town_and_an_office_that_speaks_of_itself_alone_are_not_concerned():
    assert said("U03", golden(CHANGHUA), parts=()).verdict == "not_applicable"
    modest = replace(WHOLE, mentions=tuple(replace(one, scope="organ") for one in WHOLE.mentions))
    assert said("U03", modest, parts=towns("99")).verdict == "not_applicable"


def test_without_parts_it_is_not_assessable():
    assert said("U03", WHOLE).verdict == "not_assessable"
    assert said("U03", WHOLE, parts=()).verdict == "not_assessable"
