import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.detect import OFD, detect
from parsers.document import Paragraph, Picture, Table, UnreadableDocument
from parsers.formats.ofd import read
from parsers.formats.ofd.package import resolve
from parsers.formats.ofd.values import deltas, number

SAMPLES = Path(__file__).parents[2] / "samples"
WHOLE = (SAMPLES / "ofd" / "001_wangdian_2020.stroked.ofd").read_bytes()
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
BOUNDED = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
BODY = "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
ROOT = f"<ofd:OFD {NS}>{BODY}</ofd:OFD>"
DOCUMENT = f'<ofd:Document {NS}><ofd:CommonData/><ofd:Pages><ofd:Page ID="1" BaseLoc="P/Content.xml"/></ofd:Pages></ofd:Document>'


def package(content, **members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", members.pop("root", ROOT))
        archive.writestr("Doc_0/Document.xml", members.pop("document", DOCUMENT))
        archive.writestr("Doc_0/P/Content.xml", content)
        for name, body in members.items():
            archive.writestr(name, body)
    return packed.getvalue()


def page(objects):
    return f'<ofd:Page {NS}><ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def text(letters, attributes="", code=""):
    return (
        f'<ofd:TextObject ID="2" Boundary="20 20 100 10" Size="4" {attributes}>'
        f'<ofd:TextCode X="0" Y="4" {code}>{letters}</ofd:TextCode></ofd:TextObject>'
    )


def texts_of(body):
    return [block.text for block in read(body).blocks if isinstance(block, Paragraph)]


def test_an_ofd_is_known_by_its_bytes():
    assert detect(WHOLE) == OFD


def test_a_text_object_is_a_paragraph_with_its_place_in_points():
    (block,) = read(package(page(text("政府信息")))).blocks
    assert block.text == "政府信息"
    assert block.place.page == 1
    assert block.place.box == pytest.approx((56.69, 58.39, 102.05, 69.73), abs=0.02)


def test_steps_between_letters_are_unpacked():
    assert deltas("g 3 2.5 4", 9) == [2.5, 2.5, 2.5, 4.0]
    assert deltas("g 99999 1", 3) == [1.0, 1.0, 1.0]
    assert deltas("g x", 3) == [0.0, 0.0]


@pytest.mark.parametrize("printed", ["nan", "inf", "1e300", "x", "", None])
def test_a_number_that_is_none_is_the_default(printed):
    assert number(printed, 7.0) == 7.0


def test_hidden_texts_are_not_read():
    assert texts_of(package(page(text("在") + text("不在", 'Visible="false"')))) == ["在"]


def test_letters_may_be_turned_by_their_matrix():
    (block,) = read(package(page(text("开", 'CTM="0 1 -1 0 0 0"')))).blocks
    left, top, right, bottom = block.place.box
    assert right - left == pytest.approx(11.34, abs=0.02)
    assert bottom - top == pytest.approx(11.34, abs=0.02)


@pytest.mark.parametrize(
    ("folder", "location", "name"),
    [
        ("Doc_0", "Pages/Content.xml", "Doc_0/Pages/Content.xml"),
        ("Doc_0", "/Doc_1/a.xml", "Doc_1/a.xml"),
        ("Doc_0/Res", "../a.xml", "Doc_0/a.xml"),
        ("", "./Doc_0/Document.xml", "Doc_0/Document.xml"),
        ("Doc_0", "Pages\\a.xml", "Doc_0/Pages/a.xml"),
    ],
)
def test_locations_are_resolved_inside_the_package(folder, location, name):
    assert resolve(folder, location) == name


def test_a_picture_is_a_block_with_its_file():
    blocks = read((SAMPLES / "ofd" / "000_changhua_2020.stroked.ofd").read_bytes()).blocks
    (picture,) = [block for block in blocks if isinstance(block, Picture)]
    assert picture.body.startswith(b"\x89PNG")
    assert picture.source == "Doc_0/Res/p4_0.png"


def test_a_page_of_pictures_alone_is_told_as_a_scan():
    image = '<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="9"/>'
    ((what, place),) = read(package(page(image))).unread
    assert (what, place.page) == ("page 1 is a scanned picture", 1)


def test_a_page_that_is_missing_is_told():
    listed = DOCUMENT.replace("</ofd:Pages>", '<ofd:Page ID="2" BaseLoc="nowhere.xml"/></ofd:Pages>')
    ((what, place),) = read(package(page(text("在")), document=listed)).unread
    assert (what, place.page) == ("page 2 is missing or broken", 2)


def test_a_closed_path_and_a_thin_filled_box_are_lines():
    closed = (
        '<ofd:PathObject ID="4" Boundary="20 30 40 20"><ofd:AbbreviatedData>M 0 0 L 40 0 L 40 20 L 0 20 C'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )
    thin = (
        '<ofd:PathObject ID="5" Boundary="40 30 0.2 20" Stroke="false" Fill="true"><ofd:AbbreviatedData>'
        "M 0 0 L 0.2 0 L 0.2 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    letters = text("甲", code="").replace('"20 20', '"22 35') + text("乙").replace('"20 20', '"45 35')
    (table,) = [
        block for block in read(package(page(closed + thin + letters))).blocks if isinstance(block, Table)
    ]
    assert [cell.text for cell in table.cells] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (package(page(""), root="<!DOCTYPE a [<!ENTITY b 'c'>]>" + ROOT), "DOCTYPE"),
        (package(page(""), root="<broken"), "XML"),
        (package(page(""), root=f"<ofd:OFD {NS}/>"), "no page"),
        (package(page(""), document="<broken"), "XML"),
        (package(page(""), **{"Encryptions.xml": "<a/>"}), "encrypted"),
        (package("a" * 30_000_000), "times its size"),
        (b"PK\x03\x04 nothing", "broken"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(body, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read(body)


def test_a_page_that_declares_entities_is_not_read():
    bomb = "<!DOCTYPE a [<!ENTITY b 'xxxxxxxxxx'>]>" + page(text("&b;"))
    assert read(package(bomb)).unread[0][0] == "page 1 is missing or broken"


def test_too_many_pages_are_refused():
    many = DOCUMENT.replace(
        "</ofd:Pages>", '<ofd:Page ID="2" BaseLoc="P/Content.xml"/>' * 500 + "</ofd:Pages>"
    )
    with pytest.raises(UnreadableDocument, match="501 pages"):
        read(package(page(""), document=many))


@BOUNDED
@given(st.integers(0, len(WHOLE)))
def test_a_truncated_file_is_read_or_unreadable(length):
    survives(WHOLE[:length])


@BOUNDED
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_damaged_file_is_read_or_unreadable(flips):
    body = bytearray(WHOLE)
    for at, value in flips:
        body[at] = value
    survives(bytes(body))


@BOUNDED
@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=40))
def test_no_attribute_of_a_page_is_trusted(boundary, delta, path):
    escaped = [value.translate({ord(c): " " for c in '<>&"'}) for value in (boundary, delta, path)]
    objects = (
        f'<ofd:TextObject Boundary="{escaped[0]}" Size="{escaped[1]}" CTM="{escaped[2]}"><ofd:TextCode X="{escaped[1]}" '
        f'DeltaX="{escaped[1]}">数字</ofd:TextCode></ofd:TextObject><ofd:PathObject Boundary="{escaped[1]}">'
        f"<ofd:AbbreviatedData>{escaped[2]}</ofd:AbbreviatedData></ofd:PathObject>"
    )
    survives(package(page(objects)))


def survives(body):
    try:
        read(body)
    except UnreadableDocument:
        return
