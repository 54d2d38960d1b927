import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from query.cli.program import app
from tests.query.seeds import CASES, CHANGHUA, JINBEI, LUZHU, WANGDIAN, body_of, truth_of

PROGRAM = Path(sys.executable).parent / "gongkai"
ONE = ("--publisher", "昌化镇", "--year", "2020")
COMMANDS = {
    "find": (),
    "show": ONE,
    "cells": ONE,
    "versions": ONE,
    "diff": ONE,
    "findings": (),
    "crawl-status": (),
    "publishers": (),
    "coverage": ("--portal", "linan"),
    "problems": (),
    "search": ("行政复议",),
    "changed": (),
    "series": ("rate.disclosure",),
    "distribution": ("rate.disclosure",),
    "indicator": ("requests.new@total", "--by", "county", "--by", "year"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_answers_in_json(ask, command):
    told = ask(command, *COMMANDS[command], "--json")
    assert (told.exit_code, told.stderr) == (0, "")
    assert isinstance(json.loads(told.stdout), dict)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_answers_a_person_without_colours_in_a_pipe(ask, command):
    told = ask(command, *COMMANDS[command])
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.strip()
    assert "\x1b" not in told.stdout


@pytest.mark.parametrize("command", [*COMMANDS, "parse"])
def test_every_command_has_help_with_examples(run, command):
    told = run(command, "--help")
    assert told.exit_code == 0
    assert f"  gongkai {command}" in told.stdout


EVERY = sorted(get_command(app).commands)  # those that write, too


@pytest.mark.parametrize("command", EVERY)
def test_help_shows_how_to_call_it_and_what_its_exit_code_means(run, command):
    told = run(command, "--help").stdout
    *_, examples, codes = told.strip().split("\n\n")
    assert examples.split("\n")[0] == "  Examples:"
    for line in examples.split("\n")[1:]:
        assert re.match(rf"    (\w+=\S+ )?gongkai {command}( |$)", line)
    assert codes == "  Exit codes: 0 done, 1 failed, 2 wrong usage."


@pytest.mark.parametrize("command", ["show", "diff"])
def test_what_prints_no_csv_says_so_in_its_help(run, command):
    assert "there is no --csv" in " ".join(run(command, "--help").stdout.split())


@pytest.mark.parametrize("arguments", [("findings",), ("cells", *ONE, "--json"), ("find", "--csv")])
def test_whoever_stops_reading_has_had_enough(archive_path, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    told = subprocess.run(
        [PROGRAM, *arguments, "--archive", archive_path],
        stdout=writing, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (told.returncode, told.stderr) == (0, b"")


def test_a_full_disk_is_told(archive_path):
    with Path("/dev/full").open("wb") as full:
        told = subprocess.run(
            [PROGRAM, "findings", "--archive", archive_path],
            stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert (told.returncode, told.stderr) == (1, b"gongkai: No space left on device\n")


def test_an_argument_that_no_encoding_of_the_locale_could_read_is_wrong_usage(ask):
    told = ask("show", "--publisher", "昌化镇".encode().decode("ascii", "surrogateescape"), "--year", "2020")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "LC_ALL=C.UTF-8" in told.stderr


@pytest.mark.parametrize(
    "words",
    [("findings", "--check", "R1"), ("find", "--has-finding", "r01"), ("search", "复议", "--finding", "X")],
)
def test_a_check_that_there_is_not_is_wrong_usage_and_not_a_clean_archive(ask, words):
    told = ask(*words)
    assert told.exit_code == 2
    assert f"no check is called '{words[-1]}'" in re.sub(r"\s+", " ", re.sub("[│╭╮╰╯─]", "", told.stderr))


def test_every_command_is_tested_here():
    registered = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert {name.replace("_", "-") for name in registered} == {*COMMANDS, "chart", "parse", "serve"}


@pytest.mark.parametrize("case", [WANGDIAN, LUZHU, JINBEI])
def test_cells_of_the_archive_are_those_of_the_file(ask, run, tmp_path, case):
    file = tmp_path / "report.txt"
    file.write_bytes(body_of(case))
    truth = truth_of(case)
    kept = json.loads(
        ask("cells", "--publisher", truth["publisher"]["short"], "--year", truth["year"], "--json").stdout
    )
    read = json.loads(run("parse", file, "--json").stdout)
    assert kept["cells"] == read["cells"]
    assert (kept["sha256"], kept["form"]) == (read["sha256"], read["form"])
    assert len(kept["cells"]) == len(truth["cells"])


def test_the_archive_may_be_named_before_the_command(run, archive_path):
    assert run("--archive", archive_path, "find").exit_code == 0


def test_the_archive_may_be_named_by_the_environment(run, archive_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_ARCHIVE", str(archive_path))
    assert run("find").exit_code == 0


def test_the_archive_named_after_the_command_wins(run, archive_path):
    assert run("--archive", "nowhere.sqlite", "find", "--archive", archive_path).exit_code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_without_an_archive_it_is_told_how_to_get_one(run, command, tmp_path):
    told = run(command, *COMMANDS[command])
    assert told.exit_code == 1
    assert told.stdout == ""
    assert "make demo" in told.stderr
    assert "scrapy crawl" in told.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("cells", "--publisher", "昌化乡", "--year", "2020"), 1, "杭州-临安区-昌化镇"),
        (("cells", "--publisher", "昌化镇", "--year", "1999"), 1, "It has 2020."),
        (("cells", "--publisher", "昌化镇"), 2, "--year"),
        (("cells", "--publisher", "昌化镇", "--year", "x"), 2, "--year"),
        (("find", "--years", "2021-2019"), 2, "ends before it begins"),
        (("find", "--years", "all"), 2, "2019-2021"),
        (("find", "--limit", "0"), 2, "--limit"),
        (("findings", "--severity", "grave"), 2, "error"),
        (("show", *ONE, "--lang", "fr"), 2, "--lang"),
        (("diff", *ONE, "--old", "7"), 1, "1v1, 1v2"),
        (("coverage",), 2, "--portal"),
        (("coverage", "--portal", "nowhere"), 2, "it has fuyang, gongshu, linan, xiuzhou"),
        (("coverage", "--portal", "linan", "--json", "--csv"), 2, "one of --json and --csv"),
        (("find", "--json", "--csv"), 2, "one of --json and --csv"),
        (("findings", "--json", "--csv"), 2, "one of --json and --csv"),
        (("coverage", "--portal", "linan", "--as-of", "today"), 2, "--as-of"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_a_failure_says_what_to_do(ask, arguments, code, words):
    told = ask(*arguments)
    assert told.exit_code == code
    assert words in told.stderr
    assert told.stdout == ""


def test_a_file_that_is_no_archive_is_told(run, tmp_path):
    (tmp_path / "letter.sqlite").write_text("Dear Sir, " * 200)
    told = run("find", "--archive", tmp_path / "letter.sqlite")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "not a database" in told.stderr


def test_a_database_of_an_unknown_kind_is_wrong_usage(run):
    told = run("find", "--archive", "nonsense://x")
    assert told.exit_code == 2
    assert "--archive" in told.stderr


def test_the_release_is_told(run):
    told = run("--version")
    assert (told.exit_code, told.stdout.split()[0]) == (0, "gongkai")


def test_findings_are_filtered_and_told_in_both_languages(ask):
    told = ask("findings", "--check", "R03", "--publisher", "渌渚镇", "--lang", "en")
    (line, total) = told.stdout.splitlines()
    assert line.startswith("杭州市富阳区渌渚镇人民政府 2021  R03 error  自然人：")
    assert "outcome" in line
    assert total == "1 finding"


def test_show_draws_the_form_with_findings_marked(ask):
    told = ask("show", "--publisher", "渌渚镇", "--year", "2021").stdout
    granted = next(line for line in told.splitlines() if "（一）予以公开" in line and line.startswith("|"))
    assert granted.split("|")[2].strip().startswith("1 [")
    assert "[1] R01" in told
    assert truth_of(LUZHU)["sections"][0]["heading"] in told
    assert "https://www.fuyang.gov.cn/art/2021/" in told


def test_on_a_terminal_a_contradicting_cell_is_coloured(ask, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "160")
    told = ask("show", "--publisher", "渌渚镇", "--year", "2021").stdout
    total = next(line for line in told.splitlines() if "（七）总计" in line and line.startswith("│"))
    assert "\x1b[1;31m0\x1b[0m\x1b[1;31m [1]" in total


def test_show_says_that_a_table_is_a_picture(ask):
    told = ask("show", *ONE).stdout
    assert "［图］ the table is a picture" in told
    assert "Problems (what we could not read)" in told


def test_diff_says_what_changed(ask):
    told = ask("diff", *ONE)
    assert "requests.new@natural_person    4    5" in told.stdout
    found = json.loads(ask("diff", *ONE, "--json").stdout)
    assert [cell["key"] for cell in found["diff"]["cells"]] == ["requests.new@natural_person"]


def test_crawls_are_told_with_what_became_of_each_column(ask):
    told = ask("crawl-status", "--portal", "gongshu", "--limit", "1").stdout
    assert "blocked" in told
    assert "521 加速乐 challenge" in told
    assert "https://www.gongshu.gov.cn/col/1  partial  page 3 is missing  rows 40, total 61" in told


def test_cells_are_filtered_by_key(ask):
    cells = json.loads(ask("cells", *ONE, "--key", "review.*", "--json").stdout)["cells"]
    assert [cell["key"] for cell in cells] == [
        cell["key"] for cell in truth_of(CHANGHUA)["cells"] if cell["key"].startswith("review.")
    ]
    assert {cell["mark"] for cell in cells} == {"picture"}
    assert {cell["value"] for cell in cells} == {None}


def test_find_counts_what_it_lists(ask):
    assert ask("find").stdout.splitlines()[-1] == f"{len(CASES)} reports"
    assert (
        ask("find", "--limit", "1").stdout.splitlines()[-1]
        == f"{len(CASES)} reports, 4 of them beyond --limit"
    )
    assert ask("find", "没有这样的话").stdout == "no reports\n"


@pytest.mark.parametrize("command", sorted({*COMMANDS} - {"show", "diff"}))
def test_lists_come_as_csv_a_line_for_each(ask, command):
    told = ask(command, *COMMANDS[command], "--csv")
    assert (told.exit_code, told.stderr) == (0, "")
    heads, *lines = csv.reader(io.StringIO(told.stdout))
    assert lines
    assert {len(line) for line in lines} == {len(heads)}
    assert ask(command, *COMMANDS[command], "--csv", "--json").exit_code == 2


def test_find_lists_reports_as_csv(ask):
    found = list(csv.DictReader(io.StringIO(ask("find", "--csv").stdout)))
    truths = [truth_of(case) for case in CASES]
    assert sorted((row["title"], row["year"]) for row in found) == sorted(
        (one["title"]["text"], str(one["year"])) for one in truths
    )
    (words,) = csv.DictReader(io.StringIO(ask("find", "征求第三方意见告知书", "--csv").stdout))
    assert "征求第三方意见告知书" in words["snippet"]


def test_findings_are_listed_as_csv(ask):
    told = ask("findings", "--publisher", "渌渚镇", "--check", "R08", "--csv").stdout
    found = list(csv.DictReader(io.StringIO(told)))
    assert {(row["year"], row["check"], row["review"]) for row in found} == {("2021", "R08", "open")}
    assert all(row["cells"] and row["message_zh"] and row["message_en"] for row in found)
    assert ask("findings", "--years", "1999", "--csv").stdout.count("\n") == 1
