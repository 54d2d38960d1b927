"""docs/how-to/figures.md: its commands run."""

import re
import shlex
from pathlib import Path

import pytest

pytestmark = pytest.mark.needs("chart")
PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "figures.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs(ask, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    program, name, *arguments = shlex.split(command)
    assert program == "gongkai"
    said = ask(name, *arguments)
    assert said.exit_code == 0, said.output
    if "-o" in arguments:
        assert (tmp_path / arguments[arguments.index("-o") + 1]).stat().st_size > 1000
