"""Contract over every format: a reader, a media type that detection gives, calm under bad bytes, a test."""

import inspect
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import formats
from parsers.detect import detect
from parsers.document import Document, UnreadableDocument
from parsers.formats import READERS
from parsers.parse import parse
from parsers.report import Mark

ROOT = Path(__file__).parents[2]
FORMATS = sorted(
    path.stem
    for path in (ROOT / "parsers" / "formats").iterdir()
    if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("_")
)
EVERY = pytest.mark.parametrize("media_type", sorted(READERS))


def test_every_module_of_the_folder_is_registered():
    """Directly, or behind a function of the register that unwraps a container first."""
    wrapped = "".join(
        inspect.getsource(reader) for reader in READERS.values() if reader.__module__ == formats.__name__
    )
    direct = {
        reader.__module__.removeprefix("parsers.formats.").partition(".")[0] for reader in READERS.values()
    }
    assert {name for name in FORMATS if name not in direct and f"{name}.read(" not in wrapped} == set()


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
