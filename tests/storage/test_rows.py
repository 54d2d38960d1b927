"""Rows inserted many at once, on both databases."""

from decimal import Decimal

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from storage.models import cell, form_cell, problem, result
from storage.rows import insert_many
from tests.storage.plain_reader import crawl_once, fetched, report_body

NUMBERS = ("0", "-3", "230.37", "4934042.10", "9223372036854775808", "0.000001", "1E+40", "1E+2000")
TEXTS = ("", " ", "'; --", '"quoted" \\ \\u0000', "a\nb\tc", "昌化镇", "𠮷", ":name %s ?", "\x00")


@pytest.fixture
def result_id(archive):
    """Return a result that has no cells and no problems."""
    crawl_once(archive, fetched(report_body()))
    with archive.engine.begin() as connection:
        found = connection.scalars(select(result.c.id)).one()
        for table in (cell, problem):
            connection.execute(delete(table))
        connection.execute(insert(form_cell), [{"id": 1000 + n, "key": f"made.{n}"} for n in range(40)])
    return found


def cells_of(result_id):
    values = [{"num": Decimal(number), "amount_yuan": Decimal(number), "text": number} for number in NUMBERS]
    values += [{"num": None, "amount_yuan": None, "text": text} for text in (*TEXTS, None)]
    return [
        {"result_id": result_id, "cell_id": 1000 + place, "mark": "number", "unit": None, "annotation": "注",
         "certainty": "none", **value}
        for place, value in enumerate(values)
    ]  # fmt: skip


def problems_of(result_id):
    return [
        {"result_id": result_id, "ordinal": place, "kind": "x", "message": text, "cell_keys": [text, "b"],
         "place": {"block": 1, "box": [0.5, 2], "text": text, "nothing": None}}
        for place, text in enumerate(TEXTS)
    ]  # fmt: skip


@pytest.mark.parametrize(("table", "make"), [(cell, cells_of), (problem, problems_of)])
def test_rows_put_in_together_are_those_put_in_one_by_one(archive, result_id, table, make):
    rows = make(result_id)
    found = []
    for put in (
        lambda connection: [connection.execute(insert(table), row) for row in rows],
        lambda connection: insert_many(connection, table, rows),
    ):
        with archive.engine.begin() as connection:
            connection.execute(delete(table))
            put(connection)
            found.append(connection.execute(select(table).order_by(*table.primary_key)).all())
    assert found[0] == found[1]
    assert len(found[1]) == len(rows)


def test_no_rows_are_nothing_to_do(archive):
    with archive.engine.begin() as connection:
        insert_many(connection, cell, [])


def test_a_row_that_is_there_already_takes_all_of_them_back(archive, result_id):
    rows = cells_of(result_id)
    with pytest.raises(IntegrityError), archive.engine.begin() as connection:
        insert_many(connection, cell, [*rows, rows[0]])
    with archive.engine.connect() as connection:
        assert connection.execute(select(cell)).all() == []
