"""Contract over every format that is a package: what a stranger may put into it, and what it gets."""

import io
import re
import socket
import threading
import zipfile
from pathlib import Path

import pytest

from parsers.packages import MOST_MEMBERS
from parsers.parse import parse
from parsers.report import ProblemKind

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
MAIN = {  # of each format a sound document, and the member with its text
    ROOT / "demo" / "documents" / "002_luzhu_2021.docx": "word/document.xml",
    SAMPLES / "sheets" / "002_luzhu_2021.xlsx": "xl/worksheets/sheet1.xml",
    SAMPLES / "odt" / "002_luzhu_2021.odt": "content.xml",
    SAMPLES / "ofd" / "002_luzhu_2021.filled.ofd": "OFD.xml",
}
every = pytest.mark.parametrize("path", MAIN, ids=lambda path: path.suffix)


def repacked(path, changed=(), added=()):
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    for name, change in dict(changed).items():
        members[name] = change(members[name])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in {**members, **dict(added)}.items():
            package.writestr(name, body)
    return written.getvalue()


def refusal(body):
    report = parse(body)
    assert report.cells == ()
    (told,) = [problem for problem in report.problems if problem.kind is ProblemKind.UNREADABLE_DOCUMENT]
    return told.message


def declaring(entities, *, before=b"", charset=None):
    """Put a DOCTYPE before the root, and what it declares into the first text or attribute."""

    def change(content):
        root = re.search(rb"<[A-Za-z]", content).start()
        made = b"<?xml version='1.0'?>" + before + b"<!DOCTYPE x [" + entities + b"]>" + content[root:]
        return made.decode().encode(charset) if charset else made

    return change


@every
@pytest.mark.parametrize(
    "entities",
    [b'<!ENTITY a SYSTEM "file:///etc/hostname">', b'<!ENTITY a "' + b"ha" * 9 + b'">', b""],
    ids=["a file", "text", "none"],
)
def test_a_member_that_declares_entities_is_refused(path, entities):
    assert "DOCTYPE" in refusal(repacked(path, {MAIN[path]: declaring(entities)}))


@every
def test_a_doctype_behind_a_long_comment_is_refused(path):
    change = declaring(b'<!ENTITY a "a">', before=b"<!--" + b"x" * 20_000 + b"-->")
    assert "DOCTYPE" in refusal(repacked(path, {MAIN[path]: change}))


@every
def test_entities_in_utf_16_are_refused(path):
    def change(content):
        made = declaring(b'<!ENTITY a "a">')(content).replace(b"<?xml version='1.0'?>", b"")
        return made.decode().encode("utf-16")

    assert "DOCTYPE" in refusal(repacked(path, {MAIN[path]: change}))


@every
def test_a_member_that_unpacks_to_hundreds_of_times_its_size_is_refused(path):
    assert "100 times" in refusal(repacked(path, added={"bomb.bin": bytes(2**22)}))


@every
def test_a_package_of_more_members_than_any_document_is_refused(path):
    added = {f"{number}.bin": b"" for number in range(MOST_MEMBERS)}
    assert "members in the package" in refusal(repacked(path, added=added))


@every
def test_an_encrypted_package_is_refused(path):
    body = bytearray(path.read_bytes())
    for entry in re.finditer(rb"PK\x01\x02", bytes(body)):
        body[entry.start() + 8] |= 1
    assert "encrypted" in refusal(bytes(body))


@every
def test_a_member_by_the_name_of_a_path_is_written_nowhere(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    report = parse(repacked(path, added={"../outside.txt": b"x", "/absolute.txt": b"x", "inside.txt": b"x"}))
    assert report.form == "2021"
    assert list(tmp_path.rglob("*")) == []
    assert not (tmp_path.parent / "outside.txt").exists()


def test_what_a_docx_names_outside_is_never_fetched():
    """A template, a picture and a part that stand on a server: the relations of Word that reach out."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        threading.Thread(target=lambda: asked.append(server.accept()), daemon=True).start()
        kinds = ("attachedTemplate", "image", "aFChunk", "hyperlink", "oleObject")
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        named = "".join(
            f'<Relationship Id="x{kind}" Type="{base}/{kind}" Target="{address}" TargetMode="External"/>'
            for kind in kinds
        ).encode()
        (path,) = [path for path in MAIN if path.suffix == ".docx"]

        def shown(content):
            drawing = b'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="ximage" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></v:shape></w:pict></w:r></w:p>'  # fmt: skip
            return content.replace(b"<w:body>", b"<w:body>" + drawing)

        changes = {
            "word/_rels/document.xml.rels": lambda rels: rels.replace(
                b"</Relationships>", named + b"</Relationships>"
            ),
            "word/document.xml": shown,
        }
        report = parse(repacked(path, changes))
    assert report.form == "2021"
    assert asked == []
