"""What people do to the tables of the form: titles in them, spans lost, parts split off, labels misprinted."""

import tomllib
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from demo.corpus.forms import CorpusForm, RequestRow, forms
from demo.corpus.layout import HEADING_ROWS, Row, proactive_sheet, requests_sheet, review_sheet
from demo.corpus.report import Box, Sheet

_ORDER = (6, 0, 1, 2, 3, 4, 5)  # 总计 first
_SPLIT_BEFORE = "outcome.unavailable.not_held"
_TITLES = ("一、主动公开政府信息相关情况", "二、收到和处理政府信息公开申请情况", "三、行政复议、行政诉讼情况")
_DATED = {"上一年项目数量": "{before}年项目数量", "本年增/减": "{year}年增/减"}
_EXTRA_LABEL, _EXTRA_VALUE = "备注", "以上数据截至12月31日"
Tables = tuple[tuple[Sheet, ...], tuple[Sheet, ...], tuple[Sheet, ...]]  # of sections two, three, four


@cache
def _wordings() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "wordings.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=8192)
def tables(form_id: str, faults: tuple[str, ...], dated: int | None = None) -> Tables:
    """Return the tables of a form with these faults; equal reports share the same sheets."""
    form = forms()[form_id]
    if "single_other" in faults:
        form = single_other(form)
    proactive = proactive_sheet(form, is_unit_missing="missing_unit" in faults)
    requests = requests_sheet(form, _ORDER) if "column_order" in faults else requests_sheet(form)
    sheets = [relabel(sheet, faults, dated) for sheet in (proactive, requests, review_sheet(form))]
    if "extra_columns" in faults:
        sheets[2] = Sheet(tuple((*row, Box(15, "", 2)) for row in sheets[2].rows), 17)
    if "empty_groups" in faults:
        sheets[1] = _without_row_spans(sheets[1], from_row=HEADING_ROWS)
    if "extra_row" in faults:
        sheets[1] = Sheet((*sheets[1].rows, _extra(sheets[1].width)), sheets[1].width)
    parts: list[tuple[Sheet, ...]] = [(sheet,) for sheet in sheets]
    if "split_table" in faults or "bare_split" in faults:
        parts[1] = _split(sheets[1], with_headings="split_table" in faults)
    shaped = [
        tuple(_shape(sheet, faults, number, is_first=place == 0) for place, sheet in enumerate(part))
        for number, part in enumerate(parts)
    ]
    return shaped[0], shaped[1], shaped[2]


def single_other(form: CorpusForm) -> CorpusForm:
    """Return the form of 2021 with 其他处理 in one row, as the form of 2019 has it."""
    others = [row for row in form.requests if row.key.startswith("outcome.other.")]
    single = RequestRow("outcome.other", others[0].path[:-1])
    rows = [single if row is others[0] else row for row in form.requests if row not in others[1:]]
    return replace(form, requests=tuple(rows))


def relabel(sheet: Sheet, faults: tuple[str, ...], dated: int | None) -> Sheet:
    """Print labels in other words, misprinted, or broken over lines."""
    words = _wordings()
    named: dict[str, str] = {}
    if "misprints" in faults:
        named |= words["misprints"]
    if "short_labels" in faults:
        named |= words["short"]
    if "broken_labels" in faults:
        named |= {label: f"{label[: int(at)]}\n{label[int(at) :]}" for label, at in words["broken"].items()}
    if dated is not None:
        named |= {label: text.format(before=dated - 1, year=dated) for label, text in _DATED.items()}
    if not named:
        return sheet
    rows = tuple(tuple(replace(box, text=named.get(box.text, box.text)) for box in row) for row in sheet.rows)
    return Sheet(rows, sheet.width)


def _shape(sheet: Sheet, faults: tuple[str, ...], number: int, *, is_first: bool) -> Sheet:
    heads = next(at for at, row in enumerate(sheet.rows) if any(box.key for box in row))
    if "flat_headings" in faults and number:
        sheet = _without_row_spans(sheet, to_row=heads)
    if "repeated_headings" in faults and number:
        sheet = _repeated(sheet, heads)
    rows = sheet.rows
    if "title_rows" in faults and is_first:
        rows = ((Box(0, _TITLES[number], sheet.width),), *rows)
    return Sheet(rows, sheet.width)


def _extra(width: int) -> Row:
    return (Box(0, _EXTRA_LABEL, 3), Box(3, _EXTRA_VALUE, width - 3))


def _without_row_spans(sheet: Sheet, from_row: int = 0, to_row: int = 1000) -> Sheet:
    """Print an empty box in every row that a box reached down to."""
    rows = [list(row) for row in sheet.rows]
    for number, row in enumerate(sheet.rows):
        if not from_row <= number < to_row:
            continue
        for box in row:
            if box.down == 1:
                continue
            rows[number][rows[number].index(box)] = replace(box, down=1)
            for below in range(number + 1, number + box.down):
                rows[below].append(Box(box.column, "", box.across))
    return Sheet(tuple(tuple(sorted(row, key=lambda box: box.column)) for row in rows), sheet.width)


def _repeated(sheet: Sheet, heads: int) -> Sheet:
    """Print the text of a heading in each grid position that it covered, without spans."""
    rows: list[list[Box]] = [[] for _ in range(heads)]
    for number in range(heads):
        for box in sheet.rows[number]:
            for below in range(number, number + box.down):
                rows[below] += [Box(box.column + at, box.text) for at in range(box.across)]
    heading_rows = (tuple(sorted(row, key=lambda box: box.column)) for row in rows)
    return Sheet((*heading_rows, *sheet.rows[heads:]), sheet.width)


def _split(sheet: Sheet, *, with_headings: bool) -> tuple[Sheet, ...]:
    """Cut the table of requests in two where （四）无法提供 begins, its outer group printed again."""
    first_key = f"{_SPLIT_BEFORE}@"
    at = next(
        number
        for number, row in enumerate(sheet.rows)
        if any(box.key and box.key.startswith(first_key) for box in row)
    )
    group = next(
        (box for row in sheet.rows for box in row if box.column == 0 and box.down > HEADING_ROWS), None
    )
    if group is None:  # empty_groups: nothing reaches over the cut
        first, second = sheet.rows[:at], sheet.rows[at:]
    else:
        start = next(number for number, row in enumerate(sheet.rows) if group in row)
        first = tuple(
            tuple(replace(box, down=at - start) if box is group else box for box in row)
            for row in sheet.rows[:at]
        )
        again = replace(group, down=group.down - (at - start))
        second = ((again, *sheet.rows[at]), *sheet.rows[at + 1 :])
    heads = sheet.rows[:HEADING_ROWS] if with_headings else ()
    return Sheet(first, sheet.width), Sheet((*heads, *second), sheet.width)
