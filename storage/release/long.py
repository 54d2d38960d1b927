"""The long tables of a release: one row a cell, a section, a mention, a problem of what each report shows."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, Row

from storage.release.batches import Batch, ShownReport
from storage.release.fields import Field, Table, Type
from storage.release.wide_fields import IDENTITY
from storage.release.writing import ParquetWriter, RowWriter, arrow_schema

WHOSE = tuple(field for field in IDENTITY if field.name in {"publisher_id", "publisher", "year"})
CELLS = Table(
    "cells",
    "每个单元格一行",
    "one row a cell",
    (
        *IDENTITY,
        Field("key", "单元格标识", "key of the cell"),
        Field("value", "所印数值", "the number as printed, in unit; missing is never zero", Type.NUMBER),
        Field("text", "所印文字", "what the box prints; missing where the document has no such box"),
        Field("mark", "标记", "number, or why there is none"),
        Field("unit", "单位", "unit as printed"),
        Field("amount_yuan", "金额（元）", "money in yuan", Type.NUMBER),
        Field("annotation", "批注", "what is printed beside the number"),
        Field("certainty", "确定性", "how sure it is that this box is that cell"),
    ),
)
SECTIONS = Table(
    "sections",
    "报告正文各部分",
    "one row a part of the narrative",
    (
        *WHOSE,
        Field("ordinal", "序号", "its place in the report, from 0", Type.INTEGER),
        Field("key", "部分标识", "which of the six parts"),
        Field("heading", "标题", "heading as printed"),
        Field("text", "正文", "text"),
    ),
)
MENTIONS = Table(
    "mentions",
    "正文提及的数字与联系方式",
    "one row a number or contact that the narrative states",
    (
        *WHOSE,
        Field("ordinal", "序号", "its place in the report, from 0", Type.INTEGER),
        Field("key", "标识", "what is stated"),
        Field("label", "标签", "how the narrative calls it"),
        Field("value", "值", "number, date, word or contact"),
        Field("unit", "单位", "unit as printed"),
        Field("qualifier", "限定", "exact, about, at least"),
        Field("scope", "范围", "whose it is"),
        Field("period", "时期", "of which time"),
        Field("channel", "渠道", "through which channel"),
        Field("quote", "原文", "the words that state it"),
    ),
)
PROBLEMS = Table(
    "problems",
    "未能识读之处",
    "one row a thing that could not be read",
    (
        *WHOSE,
        Field("kind", "类型", "kind of problem"),
        Field("message", "说明", "what could not be read"),
        Field("cell_keys", "单元格", "keys of the cells left in doubt, separated by spaces"),
        Field("place", "位置", "place in the document, as JSON"),
    ),
)
_SECTIONS = (
    "SELECT result_id, ordinal, key, heading, text FROM section WHERE result_id IN ({}) ORDER BY ordinal"
)
_MENTIONS = (
    "SELECT result_id, ordinal, key, label, value, unit, qualifier, scope, period, channel, quote "
    "FROM mention WHERE result_id IN ({}) ORDER BY ordinal"
)
_PROBLEMS = (
    "SELECT result_id, kind, message, cell_keys, place FROM problem WHERE result_id IN ({}) ORDER BY ordinal"
)

Export = Callable[[Batch], None]


def cells_export(file: ParquetWriter, keys: Mapping[int, str], order: Mapping[int, int]) -> Export:
    """Return what writes the cells of a batch; ``order`` says where each number of a cell comes in print."""
    owners = arrow_schema(IDENTITY)

    def export(batch: Batch) -> None:
        places, cells = [], []
        for place, report in enumerate(batch.reports):
            own = sorted(batch.cells.get(report.result_id, ()), key=lambda cell: order[cell.cell_id])
            places += [place] * len(own)
            cells += own
        whose = pa.Table.from_arrays(
            [
                pa.array(column, field.type)
                for column, field in zip(
                    zip(*(one.identity for one in batch.reports), strict=True), owners, strict=True
                )
            ],
            schema=owners,
        ).take(pa.array(places, pa.int64()))
        _, ids, *said = zip(*cells, strict=True) if cells else ((),) * 9
        owner_columns = [column.combine_chunks() for column in whose.columns]
        file.write([*owner_columns, [keys[one] for one in ids], *said])

    return export


def sections_export(connection: Connection, file: RowWriter) -> Export:
    """Return what writes the sections of a batch."""
    return lambda batch: file.write_rows(
        [(*whose(report), *row[1:]) for report, row in batch.rows_of(connection, _SECTIONS)]
    )


def mentions_export(connection: Connection, file: RowWriter) -> Export:
    """Return what writes the mentions of a batch."""
    return lambda batch: file.write_rows(
        [(*whose(report), *row[1:]) for report, row in batch.rows_of(connection, _MENTIONS)]
    )


def problems_export(connection: Connection, file: RowWriter) -> Export:
    """Return what writes the problems of a batch."""

    def row_of(report: ShownReport, row: Row[Any]) -> tuple[object, ...]:
        return (*whose(report), row.kind, row.message, " ".join(json.loads(row.cell_keys)), _place(row.place))

    return lambda batch: file.write_rows(
        [row_of(report, row) for report, row in batch.rows_of(connection, _PROBLEMS)]
    )


def _place(written: str) -> str:
    """Write a place in one way: Postgres keeps no order of keys."""
    return json.dumps(json.loads(written), sort_keys=True)


def whose(report: ShownReport) -> tuple[str, str, int]:
    """Return the values of `WHOSE`."""
    return report.publisher_id, report.publisher, report.year
