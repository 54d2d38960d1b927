import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from parsers import ocr
from parsers.report import Mark, ProblemKind
from query.form_view import labels_zh
from tests.query.seeds import CASES, CHANGHUA, JINBEI, LUZHU, body_of, truth_of

ROOT = Path(__file__).parent.parent.parent
KEYS = {
    "file", "sha256", "media_type", "parser", "title", "publisher", "year", "kind", "form", "cells",
    "sections", "mentions", "tables", "problems", "outcomes",
}  # fmt: skip
CELL = {"key", "text", "raw", "value", "unit", "amount_yuan", "mark", "annotation", "certainty", "place"}
OUTCOME = {
    "check", "member", "verdict", "severity", "left", "right", "assumed_zero", "cells", "message_zh",
    "message_en",
}  # fmt: skip


@pytest.fixture
def files(tmp_path):
    """The seed reports as files."""
    made = {case: tmp_path / f"{case}.txt" for case in CASES}
    for case, file in made.items():
        file.write_bytes(body_of(case))
    return made


@pytest.mark.parametrize("case", CASES)
def test_a_report_is_read_as_its_truth_says(run, files, case):
    told = run("parse", files[case], "--json")
    assert (told.exit_code, told.stderr) == (0, "")
    found, truth = json.loads(told.stdout), truth_of(case)
    assert set(found) >= KEYS
    assert all(set(cell) >= CELL for cell in found["cells"])
    assert all(set(outcome) >= OUTCOME for outcome in found["outcomes"])
    assert found["sha256"] == hashlib.sha256(body_of(case)).hexdigest()
    assert (found["year"], found["form"]) == (truth["year"], truth["form"])
    assert found["publisher"]["canonical"] == truth["publisher"]["canonical"]
    assert {
        cell["key"]: (cell["text"], cell["mark"]) for cell in found["cells"] if cell["mark"] != "picture"
    } == {cell["key"]: (cell["text"], cell["mark"]) for cell in truth["cells"] if cell["mark"] != "picture"}


def test_numbers_are_decimal_strings_and_blanks_are_null(run, files):
    cells = json.loads(run("parse", files[JINBEI], "--json").stdout)["cells"]
    values = {cell["key"]: cell["value"] for cell in cells}
    assert values["proactive.procurement.amount"] == "207204.99"
    assert {cell["value"] for cell in cells if cell["mark"] == Mark.SLASH} == {None}


def test_several_files_are_one_object_a_line(run, files):
    told = run("parse", *files.values(), "--jsonl")
    objects = [json.loads(line) for line in told.stdout.splitlines()]
    assert [found["file"] for found in objects] == [str(file) for file in files.values()]


@pytest.mark.parametrize("flags", [("--json",), ("--json", "--jsonl")])
def test_json_takes_one_file(run, files, flags):
    told = run("parse", *files.values(), *flags)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "--jsonl" in told.stderr


def test_no_file_is_wrong_usage(run):
    assert run("parse").exit_code == 2


@pytest.mark.parametrize(
    ("name", "body"),
    [("empty.docx", b""), ("noise.doc", bytes(range(256)) * 4), ("cut.docx", b"PK\x03\x04 no more")],
)
def test_a_file_that_cannot_be_read_is_told(run, tmp_path, name, body):
    file = tmp_path / name
    file.write_bytes(body)
    told = run("parse", file, "--json")
    found = json.loads(told.stdout)
    assert told.exit_code == 1
    assert name in told.stderr
    assert set(found) >= KEYS
    assert (found["cells"], bool(found["problems"])) == ([], True)


@pytest.mark.parametrize("flag", ["--json", "--jsonl"])
def test_a_file_that_is_not_there_is_told(run, tmp_path, flag):
    told = run("parse", tmp_path / "no.docx", flag)
    found = json.loads(told.stdout)
    assert told.exit_code == 1
    assert "no.docx: No such file" in told.stderr
    assert found["problems"][0]["kind"] == ProblemKind.UNREADABLE_DOCUMENT


def test_one_bad_file_does_not_keep_the_others_from_being_read(run, files, tmp_path):
    told = run("parse", files[CHANGHUA], tmp_path / "no.docx", files[LUZHU], "--jsonl")
    assert told.exit_code == 1
    assert [len(json.loads(line)["cells"]) for line in told.stdout.splitlines()] == [198, 0, 200]


def test_without_the_extra_ocr_is_told_as_missing_and_no_picture_is_guessed(run, files, monkeypatch):
    monkeypatch.setattr(ocr, "is_here", lambda: False)
    told = run("parse", files[CHANGHUA], "--json", "--ocr")
    found = json.loads(told.stdout)
    assert told.exit_code == 0
    assert "gongkai[ocr]" in told.stderr
    assert ProblemKind.EXTRA_MISSING in {problem["kind"] for problem in found["problems"]}
    assert sum(cell["mark"] == Mark.PICTURE for cell in found["cells"]) == 15


@pytest.mark.needs("ocr")
def test_ocr_reads_the_table_that_is_a_picture_under_another_fingerprint(run):
    file = ROOT / "demo" / "documents" / f"{CHANGHUA}.docx"
    plain, read = (json.loads(run("parse", file, "--json", *flags).stdout) for flags in ([], ["--ocr"]))
    assert [cell["mark"] for cell in plain["cells"]].count(Mark.PICTURE) == 15
    assert [cell["mark"] for cell in read["cells"]].count(Mark.NUMBER) == 198
    assert plain["parser"]["fingerprint"] != read["parser"]["fingerprint"]
    assert {outcome["verdict"] for outcome in read["outcomes"] if outcome["check"] == "S03"} == {"failed"}


def test_a_person_gets_the_form_drawn(run, files):
    told = run("parse", files[LUZHU]).stdout
    for word in ("渌渚镇", "form 2021", "200 of 200 cells", "社会公益组织", "[1] R01"):
        assert word in told
    for label in {path.split(" · ")[-1] for path in labels_zh("2021").values()} - {"（六）其他处理"}:
        assert label in told


def test_a_hint_is_the_name_of_the_file_and_not_its_folder(run, tmp_path):
    folder = tmp_path / "王店镇2019"
    folder.mkdir()
    (folder / "report.txt").write_bytes(body_of(CHANGHUA))
    found = json.loads(run("parse", folder / "report.txt", "--json").stdout)
    assert (found["year"], found["publisher"]["canonical"]) == (
        2020,
        truth_of(CHANGHUA)["publisher"]["canonical"],
    )


def test_the_program_prints_utf8_whatever_the_locale(files):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", "from query.cli import main; main()", "parse", str(files[LUZHU])],
        cwd=ROOT, env=environment, capture_output=True, check=True,
    )  # fmt: skip
    assert "渌渚镇" in done.stdout.decode("utf-8")


def test_researchers_need_no_scrapy(files):
    program = (
        "import sys, gongkai\n"
        f"assert gongkai.read_file(__import__('pathlib').Path({str(files[LUZHU])!r})).document['cells']\n"
        "assert not {'scrapy', 'twisted', 'crawler'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_the_public_face_holds_what_it_says():
    import gongkai

    assert all(hasattr(gongkai, name) for name in gongkai.__all__)
    assert gongkai.parse(body_of(LUZHU)).form == "2021"
