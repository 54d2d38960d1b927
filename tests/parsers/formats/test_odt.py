import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.detect import ODT, detect
from parsers.document import Heading, Paragraph, Picture, Table, UnreadableDocument
from parsers.formats.odt import read
from parsers.grid import spread
from parsers.packages import MOST_MEMBERS
from parsers.parse import parse

TEXTS = Path(__file__).parents[2] / "samples" / "odt"
BODY = (TEXTS / "002_luzhu_2021.odt").read_bytes()
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing"
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
NUMBERED = (
    '<office:automatic-styles><text:list-style style:name="L"><text:list-level-style-number text:level="1"'
    ' style:num-suffix="、" style:num-format="一, 二, 三, ..."/><text:list-level-style-number text:level="2"'
    ' style:num-prefix="（" style:num-suffix="）" style:num-format="1" text:start-value="3"/></text:list-style>'
    "</office:automatic-styles>"
)


def packed(**members):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODT)
        for name, content in members.items():
            package.writestr(name, content)
    return body.getvalue()


def odt(text, styles="", **members):
    content = f"<office:document-content {NAMES}>{styles}<office:body><office:text>{text}</office:text></office:body></office:document-content>"
    return packed(**{"content.xml": content, **members})


def grid_of(rows):
    (table,) = read(odt(f"<table:table>{rows}</table:table>")).blocks
    return spread(table).texts()


def cell(text, attributes=""):
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def test_every_cell_of_an_odt_is_as_the_truth_prints_it(case, differences):
    body = (TEXTS / f"{case}.odt").read_bytes()
    assert detect(body) == ODT
    assert not differences(body)


def test_title_and_sections_of_an_odt_are_found(case, truth):
    report = parse((TEXTS / f"{case}.odt").read_bytes())
    assert report.title == truth["title"]["text"]
    assert [section.key for section in report.sections] == [
        "preface",
        *(section["key"] for section in truth["sections"]),
    ]


def test_automatic_numbers_are_printed_before_the_text():
    blocks = read((TEXTS / "001_wangdian_2020.odt").read_bytes()).blocks
    printed = [block.label + block.text for block in blocks if isinstance(block, Paragraph)]
    assert "一、总体情况" in printed
    assert "（三）政府信息管理情况。" in printed
    assert "（四）平台建设情况。" in printed


def test_lists_count_on_where_they_say_so_and_begin_again_where_not():
    def listed(words, attributes=""):
        return f'<text:list text:style-name="L" {attributes}><text:list-item><text:p>{words}</text:p></text:list-item></text:list>'

    text = listed("甲") + listed("乙", 'text:continue-numbering="true"') + listed("丙")
    blocks = read(odt(text, NUMBERED)).blocks
    assert [block.label + block.text for block in blocks] == ["一、甲", "二、乙", "一、丙"]


def test_automatic_numbers_in_a_table_are_printed_in_their_boxes():
    def listed(words):
        return f'<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>{words}</text:p></text:list-item></text:list>'

    rows = "".join(
        f"<table:table-row><table:table-cell>{listed(words)}</table:table-cell></table:table-row>"
        for words in ("甲", "乙")
    )
    table, after = read(odt(f"<table:table>{rows}</table:table>{listed('丙')}", NUMBERED)).blocks
    assert spread(table).texts() == (("一、甲",), ("二、乙",))
    assert after.label == "三、"


def test_a_number_that_the_file_stores_wins_and_deeper_lists_have_their_own():
    text = (
        '<text:list text:style-name="L"><text:list-item><text:number>七、</text:number><text:p>甲</text:p>'
        "<text:list><text:list-item><text:p>乙</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-header><text:p>丙</text:p></text:list-header></text:list>"
    )
    assert [block.label + block.text for block in read(odt(text, NUMBERED)).blocks] == [
        "七、甲",
        "（3）乙",
        "丙",
    ]


def test_headings_have_their_level_and_the_number_of_their_outline():
    styles = (
        '<text:outline-style><text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="."/>'
        "</text:outline-style>"
    )
    heading = '<text:h text:outline-level="2">总体情况</text:h>'
    (block,) = read(odt(heading, styles)).blocks
    assert isinstance(block, Heading)
    assert (block.level, block.label, block.text) == (2, "1.", "总体情况")


def test_deletions_comments_and_stored_numbers_are_no_text():
    text = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>没了</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>一<office:annotation><text:p>批注</text:p></office:annotation>二<text:s text:c='2'/>三<text:tab/>四"
        "<text:line-break/><text:span>五</text:span></text:p>"
    )
    (block,) = read(odt(text)).blocks
    assert block.text == "一二  三\t四\n五"


def test_a_footnote_is_no_text_and_is_told_of():
    text = (
        "<text:p>正文<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注解</text:p>"
        "</text:note-body></text:note></text:p>"
    )
    document = read(odt(text))
    assert document.blocks[0].text == "正文"
    assert document.unread[0][0] == "a note: 注解"


