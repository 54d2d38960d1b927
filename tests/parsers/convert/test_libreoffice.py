"""What the converter may do and may not: with a stand-in for LibreOffice that misbehaves as told."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from parsers.convert import libreoffice
from parsers.convert.libreoffice import Limits, convert, find, version_of
from parsers.document import UnreadableDocument

STAND_IN = """#!{python} -I
import pathlib, shutil, socket, subprocess, sys, time
arguments = sys.argv[1:]
told = pathlib.Path({told!r})
profile = pathlib.Path(arguments[0].removeprefix("-env:UserInstallation=file://"))
if "--version" in arguments:
    print("LibreOffice 99.1.2.3 made up for a test")
    sys.exit()
made = pathlib.Path(arguments[arguments.index("--outdir") + 1]) / "document.docx"
given = pathlib.Path(arguments[-1])
made.parent.mkdir()
{does}
"""


@pytest.fixture
def told(tmp_path):
    """A file that the stand-in may write into."""
    return tmp_path / "told"


@pytest.fixture
def soffice(tmp_path, told, monkeypatch):
    """Put a stand-in for LibreOffice on the PATH that does what it is told in Python."""

    def put(does):
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        program.write_text(STAND_IN.format(python=sys.executable, told=str(told), does=does))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        return program

    return put


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_it_makes_comes_back_with_its_version(soffice):
    program = soffice("made.write_bytes(given.read_bytes()[::-1])")
    assert find() == str(program)
    assert version_of(str(program)) == "LibreOffice 99.1.2.3"
    made = convert(b"abc", ".doc")
    assert (made.body, made.by) == (b"cba", "LibreOffice 99.1.2.3")


def test_where_nothing_is_on_the_path_nothing_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find() is None
    with pytest.raises(UnreadableDocument, match="no LibreOffice"):
        convert(b"abc", ".doc")


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("print('Error: source file could not be loaded')", "could not convert it: Error: source file"),
        ("sys.exit(7)", "could not convert it: exit code 7"),
        ("bytearray(400 * 2**20)", "could not convert it: MemoryError"),
        ("made.write_bytes(bytes(3 * 2**20))", "could not convert it: (OSError|exit code -25)"),
        ("while True: pass", "could not convert it: exit code -(9|24)"),
    ],
    ids=["error", "exit", "memory", "file size", "processor time"],
)
def test_one_that_fails_or_goes_beyond_its_limits_is_a_problem(soffice, does, why):
    soffice(does)
    limits = Limits(processor_seconds=1, memory_bytes=300 * 2**20, file_bytes=2**20)
    with pytest.raises(UnreadableDocument, match=why):
        convert(b"abc", ".doc", limits)


def test_one_that_hangs_is_stopped_with_all_that_it_started(soffice, told):
    soffice("told.write_text(str(subprocess.Popen(['sleep', '300']).pid))\ntime.sleep(300)")
    with pytest.raises(UnreadableDocument, match=r"took longer than 1\.5 s"):
        convert(b"abc", ".doc", Limits(wall_seconds=1.5))
    deadline = time.monotonic() + 5
    while is_alive(told.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(told.read_text())


def test_nothing_is_left_behind(soffice, told, tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice.tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    soffice("told.write_text(str(given)); made.write_bytes(b'x')")
    convert(b"abc", ".doc")
    assert Path(told.read_text()).name == "document.doc"
    assert list((tmp_path / "temporary").iterdir()) == []


def test_its_profile_is_its_own_and_runs_no_macro_and_follows_no_link(soffice, told):
    soffice("shutil.copy(profile / 'user' / 'registrymodifications.xcu', told); made.write_bytes(b'x')")
    convert(b"abc", ".doc")
    settings = told.read_text()
    for name, value in (
        ("DisableMacrosExecution", "true"), ("MacroSecurityLevel", "3"), ("BlockUntrustedRefererLinks", "true"),
        ("Link", "0"),
    ):  # fmt: skip
        assert f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings


def test_it_reaches_no_network_where_the_system_can_take_it_away(soffice, told):
    """Where the kernel allows no namespace, the profile's own settings are all that there is."""
    unshare = shutil.which("unshare")
    can = (
        unshare and subprocess.run([unshare, "-rn", "true"], check=False, capture_output=True).returncode == 0
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        soffice(
            f"try:\n    socket.create_connection(('127.0.0.1', {port}), 1)\n    told.write_text('reached')\n"
            "except OSError:\n    told.write_text('none')\nmade.write_bytes(b'x')"
        )
        convert(b"abc", ".doc")
    assert told.read_text() == ("none" if can else "reached")
