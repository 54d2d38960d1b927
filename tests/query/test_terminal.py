import json
import re

import pytest
from rich.cells import cell_len

from query.cli import terminal


@pytest.fixture
def screen(monkeypatch):
    """Pretend to print on a terminal of 60 columns."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm-256color")


ROWS = [["昌化镇", terminal.styled(("4（项目采购）", "bold red"))], ["锦北街道办事处", "/"]]


def test_double_width_characters_are_aligned(capsys):
    terminal.write_grid("", ["机关", "数"], ROWS)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert len({cell_len(line) for line in lines}) == 1


def test_a_pipe_gets_no_colours_and_everything_on_one_line(capsys):
    long = "政府信息公开" * 100
    terminal.write_table(["text"], [[terminal.styled((long, "bold red"))]])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert long in out.splitlines()


def test_a_terminal_gets_colours_and_wraps_without_losing_anything(capsys, screen):
    terminal.write_table(["text"], [[terminal.styled(("政府信息公开" * 20, "red"))]])
    out = capsys.readouterr().out
    assert "\x1b[31m" in out
    assert sum(line.count("政") for line in out.splitlines()) == 20


def test_short_values_are_not_broken_where_long_ones_have_to_be(capsys, screen):
    terminal.write_table(["name", "seen"], [["杭州市临安区昌化镇人民政府办公室" * 3, "2026-11-21"]])
    assert "2026-11-21" in capsys.readouterr().out


def test_rows_too_wide_for_a_terminal_are_written_below_each_other(capsys, screen):
    heads = ("publisher", *(f"number{n}" for n in range(9)))
    terminal.write_table(heads, [["昌化镇", *range(100, 109)], ["王店镇", *range(200, 209)]])
    told = re.sub(r"\x1b\[\d*m", "", capsys.readouterr().out).splitlines()
    assert told[:3] == ["publisher  昌化镇", "number0    100", "number1    101"]
    assert told[10:12] == ["", "publisher  王店镇"]


@pytest.mark.parametrize("hostile", ["\x1b[2J清屏", "\x9b31m红", "\x07响", "a\x00b", "\x1b]0;title\x07"])
def test_archived_text_cannot_steer_the_terminal(capsys, hostile):
    terminal.write(hostile)
    terminal.write_table(["x"], [[hostile]])
    terminal.write_error(hostile)
    captured = capsys.readouterr()
    for text in (captured.out, captured.err):
        assert not [character for character in text if character in "\x1b\x9b\x07\x00"]
        assert "\N{REPLACEMENT CHARACTER}" in text


def test_json_holds_every_character_and_no_control(capsys):
    text = "".join(map(chr, range(0x100))) + "\u2028昌化镇"
    terminal.write_json({"text": text})
    said = capsys.readouterr().out
    assert json.loads(said)["text"] == text
    assert not [character for character in said if ord(character) < 0x20 and character != "\n"]
    assert "\x9b" not in said


def test_brackets_of_a_document_are_no_markup(capsys):
    terminal.write_table(["[bold]"], [["[bookmark: _GoBack][/red]"]])
    assert "[bookmark: _GoBack][/red]" in capsys.readouterr().out
