"""V05. Every attachment here is constructed."""

from checks.neighbours import Sightings
from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import findings, said
from tests.checks.constructed import GONGSHU, golden, printing

REPORT, KEY = golden(GONGSHU), "requests.new@total"


def beside(*attachments):
    return {"sightings": Sightings(attachments=attachments)}


def test_a_cell_that_the_attachment_prints_otherwise_is_named_with_both():
    found = findings("V05", REPORT, **beside(printing(REPORT, {KEY: "14"})))
    assert list(found) == [KEY]
    assert (found[KEY].left, found[KEY].right, found[KEY].severity) == ("41", "14", Severity.INFO)


def test_the_same_cells_pass_and_those_that_we_cannot_read_say_nothing():
    assert said("V05", REPORT, **beside(REPORT)).verdict == "passed"
    assert said("V05", REPORT, **beside(printing(REPORT, {KEY: Mark.PICTURE}))).verdict == "passed"
    unread = printing(REPORT, {cell.key: Mark.PICTURE for cell in REPORT.cells})
    assert said("V05", REPORT, **beside(unread)).verdict == "not_assessable"


def test_a_report_without_attachment_is_not_concerned():
    assert said("V05", REPORT, **beside()).verdict == "not_applicable"
    assert said("V05", REPORT).verdict == "not_assessable"
