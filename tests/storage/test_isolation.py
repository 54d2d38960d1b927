"""A bad file takes down a worker, never the one who asked."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml.etree import XPathEvalError
from parsel import Selector

from parsers.document import UnreadableDocument
from parsers.parse import parse
from parsers.report import ParseHints, ProblemKind
from storage.digest import content_digest
from storage.isolation import IsolatedReading, Limits
from storage.reader import Extras, house_reader
from storage.reading_worker import is_of_memory
from tests.parsers.convert.word95 import word95

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "004_gongshu_office_2020" / "report.txt"
HINTS = ParseHints()


@pytest.fixture
def isolated():
    """Make an isolated reading with given limits; its worker is stopped at the end."""
    made = []

    def make(**limits):
        made.append(IsolatedReading(Limits(**limits)))
        return made[-1]

    yield make
    for reading in made:
        reading.close()


def test_a_report_read_behind_the_fence_is_the_same_report(isolated):
    body = GOLDEN.read_bytes()
    assert isolated().parse(body, None, HINTS) == parse(body, None, HINTS)


def test_all_that_is_said_of_a_document_is_the_same_behind_the_fence(isolated):
    body, apart, here = GOLDEN.read_bytes(), isolated().reader(), house_reader()
    assert apart.read(body, None, HINTS, file="a") == here.read(body, None, HINTS, file="a")
    assert apart.content_digest(body, HINTS, ()) == here.content_digest(body, HINTS, ())
    assert apart.content_digest(b"", HINTS, ()) == here.content_digest(b"", HINTS, ())


def test_a_document_that_kills_its_reader_is_told_by_its_bytes_and_is_no_fault_of_ours(isolated):
    apart, body = isolated(wall_seconds=0.0).reader(), GOLDEN.read_bytes()
    reading = apart.read(body, None, HINTS, file="a")
    assert not reading.is_fault
    assert "longer than" in reading.report.problems[0].message
    assert reading.outcomes
    assert apart.content_digest(body, HINTS, ()) == content_digest(None, body)


def test_what_cannot_be_read_says_so_as_without_the_fence(isolated):
    with pytest.raises(UnreadableDocument, match="empty"):
        isolated().read_document(b"", None, HINTS)


def test_a_worker_that_is_killed_is_a_problem_and_the_next_document_is_read(isolated):
    reading = isolated()
    reading.parse(b"text", None, HINTS)
    reading._worker.kill()
    reading._worker.join()
    (problem,) = reading.parse(b"text", None, HINTS).problems
    assert problem.kind is ProblemKind.UNREADABLE_DOCUMENT
    assert "SIGKILL" in problem.message
    assert reading.parse(GOLDEN.read_bytes(), None, HINTS).form == "2019"


def test_reading_that_takes_too_long_is_stopped(isolated):
    reading = isolated(wall_seconds=0.0)
    (problem,) = reading.parse(GOLDEN.read_bytes(), None, HINTS).problems
    assert "longer than" in problem.message


def test_reading_that_needs_too_much_memory_is_stopped(isolated):
    page = b"<html><body>" + b"<p>x</p>" * 900_000 + b"</body></html>"
    reading = isolated(memory_bytes=400 * 2**20).reader().read(page, None, HINTS, file="a")
    (problem,) = reading.report.problems
    assert problem.kind is ProblemKind.UNREADABLE_DOCUMENT
    assert "memory" in problem.message
    assert not reading.is_fault


def test_a_library_that_cannot_say_that_it_has_no_memory_is_understood():
    with pytest.raises(ValueError, match="Invalid expression") as caught:
        Selector("<p>").xpath("//p[")
    assert not is_of_memory(caught.value)  # a mistake of ours stays one
    caught.value.__context__ = XPathEvalError("unknown error")  # as libxml2 has it when it is refused memory
    assert is_of_memory(caught.value)
    assert is_of_memory(MemoryError())


def test_a_worker_is_replaced_after_its_share_of_documents(isolated):
    reading = isolated(documents=1)
    reading.parse(b"one", None, HINTS)
    first = reading._worker.pid
    reading.parse(b"two", None, HINTS)
    assert reading._worker.pid != first


def test_no_worker_is_started_before_a_document_comes(isolated):
    assert isolated()._worker is None


def test_a_worker_ends_with_the_one_who_asked(isolated):
    reading = isolated()
    reading.parse(b"text", None, HINTS)
    pid = reading._worker.pid
    reading.close()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and Path(f"/proc/{pid}").exists():
        time.sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.needs("convert")
def test_libreoffice_converts_behind_the_fence_too(isolated):
    read = isolated().reader(Extras(convert=True)).read
    reading = read(word95(["一、总体情况", "本镇公开信息3条。"]), None, HINTS, file="a.doc")
    assert [section.text for section in reading.report.sections] == ["本镇公开信息3条。"]
    kinds = {problem.kind for problem in reading.report.problems}
    assert ProblemKind.DOCUMENT_CONVERTED in kinds


def test_pictures_of_a_page_reach_the_reader_behind_the_fence(isolated):
    reading = isolated()
    body = b"<p><img src='https://a/1.png'></p>"
    drawn = {"https://a/1.png": b"x"}
    assert (
        reading.parse(body, None, HINTS, drawn) == parse(body, None, HINTS, drawn) != parse(body, None, HINTS)
    )


def test_a_reader_does_not_load_the_program_that_was_started(tmp_path):
    program = tmp_path / "program.py"  # as people write them, without a word about `__main__`
    program.write_text(
        "print('started')\n"
        "from pathlib import Path\n"
        "from parsers.report import ParseHints\n"
        "from storage.isolation import IsolatedReading\n"
        "reading = IsolatedReading()\n"
        f"print(reading.parse(Path({str(GOLDEN)!r}).read_bytes(), None, ParseHints()).form)\n"
        "reading.close()\n"
        "print(Path(__file__).name, __spec__)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("started\n2019\nprogram.py None\n", "")
