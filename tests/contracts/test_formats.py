"""Contract over every format: a reader, a media type that detection gives, calm under bad bytes, a test."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.detect import detect
from parsers.document import Document, UnreadableDocument
from parsers.formats import MODULES, READERS
from parsers.parse import parse
from parsers.report import Mark
from storage.child_processes import READING

ROOT = Path(__file__).parents[2]
FORMATS = sorted(
    path.stem
    for path in (ROOT / "parsers" / "formats").iterdir()
    if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("_")
)
EVERY = pytest.mark.parametrize("media_type", sorted(READERS))


def test_every_module_of_the_folder_is_registered():
    assert set(MODULES.values()) == set(FORMATS)


def test_a_format_is_loaded_with_its_first_document_and_all_before_readers_are_forked():
    told = _in_a_new_process("""
        import parsers.parse, sys
        print("parsers.formats.pdf" in sys.modules)
        import parsers.every_format
        print(all(f"parsers.formats.{name}" in sys.modules for name in parsers.every_format.MODULES.values()))
    """)
    assert told == ["False", "True"]
    assert "parsers.every_format" in READING


def _in_a_new_process(program):
    command = [sys.executable, "-c", textwrap.dedent(program)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_tests(name):
    tests = (ROOT / "tests" / "parsers").rglob("test_*.py")
    assert any(
        f"formats.{name}" in text or f"formats import {name}" in text for text in map(Path.read_text, tests)
    )


@EVERY
@settings(max_examples=25, deadline=None)
@given(body=st.binary(max_size=400))
def test_random_bytes_are_a_document_or_unreadable(media_type, body):
    assert isinstance(_outcome(media_type, body), Document | UnreadableDocument)


def _outcome(media_type, body):
    try:
        return READERS[media_type](body)
    except UnreadableDocument as error:
        return error


@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=600))
def test_whatever_the_bytes_parse_gives_a_report_that_invents_nothing(body):
    report = parse(body)
    assert all((cell.value is None) == (cell.mark is not Mark.NUMBER) for cell in report.cells)
    assert report.cells or report.problems


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "samples").rglob("*.*")), ids=lambda path: path.name
)
def test_the_type_of_every_sample_is_told_by_its_bytes(path):
    if path.suffix in {".md", ".toml", ".json", ".py"}:
        return
    assert detect(path.read_bytes()) != "application/octet-stream"
