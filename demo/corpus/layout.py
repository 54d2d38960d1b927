"""The three tables of a form as sheets: labels, headings and the places of the figures."""

from demo.corpus.forms import CorpusForm, ProactiveBlock, RequestRow
from demo.corpus.report import Box, Sheet

INFORMATION = "信息内容"
BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICANTS = "申请人情况"
ORGANISATIONS = "法人或其他组织"
REVIEW, LITIGATION = "行政复议", "行政诉讼"
HEADING_ROWS = 3
_LABELS = 3  # grid columns of labels in the table of requests
_WIDTH = 4  # grid columns of the table of 主动公开
Row = tuple[Box, ...]


def proactive_sheet(form: CorpusForm, *, is_unit_missing: bool = False) -> Sheet:
    """Lay out the table of 主动公开: each block has a title row, a row of headings, and its figures."""
    rows: list[Row] = []
    for block in form.blocks:
        rows.append((Box(0, block.heading, _WIDTH),))
        rows.append(_headings(block, is_unit_missing=is_unit_missing))
        for row in block.rows:
            keys = [f"proactive.{row.key}.{column.key}" for column in block.columns]
            rows.append((Box(0, row.label), *_spread(len(keys), keys=keys)))
    return Sheet(tuple(rows), _WIDTH)


def _headings(block: ProactiveBlock, *, is_unit_missing: bool) -> Row:
    labels = [column.label for column in block.columns]
    if is_unit_missing:
        labels = [label.replace("（单位：万元）", "") for label in labels]
    return (Box(0, INFORMATION), *_spread(len(labels), labels=labels))


def _spread(count: int, labels: list[str] | None = None, keys: list[str] | None = None) -> list[Box]:
    """Give three grid columns to one, two or three boxes; the last takes what is left."""
    boxes = []
    for place in range(count):
        across = _WIDTH - 1 - place if place == count - 1 else 1
        text = labels[place] if labels else ""
        boxes.append(Box(1 + place, text, across, key=keys[place] if keys else None))
    return boxes


def requests_sheet(form: CorpusForm, order: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)) -> Sheet:
    """Lay out the table of requests; ``order`` is the order of the columns of applicants."""
    heads = _request_headings(form, order)
    rows = [_request_row(form, number, row, order) for number, row in enumerate(form.requests)]
    return Sheet((*heads, *rows), _LABELS + len(order))


def _request_headings(form: CorpusForm, order: tuple[int, ...]) -> tuple[Row, Row, Row]:
    top: list[Box] = []
    leaves: list[Box] = []
    for place, number in enumerate(order, start=_LABELS):
        column = form.applicants[number]
        if column.key.startswith("org."):
            leaves.append(Box(place, column.label))
            if not top or top[-1].text != ORGANISATIONS:
                top.append(Box(place, ORGANISATIONS, 5))
        else:
            top.append(Box(place, column.label, down=2))
    first = (Box(0, BALANCE, _LABELS, HEADING_ROWS), Box(_LABELS, APPLICANTS, len(order)))
    return first, tuple(top), tuple(leaves)


def _request_row(form: CorpusForm, number: int, row: RequestRow, order: tuple[int, ...]) -> Row:
    boxes: list[Box] = []
    for level, label in enumerate(row.path):
        is_leaf = level == len(row.path) - 1
        above = form.requests[number - 1].path if number else ()
        if not is_leaf and above[: level + 1] == row.path[: level + 1]:
            continue  # the group's box reaches down from the row above
        down = 1 if is_leaf else _rows_of_group(form, number, row.path[: level + 1])
        boxes.append(Box(level, label, _LABELS - level if is_leaf else 1, down))
    boxes += [
        Box(place, key=f"{row.key}@{form.applicants[at].key}") for place, at in enumerate(order, _LABELS)
    ]
    return tuple(boxes)


def _rows_of_group(form: CorpusForm, number: int, group: tuple[str, ...]) -> int:
    end = number
    while end < len(form.requests) and form.requests[end].path[: len(group)] == group:
        end += 1
    return end - number


def review_sheet(form: CorpusForm) -> Sheet:
    """Lay out the table of 行政复议 and 行政诉讼: one row of fifteen figures."""
    across = len(form.outcomes)
    top = (Box(0, REVIEW, across, 2), Box(across, LITIGATION, 2 * across))
    middle = (Box(across, form.groups[1].label, across), Box(2 * across, form.groups[2].label, across))
    keys = [f"{group.key}.{outcome.key}" for group in form.groups for outcome in form.outcomes]
    leaves = tuple(Box(place, form.outcomes[place % across].label) for place in range(len(keys)))
    return Sheet((top, middle, leaves, tuple(Box(n, key=key) for n, key in enumerate(keys))), len(keys))
