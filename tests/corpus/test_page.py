"""docs/performance.md: a benchmark writes its own part and no other."""

import pytest

from benchmarks.page import PAGE, write_part

PARTS = "one\n<!-- measured: a -->\nold\n<!-- measured so far -->\ntwo\n<!-- measured: b -->\n<!-- measured so far -->\n"


def test_a_part_is_replaced_and_everything_else_stays(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(PARTS, encoding="utf-8")
    write_part("b", "new", page)
    assert page.read_text(encoding="utf-8") == PARTS.replace("b -->\n", "b -->\nnew\n")
    with pytest.raises(LookupError, match="no part 'c'"):
        write_part("c", "new", page)


def test_the_page_has_the_parts_that_are_written():
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"<!-- measured: {name} -->" in text for name in ("docx", "formats"))
