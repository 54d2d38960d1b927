"""`gongkai review`: a report is named as `gongkai find` prints it, or by options."""

import pytest

from tests.storage.commanding import gongkai
from tests.storage.plain_reader import crawl_once
from tests.storage.test_recheck import body, page

KEY, NAME = "requests.new@total", "linan-昌化镇/2020"
WHY = ("--dismiss", "--note", "一处更正")


@pytest.fixture
def decisions(archive, place, rows):
    """Decide by the command about a report that has one finding; return what it says and what is kept."""
    crawl_once(archive, page("a", body(new="-1")))

    def decide(*words):
        said = gongkai(place, "review", *words)
        return said, rows("SELECT check_id, member, decision, note FROM review_decision")

    return decide


@pytest.mark.parametrize(
    "words",
    [
        (NAME, "R01"),
        ("昌化镇/2020", "R01"),
        ("昌化镇人民政府/2020", "R01"),
        ("R01", "--publisher", "昌化镇", "--year", "2020"),
        ("R01", "-p", "昌化镇", "-y", "2020"),
    ],
)
def test_a_finding_is_decided_about_by_the_name_of_its_report(decisions, words):
    said, kept = decisions(*words, *WHY)
    assert (said.exit_code, said.stdout) == (0, f"{NAME} R01 {KEY} dismissed\n")
    assert kept == [("R01", KEY, "dismissed", "一处更正")]


def test_what_find_prints_can_be_pasted(decisions, place):
    (line,) = [line for line in gongkai(place, "find").stdout.splitlines() if "昌化镇" in line]
    said, kept = decisions(line.split()[-1], "R01", "--confirm", "--note", "seen in the original")
    assert (said.exit_code, kept) == (0, [("R01", KEY, "confirmed", "seen in the original")])


@pytest.mark.parametrize(
    "words",
    [
        ("R01",),
        ("R01", "-p", "昌化镇"),
        ("昌化镇", "R01"),
        ("昌化镇/20", "R01"),
        (NAME, "R01", "-p", "昌化镇", "-y", "2020"),
        (NAME, "R01", "R02"),
        (NAME,),
    ],
)
def test_a_report_that_is_not_named_is_wrong_usage(decisions, words):
    said, kept = decisions(*words, *WHY)
    assert (said.exit_code, kept) == (2, [])


def test_a_finding_that_the_report_has_not_fails_and_names_those_it_has(decisions):
    said, kept = decisions(NAME, "R02", *WHY)
    assert (said.exit_code, kept) == (1, [])
    assert f"R01 {KEY}" in said.stderr
