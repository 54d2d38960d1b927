"""docs/performance.md: a benchmark writes its own part and no other."""

import pytest

from benchmarks.formats import table
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


def test_rows_of_formats_that_were_not_measured_again_stay_with_their_day():
    written = "\n".join([
        *table([]).splitlines(),
        "| html | ours | 1 | 9.0 | 1 |  | 90.0% | 2026-01-01, 9 |",
        "| pdf | ours | 1 | 8.0 | 1 |  | 91.0% | 2026-01-02, 9 |",
        "| png | ours | 1 | 7.0 | 1 |  | 92.0% | 2026-01-03, 3 |",
        "",
        "Medians",
    ])  # fmt: skip
    again = "| pdf | ours | 2 | 1.0 | 1 |  | 99.0% | 2026-02-02, 5 |"
    *_, html, pdf, png = table([again], written).splitlines()
    assert (html, pdf, png) == (written.splitlines()[2], again, written.splitlines()[4])
