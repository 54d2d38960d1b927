"""Shapes of tables that were met in real reports, each in docx and in html: every cell is still the truth's."""

from dataclasses import replace

import pytest

from demo.corpus import Corpus, render, truth
from demo.corpus.corpus import FIRST_YEAR
from demo.corpus.report import Sheet
from parsers.parse import parse

LOOKS = ["docx-word-imitated", "html-plain"]


def report_with(*faults, year=2023):
    return Corpus(31).report(year - FIRST_YEAR, faults)


def reshaped(report, change):
    """Give a report with every table replaced by the tables that ``change`` makes of it."""
    blocks = []
    for block in report.blocks:
        blocks += change(block) if isinstance(block, Sheet) else [block]
    return replace(report, blocks=tuple(blocks))


def wrong(report, look):
    read = {cell.key: (cell.text, str(cell.mark)) for cell in parse(render(report, look)).cells}
    return {
        cell.key: (cell.text, read.get(cell.key))
        for cell in truth(report, look)
        if (cell.text, cell.mark) != read.get(cell.key)
    }


def turned(sheet):
    """Exchange rows and columns."""
    rows = [[] for _ in range(sheet.width)]
    for number, row in enumerate(sheet.rows):
        for box in row:
            rows[box.column].append(replace(box, column=number, across=box.down, down=box.across))
    return [Sheet(tuple(tuple(sorted(row, key=lambda box: box.column)) for row in rows), len(sheet.rows))]


def vertical(sheet):
    """Print every short label with one letter on each line."""
    return [
        Sheet(
            tuple(
                tuple(replace(box, text="\n".join(box.text)) if len(box.text) < 9 else box for box in row)
                for row in sheet.rows
            ),
            sheet.width,
        )
    ]


def is_requests(sheet):
    return any(box.text == "申请人情况" for row in sheet.rows for box in row)


def one_table_a_row(sheet):
    """Make the headings of the requests a table, and each of its rows one of its own."""
    if not is_requests(sheet):
        return [sheet]
    first = next(number for number, row in enumerate(sheet.rows) if any(box.key for box in row))
    groups = []
    tables = [Sheet(sheet.rows[:first], sheet.width)]
    for number, row in enumerate(sheet.rows[first:], first):
        groups = [(box, end) for box, end in groups if end > number]
        labels = [box for box, _ in groups] + [box for box in row if not box.key]
        own = [replace(box, down=1) for box in labels] + [box for box in row if box.key]
        groups += [(box, number + box.down) for box in row if box.down > 1]
        tables.append(Sheet((tuple(own),), sheet.width))
    return tables


def without_spans(sheet):
    """The same, each row as wide as its own boxes."""
    head, *rows = one_table_a_row(sheet)
    tight = []
    for table in rows:
        boxes = [replace(box, column=at, across=1) for at, box in enumerate(table.rows[0])]
        tight.append(Sheet((tuple(boxes),), len(boxes)))
    return [head, *tight]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("change", [turned, vertical, one_table_a_row, without_spans])
@pytest.mark.parametrize("year", [2020, 2023])
def test_every_cell_is_right_when_tables_are(change, look, year):
    report = reshaped(report_with(year=year), change)
    assert wrong(report, look) == {}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("fault", ["extra_columns", "title_rows", "single_other"])
def test_every_cell_is_right_in_a_wider_grid_under_a_title_and_with_a_row_of_another_form(fault, look):
    assert wrong(report_with(fault), look) == {}


def test_a_table_printed_upright_is_never_turned():
    report = report_with()
    places = [
        cell.place
        for cell in parse(render(report, "html-plain")).cells
        if cell.key.startswith("requests.new@")
    ]
    assert len({place.row for place in places}) == 1
    assert len({place.column for place in places}) == 7
