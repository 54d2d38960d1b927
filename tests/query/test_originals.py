"""Only pages that can be shown within our limits are drawn."""

import struct

import pytest

from query import originals
from query.files import FileAnswer
from query.originals import PageUndrawable, draw, has_pages, on_page
from tests.conftest import DOCUMENTS

PICTURE = (DOCUMENTS / "000_changhua_2020.png").read_bytes()


def file(body, media_type="image/png"):
    return FileAnswer("0" * 64, media_type, body)


def test_a_picture_is_its_own_page():
    assert draw(file(PICTURE), 1) == (PICTURE, "image/png")


def test_the_type_is_told_by_the_bytes():
    assert draw(file(PICTURE, "text/html"), 1)[1] == "image/png"
    with pytest.raises(PageUndrawable, match="text/html"):
        draw(file(b"<html><script>alert(1)</script></html>"), 1)


def test_a_box_in_pixels_is_a_share_of_the_picture():
    width, height = struct.unpack_from(">II", PICTURE, 16)
    box = (width / 4, height / 2, width / 2, height)
    assert on_page(file(PICTURE), 1, box) == (25.0, 50.0, 25.0, 50.0)


def test_a_picture_has_one_page():
    with pytest.raises(PageUndrawable, match="no page 2"):
        draw(file(PICTURE), 2)


def test_a_picture_that_claims_to_be_huge_is_not_sent():
    huge = PICTURE[:16] + struct.pack(">II", 100_000, 100_000) + PICTURE[24:]
    with pytest.raises(PageUndrawable, match="too large"):
        draw(file(huge), 1)


def test_a_file_beyond_the_limit_is_not_opened(monkeypatch):
    monkeypatch.setattr(originals, "MOST_BYTES", 100)
    with pytest.raises(PageUndrawable, match="the limit is 100"):
        draw(file(PICTURE), 1)


def test_a_broken_pdf_is_told():
    with pytest.raises(PageUndrawable, match="broken"):
        draw(file(b"%PDF-1.7 and nothing else"), 1)
    with pytest.raises(PageUndrawable, match="broken"):
        on_page(file(b"%PDF-1.7 and nothing else"), 1, (0, 0, 1, 1))


@pytest.mark.parametrize(
    ("media_type", "expected"), [("application/pdf", True), ("text/html", False), (None, False)]
)
def test_pages_are_promised_only_of_types_that_have_them(media_type, expected):
    assert has_pages(media_type) is expected
