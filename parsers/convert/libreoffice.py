"""LibreOffice as a converter: one document, one process, one profile that is thrown away.

It runs behind a fence (``fence.py``) of memory, time and file size, without a network where the system can
do that, and with a profile that runs no macro and follows no link.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from parsers.document import UnreadableDocument

_NAMES = ("soffice", "libreoffice")
_FENCE = Path(__file__).with_name("fence.py")
_VERSION = re.compile(r"LibreOffice\S* \d[\w.]*")
_FILTER = "docx:Office Open XML Text"  # of all that it writes, what our readers lose least of
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),  # never
    ("Common/Misc", "FirstRun", "false"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one conversion may use: it takes a second or two, and 300 MB."""

    wall_seconds: float = 60.0
    processor_seconds: int = 60
    memory_bytes: int = 2 * 2**30  # of address space
    file_bytes: int = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Converted:
    """A document that LibreOffice made of another, and which LibreOffice."""

    body: bytes
    by: str


def find() -> str | None:
    """Return the path of LibreOffice, None where the PATH leads to none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@cache
def version_of(program: str) -> str:
    """Return what a LibreOffice calls itself: ``LibreOffice 7.4.7.2``."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        said, _ = _run(
            [program, f"-env:UserInstallation={Path(folder).as_uri()}", "--version"], folder, Limits()
        )
    found = _VERSION.search(said)
    return found[0] if found else "LibreOffice of an unknown version"


def convert(body: bytes, suffix: str, limits: Limits | None = None) -> Converted:
    """Return a ``.docx`` made of a document; ``suffix`` is the usual one of its format.

    Raises ``UnreadableDocument`` when LibreOffice makes nothing of it, or not within the limits.
    """
    program = find()
    if program is None:
        raise UnreadableDocument("no LibreOffice on the PATH")
    by = version_of(program)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name)
        _write_profile(folder / "profile")
        given, made = folder / f"document{suffix}", folder / "made"
        given.write_bytes(body)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--nologo", "--convert-to", _FILTER, "--outdir", str(made), str(given),
        ]  # fmt: skip
        said, code = _run(command, name, limits or Limits())
        found = made / "document.docx"
        if code != 0 or not found.is_file():  # one that was stopped leaves a file cut short
            last = said.strip().splitlines()[-1:] or [f"exit code {code}"]
            raise UnreadableDocument(f"{by} could not convert it: {last[0]}")
        return Converted(found.read_bytes(), by)


def _run(command: Sequence[str], folder: str, limits: Limits) -> tuple[str, int]:
    """Run LibreOffice behind the fence, and return what it says and its exit code."""
    fence = (limits.memory_bytes, limits.processor_seconds, limits.file_bytes)
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }  # fmt: skip
    with subprocess.Popen(  # noqa: S603  # our own fence, and the LibreOffice that the user installed
        [sys.executable, "-I", str(_FENCE), *map(str, fence), *command],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        cwd=folder, env=environment, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            said, _ = process.communicate(timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired as error:
            raise UnreadableDocument(f"LibreOffice took longer than {limits.wall_seconds:g} s") from error
        finally:
            _kill(process)
    return said.decode(errors="replace"), process.returncode


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End what was started and all that it started: they share a session of their own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:  # all have ended
        return


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    target = folder / "user" / "registrymodifications.xcu"
    target.parent.mkdir(parents=True)
    target.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )
