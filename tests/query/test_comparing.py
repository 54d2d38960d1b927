"""Findings beside other reports, decisions about them, and stories: as a user asks for them."""

import json
import shutil

import pytest

STORY = "10项提示，可一并解释：自然人列“部分公开”疑似同时计入“予以公开”"


@pytest.fixture
def own(run, archive_path, tmp_path):
    """Run a command of `gongkai` on an archive of the seeds that this test may write to."""
    copy = tmp_path / "archive.sqlite"
    shutil.copy(archive_path, copy)
    return lambda command, *arguments: run(command, *arguments, "--archive", copy)


def told(answer):
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_findings_name_what_the_portal_changed_and_what_disappeared(ask):
    said = told(ask("findings"))
    assert "V01 warning  一、本年新收政府信息公开申请数量·自然人：发布后由“4”改为“5”" in said
    assert "王店镇人民政府 2020  V03 warning  年报消失：最后一次见于2026-01-10，2026-03-10起不可见" in said


def test_findings_in_json_say_what_they_rest_on(ask):
    (found,) = json.loads(told(ask("findings", "--check", "V01", "--json")))["findings"]
    assert (found["left"], found["right"], found["review"], found["note"]) == ("4", "5", "open", None)
    assert len(found["result_ids"]) == 1


def test_show_tells_the_story_of_several_findings(ask):
    assert STORY in told(ask("show", "-p", "渌渚镇", "-y", "2021"))
    assert "10 findings go together" in told(ask("show", "-p", "渌渚镇", "-y", "2021", "--lang", "en"))
    (story,) = json.loads(told(ask("show", "-p", "渌渚镇", "-y", "2021", "--json")))["stories"]
    assert [len(repair) for repair in story["repairs"]] == [3, 3]
    assert story["repairs"][0][0] == {"key": "outcome.granted@natural_person", "printed": "1", "value": "0"}


def test_show_tells_findings_beside_other_reports_apart(ask):
    said = told(ask("show", "-p", "昌化镇", "-y", "2020"))
    assert "Findings beside other reports and earlier visits: 2" in said
    assert "改1格即可平衡：一、本年新收政府信息公开申请数量·自然人 5→4" in said  # what the portal changed


def test_a_decision_shows_in_findings_and_takes_it_off_the_open_ones(own):
    before = told(own("findings", "--open")).splitlines()[-1]
    said = own("review", "N02", "-p", "渌渚镇", "-y", "2021", "--confirm", "--note", "见正文")
    assert told(said) == "杭州-富阳区-渌渚镇/2021 N02 confirmed\n"
    assert "[confirmed: 见正文]" in told(own("findings", "--check", "N02"))
    assert told(own("findings", "--check", "N02", "-p", "渌渚镇", "--open")) == "0 findings\n"
    after = told(own("findings", "--open")).splitlines()[-1]
    assert int(before.split()[0]) - int(after.split()[0]) == 1


def test_a_check_with_several_findings_asks_for_a_member(own):
    asked = ("review", "R04", "-p", "渌渚镇", "-y", "2021", "--dismiss", "--note", "x")
    answer = own(*asked)
    assert (answer.exit_code, "--member" in answer.output) == (2, True)
    decided = told(own(*asked, "--member", "outcome.total"))
    assert decided == "杭州-富阳区-渌渚镇/2021 R04 outcome.total dismissed\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("R01", "-p", "锦北街道", "-y", "2020"), 1, "no finding R01 on this report; it has"),
        (("R01", "-p", "昌化镇", "-y", "1999"), 1, "it has none"),
        (("R01", "-p", "不存在", "-y", "2020"), 1, "no publisher called"),
    ],
)
def test_what_cannot_be_decided_ends_with_a_message(own, arguments, code, words):
    answer = own("review", *arguments, "--confirm", "--note", "x")
    assert (answer.exit_code, words in answer.output) == (code, True)


def test_a_decision_needs_to_say_which_and_why(own):
    assert own("review", "N02", "-p", "渌渚镇", "-y", "2021", "--note", "x").exit_code == 2
    assert own("review", "N02", "-p", "渌渚镇", "-y", "2021", "--confirm").exit_code == 2


def test_recheck_says_how_many_reports_were_compared(own):
    assert told(own("recheck")) == "5 reports compared, 0 of them say something else now\n"
    assert told(own("recheck", "-p", "昌化镇", "--years", "2019-2021")).startswith("1 reports compared")
    assert told(own("recheck", "--portal", "gongshu")).startswith("1 reports compared")


def test_recheck_makes_no_archive_where_there_is_none(run, tmp_path):
    answer = run("recheck", "--archive", tmp_path / "none.sqlite")
    assert (answer.exit_code, "no archive at" in answer.output) == (1, True)
    assert not (tmp_path / "none.sqlite").exists()