def test_merged_cells_cover_what_they_span():
    grid = grid_of(
        row(cell("a", 'table:number-rows-spanned="2"'), cell("b", 'table:number-columns-spanned="2"'),
            "<table:covered-table-cell/>")
        + row("<table:covered-table-cell/>", cell("c"), cell("d"))
    )  # fmt: skip
    assert grid == (("a", "b", "b"), ("a", "c", "d"))


def test_repeated_cells_and_rows_stand_as_often_as_they_say():
    grid = grid_of(
        f"<table:table-header-rows>{row(cell('项'), cell('数'), cell('数'))}</table:table-header-rows>"
        + row(
            cell("甲"),
            cell("0", 'table:number-columns-repeated="2"'),
            attributes='table:number-rows-repeated="2"',
        )
    )
    assert grid == (("项", "数", "数"), ("甲", "0", "0"), ("甲", "0", "0"))


def test_the_unused_rest_of_a_sheet_is_no_table():
    unused = '<table:table-cell table:number-columns-repeated="16384"/>'
    grid = grid_of(
        row(cell("a"), cell("b"), unused) + row(unused, attributes='table:number-rows-repeated="1048576"')
    )
    assert grid == (("a", "b"),)


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("a"), attributes='table:number-rows-repeated="99999999"'),
        row(cell("a", 'table:number-columns-repeated="1000"'), attributes='table:number-rows-repeated="999"'),
        row(cell("a", 'table:number-columns-spanned="1000"')) * 400,
        row(cell("a", 'table:number-columns-spanned="1000"')) + row(cell("a")) * 400,
    ],
)
def test_a_table_beyond_reason_is_refused(rows):
    with pytest.raises(UnreadableDocument, match="more than"):
        read(odt(f"<table:table>{rows}</table:table>"))


def test_a_row_span_of_millions_ends_with_the_table():
    assert grid_of(row(cell("a", 'table:number-rows-spanned="99999999"'))) == (("a",),)


def test_a_picture_is_a_block_with_its_bytes_and_a_cell_knows_of_it():
    image = '<text:p><draw:frame><draw:image xlink:href="./Pictures/1.png"/></draw:frame></text:p>'
    table = f"<table:table>{row(cell('a'), f'<table:table-cell>{image}</table:table-cell>')}</table:table>"
    blocks = read(odt(image + table, **{"Pictures/1.png": b"\x89PNG"})).blocks
    assert [type(block) for block in blocks] == [Picture, Table, Picture]
    assert (blocks[0].source, blocks[0].body) == ("Pictures/1.png", b"\x89PNG")
    assert [printed.has_picture for printed in blocks[1].cells] == [False, True]


def test_the_title_of_the_file_is_kept():
    meta = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>年度报告</dc:title></m>'
    assert read(odt("<text:p>正文</text:p>", **{"meta.xml": meta})).title == "年度报告"


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"content.xml": "<x"}, "no XML"),
        ({"content.xml": "<x/>"}, "no body"),
        ({"other.xml": "<x/>"}, "missing"),
        ({"content.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}, "DOCTYPE"),
        ({"content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")}, "DOCTYPE"),
        ({"content.xml": "<x>" + " " * 30_000_000 + "</x>"}, "times its size"),
        ({f"{number}.xml": "" for number in range(MOST_MEMBERS)}, "members"),
    ],
)
def test_a_hostile_package_is_refused_with_its_reason(members, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read(packed(**members))


def test_the_rows_of_text_in_a_spreadsheet_are_text():
    rows = row(cell("某局2020年度政府信息公开工作年度报告")) + row(cell("规章"), cell("0"))
    content = f"<office:document-content {NAMES}><office:body><office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    blocks = read(packed(**{"content.xml": content})).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table]
    assert [block.place.block for block in blocks] == [0, 1]


@pytest.mark.parametrize("element", ["text:section", "text:list"])
def test_elements_without_end_in_one_another_are_refused(element):
    item = "<text:list-item>" if element == "text:list" else ""
    end = "</text:list-item>" if item else ""
    with pytest.raises(UnreadableDocument, match=r"deep|no XML"):
        read(odt(f"<{element}>{item}" * 5000 + f"{end}</{element}>" * 5000))


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_package_is_unreadable(cut):
    with pytest.raises(UnreadableDocument, match=r"broken|cut short"):
        read(BODY[: int(len(BODY) * cut)])


@settings(max_examples=60, deadline=2000)
@given(
    st.lists(st.tuples(st.integers(0, len(BODY) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.booleans(),
)
def test_flipped_bytes_give_a_document_or_a_reason(edits, is_inside):
    with zipfile.ZipFile(io.BytesIO(BODY)) as package:
        content = package.read("content.xml")
    changed = bytearray(content if is_inside else BODY)
    for at, byte in edits:
        changed[at % len(changed)] = byte
    try:
        read(packed(**{"content.xml": bytes(changed)}) if is_inside else bytes(changed))
    except UnreadableDocument as error:
        assert str(error)  # noqa: PT017
