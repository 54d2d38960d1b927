"""Members of zip, rar and 7z: names, limits, and what hostile bundles get."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import bundles
from parsers.bundles import ExtraMissing, Member, members, problem_of
from parsers.document import UnreadableDocument
from parsers.report import ProblemKind

NAME = "2020年度报告.docx"
NEEDS_ARCHIVES = pytest.mark.needs("archives")


def zipped(files, compression=zipfile.ZIP_STORED):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as package:
        for name, body in files.items():
            package.writestr(name, body)
    return written.getvalue()


def with_name(body, old, new):
    """A ZIP with the bytes of a name in the place of others as long, and no flag of Unicode."""
    assert len(old) == len(new)
    return body.replace(old, new)


def rar(name, body, *, flags=0x8000):
    """A RAR 4 archive with one stored member (technote of RAR 4.20: marker, main and file header)."""

    def block(kind, flags, fields):
        head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    fields = struct.pack(
        "<IIBIIBBHI", len(body), len(body), 3, zlib.crc32(body), 0x51742000, 20, 0x30, len(name), 0o100644
    )
    return (
        b"Rar!\x1a\x07\x00"
        + block(0x73, 0, bytes(6))
        + block(0x74, flags, fields + name)
        + body
        + block(0x7B, 0x4000, b"")
    )


def seven_zip(files, options=""):
    import libarchive

    chunks = []
    with libarchive.custom_writer(
        lambda data: chunks.append(bytes(data)) or len(data), "7zip", options=options
    ) as archive:
        for name, body in files.items():
            archive.add_file_from_memory(name, len(body), body)
    return b"".join(chunks)


def test_members_come_in_order_with_their_bytes_and_folders_are_none():
    body = zipped({"a/": b"", "a/one.txt": b"1", "two.txt": b"2"})
    assert list(members(body)) == [Member("a/one.txt", b"1"), Member("two.txt", b"2")]


@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_chinese_names_without_the_flag_of_unicode_are_read(charset):
    raw = NAME.encode(charset)
    body = with_name(zipped({"x" * len(raw): b"1"}), b"x" * len(raw), raw)
    assert [member.name for member in members(body)] == [NAME]


def test_a_name_with_the_flag_of_unicode_is_read():
    assert [member.name for member in members(zipped({NAME: b"1"}))] == [NAME]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/root.txt", "root.txt"),
        ("C:\\up\\..\\x.doc", "up/x.doc"),
        ("..", "member 1"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("长" * 20_000 + ".docx", "长" * 195 + ".docx"),
        ("up/" * 20_000 + "x.docx", "up/" * 7 + "x.docx"),
    ],
)
def test_a_name_is_never_a_path(written, told):
    assert [member.name for member in members(zipped({written: b"1"}))] == [told]


@pytest.mark.filterwarnings("ignore:Duplicate name")  # of zipfile, which writes it all the same
def test_two_members_of_one_name_are_two():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("a.txt", b"1")
        package.writestr("../a.txt", b"2")
        package.writestr("a.txt", b"3")
    assert list(members(written.getvalue())) == [
        Member("a.txt", b"1"), Member("a.txt~2", b"2"), Member("a.txt~3", b"3"),
    ]  # fmt: skip


def test_a_bundle_in_itself_over_and_over_is_opened_twice():
    body = zipped({"a.txt": b"1"})
    for _ in range(50):
        body = zipped({"n.zip": body})
    ((name, _),) = [(member.name, member.body) for member in members(body)]
    assert name == "n.zip/n.zip"


def test_bundles_in_bundles_are_opened_to_the_second_depth_and_no_deeper():
    third = zipped({"c.txt": b"3"})
    second = zipped({"b.txt": b"2", "third.zip": third})
    body = zipped({"second.zip": second, "a.txt": b"1"})
    assert list(members(body)) == [
        Member("second.zip/b.txt", b"2"),
        Member("second.zip/third.zip", third),
        Member("a.txt", b"1"),
    ]


def test_a_broken_bundle_in_a_bundle_comes_as_it_is():
    broken = zipped({"b.txt": b"2" * 50})[:-30]
    assert list(members(zipped({"x.zip": broken, "a.txt": b"1"}))) == [
        Member("x.zip", broken),
        Member("a.txt", b"1"),
    ]


def test_a_document_that_is_a_package_is_no_bundle():
    document = zipped({"word/document.xml": b"<x/>"})
    assert list(members(zipped({"a.docx": document}))) == [Member("a.docx", document)]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (zipped({"bomb": bytes(3 * 2**20)}, zipfile.ZIP_DEFLATED), "100 times its size"),
        (zipped({f"{n}": b"" for n in range(bundles.MOST_MEMBERS + 1)}), "more than 2000 members"),
        (zipped({"a": b"1"})[:-10], "broken or cut short"),
        (with_name(zipped({"a": b"1"}), b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"), "encrypted"),
    ],
    ids=["bomb", "many", "cut", "encrypted"],
)  # fmt: skip
def test_a_bundle_beyond_its_limits_is_refused(body, why):
    with pytest.raises(UnreadableDocument, match=why) as refused:
        list(members(body))
    assert problem_of(refused.value).kind is ProblemKind.UNREADABLE_DOCUMENT


def test_nested_bundles_share_one_budget(monkeypatch):
    monkeypatch.setattr(bundles, "MOST_BYTES", 1000)
    inner = zipped({"a": bytes(300)})
    with pytest.raises(UnreadableDocument, match="more than 1000 bytes"):
        list(members(zipped({"1.zip": inner, "2.zip": inner})))


def test_without_the_extra_a_rar_is_refused_and_the_extra_is_named(monkeypatch):
    monkeypatch.setattr(bundles, "is_here", lambda: False)
    with pytest.raises(ExtraMissing) as refused:
        list(members(rar(b"a.txt", b"1")))
    told = problem_of(refused.value)
    assert told.kind is ProblemKind.EXTRA_MISSING
    assert "gongkai[archives]" in told.message


@NEEDS_ARCHIVES
@pytest.mark.parametrize("charset", ["ascii", "gb18030", "utf-8"])
def test_the_member_of_a_rar_is_read(charset):
    name = "report.txt" if charset == "ascii" else NAME
    assert list(members(rar(name.encode(charset), b"figures"))) == [Member(name, b"figures")]


@NEEDS_ARCHIVES
def test_the_members_of_a_7z_are_read_and_a_rar_in_it_is_opened():
    body = seven_zip({"a.txt": b"1" * 100, "inner.rar": rar(b"b.txt", b"2")})
    assert list(members(body)) == [Member("a.txt", b"1" * 100), Member("inner.rar/b.txt", b"2")]


@NEEDS_ARCHIVES
def test_a_7z_that_unpacks_to_far_more_than_its_size_is_refused():
    with pytest.raises(UnreadableDocument, match="100 times its size"):
        list(members(seven_zip({"bomb": bytes(4 * 2**20)})))


@NEEDS_ARCHIVES
def test_a_member_whose_checksum_is_another_is_refused_and_not_guessed():
    body = seven_zip({"a.txt": b"11111"}, "compression=store")
    assert list(members(body)) == [Member("a.txt", b"11111")]
    with pytest.raises(UnreadableDocument, match="checksum"):
        list(members(body.replace(b"11111", b"11211")))


@NEEDS_ARCHIVES
@settings(max_examples=40)
@given(data=st.data())
def test_a_damaged_bundle_gives_its_members_or_is_refused(data):
    sound = data.draw(st.sampled_from([zipped({"a/b.txt": b"2" * 300, "c.zip": zipped({"d": b"1"})}, zipfile.ZIP_DEFLATED), rar(b"a", b"1" * 90)]))  # fmt: skip
    body = bytearray(sound)
    for at, bit in data.draw(
        st.lists(st.tuples(st.integers(0, len(body) - 1), st.integers(0, 7)), max_size=6)
    ):
        body[at] ^= 1 << bit
    with suppress(UnreadableDocument):
        assert all(isinstance(member.body, bytes) for member in members(bytes(body)))


@NEEDS_ARCHIVES
@pytest.mark.parametrize("body", [rar(b"a.txt", b"1" * 50)[:-40], rar(b"a.txt", b"1", flags=0x8004)])
def test_a_rar_that_is_cut_short_or_encrypted_is_refused(body):
    with pytest.raises(UnreadableDocument, match="encrypted"):
        list(members(body))
