import io
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.detect import PDF, detect
from parsers.document import Paragraph, Picture, Table, UnreadableDocument
from parsers.formats.pdf import read
from parsers.grid import spread

SAMPLES = Path(__file__).parents[2] / "samples" / "pdf"
REPORT = SAMPLES / "003_jinbei_2020.libreoffice.pdf"
CHROMIUM = SAMPLES / "003_jinbei_2020.chromium_a.pdf"
WHOLE = REPORT.read_bytes()
BOUNDED = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def grids_of(body):
    return [spread(block).texts() for block in read(body).blocks if isinstance(block, Table)]


def saved(document):
    with closing(document):
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()


def changed(change):
    """The report with something done to every page."""
    document = pypdfium2.PdfDocument(WHOLE)
    for number in range(len(document)):
        with closing(document[number]) as page:
            change(page)
    return saved(document)


def scan():
    """A page that is one picture."""
    document = pypdfium2.PdfDocument.new()
    with closing(document.new_page(595, 842)) as page:
        bitmap = pypdfium2.PdfBitmap.new_native(300, 424, 2)
        bitmap.fill_rect((200, 200, 200, 255), 0, 0, 300, 424)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(bitmap)
        image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
        page.insert_obj(image)
        page.gen_content()
        bitmap.close()
    return saved(document)


def test_a_pdf_is_known_by_its_bytes():
    assert detect(WHOLE) == PDF


def test_the_tables_of_a_report_are_joined_over_its_pages():
    heights = [(len(grid), len(grid[0])) for grid in grids_of(WHOLE)]
    assert heights == [(18, 5), (26, 10), (4, 15)]


def test_a_heading_row_cut_by_a_page_break_is_one_row_again():
    assert "社会公益组织" in grids_of(WHOLE)[1][2]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(turn):
    assert grids_of(changed(lambda page: page.set_rotation(turn))) == grids_of(WHOLE)


def test_a_page_whose_corner_is_elsewhere_reads_the_same_and_tells_boxes_from_its_own_corner():
    moved = read(changed(lambda page: page.set_cropbox(20, 30, 612, 792)))
    (table, *_) = [block for block in moved.blocks if isinstance(block, Table)]
    (same, *_) = [block for block in read(WHOLE).blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.cells] == [cell.text for cell in same.cells]
    assert table.cells[0].place.box[0] == pytest.approx(same.cells[0].place.box[0] - 20, abs=0.1)


def test_objects_inside_form_xobjects_are_read():
    source = pypdfium2.PdfDocument(WHOLE)
    target = pypdfium2.PdfDocument.new()
    with closing(source):
        for number in range(len(source)):
            with closing(target.new_page(612, 792)) as page:
                with closing(source.page_as_xobject(number, target)) as inside:
                    page.insert_obj(inside.as_pageobject())
                page.gen_content()
        assert grids_of(saved(target)) == grids_of(WHOLE)


def test_running_heads_are_left_out_of_the_text_and_kept_beside_it():
    document = read(CHROMIUM.read_bytes())
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert not any("page.html" in text for text in texts)
    assert any("page.html" in value for name, value in document.metadata if name == "page furniture")


def test_a_paragraph_goes_on_over_wrapped_lines_and_pages():
    texts = [block.text for block in read(WHOLE).blocks if isinstance(block, Paragraph)]
    (found,) = [text for text in texts if text.startswith("街道及时调整工作领导小组")]
    assert found.endswith("确保按要求完成政府信息的公开工作。")


def test_a_picture_is_a_block_with_its_file_and_its_place():
    blocks = read((SAMPLES / "000_changhua_2020.libreoffice.pdf").read_bytes()).blocks
    (picture,) = [block for block in blocks if isinstance(block, Picture)]
    assert picture.body.startswith(b"\x89PNG")
    assert picture.place.page == 4
    assert picture.place.box is not None


def test_a_scanned_page_is_told_with_its_place():
    document = read(scan())
    ((what, place),) = document.unread
    assert what == "page 1 is a scanned picture"
    assert place.page == 1
    (picture,) = document.blocks
    assert picture.body.startswith(b"\x89PNG")


def test_a_locked_file_is_unreadable_and_says_why():
    with pytest.raises(UnreadableDocument, match="password"):
        read((SAMPLES / "hostile" / "locked.pdf").read_bytes())


def test_too_many_pages_are_refused():
    document = pypdfium2.PdfDocument.new()
    for _ in range(501):
        document.new_page(10, 10).close()
    with pytest.raises(UnreadableDocument, match="501 pages"):
        read(saved(document))


def test_a_file_without_its_end_is_told_or_refused():
    try:
        document = read(WHOLE[: len(WHOLE) - 600])
    except UnreadableDocument:
        return
    assert "cut short" in document.unread[0][0]


@BOUNDED
@given(st.integers(0, len(WHOLE)))
def test_a_truncated_file_is_read_or_unreadable(length):
    survives(WHOLE[:length])


@BOUNDED
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=60))
def test_a_damaged_file_is_read_or_unreadable(flips):
    body = bytearray(WHOLE)
    for at, value in flips:
        body[at] = value
    survives(bytes(body))


def survives(body):
    try:
        read(body)
    except UnreadableDocument:
        return
