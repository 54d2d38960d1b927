"""A picture that nothing here can show is told with its place, whatever the format that holds it."""

import io
import zipfile
from pathlib import Path

import pytest

from parsers.parse import parse
from parsers.report import ProblemKind

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
EMF = b"\1\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 64
WMF = b"\xd7\xcd\xc6\x9a" + b"\0" * 40
PNG = b"\x89PNG\r\n\x1a\n"


def with_pictures(package, picture):
    """Put other bytes in the place of every picture of a package."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, picture if content.startswith(PNG) else content)
    return made.getvalue()


def told(report):
    return [
        problem
        for problem in report.problems
        if problem.kind is ProblemKind.CONTENT_UNREAD and "not decoded" in problem.message
    ]


PACKAGES = {
    "docx": ROOT / "demo" / "documents" / "000_changhua_2020.docx",
    "odt": SAMPLES / "odt" / "000_changhua_2020.odt",
    "ofd": SAMPLES / "ofd" / "000_changhua_2020.stroked.ofd",
    "xlsx": SAMPLES / "sheets" / "000_changhua_2020.xlsx",
}


@pytest.mark.parametrize("kind", PACKAGES)
@pytest.mark.parametrize(("picture", "what"), [(EMF, "EMF"), (WMF, "WMF"), (b"<svg/>", "unknown or broken")])
def test_a_metafile_or_a_broken_picture_of_a_package_is_told_with_its_place(kind, picture, what):
    report = parse(with_pictures(PACKAGES[kind].read_bytes(), picture))
    (problem,) = told(report)
    assert f"({what})" in problem.message
    assert problem.place.block is not None
    assert [place for _, place in report.unread].count(problem.place) == 1


@pytest.mark.parametrize("kind", PACKAGES)
def test_a_picture_that_can_be_shown_is_not_told(kind):
    assert told(parse(PACKAGES[kind].read_bytes())) == []


def test_a_picture_of_a_binary_word_file_of_another_kind_is_told():
    body = (SAMPLES / "doc" / "000_changhua_2020.doc").read_bytes()
    assert told(parse(body)) == []
    (problem,) = told(parse(body.replace(PNG, b"\0" * len(PNG))))
    assert problem.place.block is not None


def test_a_metafile_of_rtf_is_told():
    body = rb"{\rtf1\ansi a\par{\pict\emfblip 01000000}\par b\par}"
    (problem,) = told(parse(body))
    assert problem.place.block == 1


def test_a_picture_of_a_web_page_is_told_where_its_bytes_are_at_hand_and_no_picture():
    page = b"<html><body><p>a</p><img src='https://portal.example/a.emf'></body></html>"
    assert told(parse(page)) == []
    (problem,) = told(parse(page, pictures={"https://portal.example/a.emf": EMF}))
    assert "EMF" in problem.message
