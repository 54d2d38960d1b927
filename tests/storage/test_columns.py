"""Instants and numbers survive the database."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, func, insert, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import StatementError
from sqlalchemy.pool import StaticPool

from storage.columns import Number, Timestamp
from storage.models import portal
from storage.rows import insert_unless_there

SHANGHAI = timezone(timedelta(hours=8))
table = Table(
    "t", MetaData(), Column("id", Integer, primary_key=True), Column("at", Timestamp), Column("num", Number)
)


@pytest.fixture(scope="module")
def engine():
    engine = create_engine("sqlite://", poolclass=StaticPool)
    table.create(engine)
    yield engine
    engine.dispose()


def through(engine, **row):
    with engine.connect() as connection:
        connection.execute(insert(table).values(row))
        return connection.execute(select(table.c[next(iter(row))])).scalar_one()


def test_an_instant_comes_back_in_utc(engine):
    at = datetime(2021, 1, 20, 8, 30, tzinfo=SHANGHAI)
    assert through(engine, at=at).isoformat() == "2021-01-20T00:30:00+00:00"


def test_a_naive_instant_is_refused(engine):
    with pytest.raises(StatementError, match="naive timestamp"):
        through(engine, at=datetime(2021, 1, 20))  # noqa: DTZ001


def test_nothing_stays_nothing(engine):
    assert through(engine, num=None) is None
    assert through(engine, at=None) is None


def test_postgres_keeps_the_zone_and_the_digits():
    dialect = postgresql.dialect()
    at = datetime(2021, 1, 20, 8, 30, tzinfo=SHANGHAI)
    assert Timestamp().process_bind_param(at, dialect) == at.astimezone(UTC)
    assert Timestamp().process_bind_param(at, dialect).tzinfo is UTC
    assert Number().process_bind_param(Decimal("0.1"), dialect) == Decimal("0.1")


@given(number=st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_amounts_come_back_to_the_fen(engine, number):
    assert through(engine, num=number) == number


@pytest.mark.parametrize("number", ["0", "-3", "999999999999999", "230.37", "0.0001"])
def test_numbers_come_back_without_exponent(engine, number):
    assert str(through(engine, num=Decimal(number))) == number


@pytest.mark.parametrize("number", ["1E+400", "-1E+400"])
def test_a_number_beyond_sqlite_is_left_out_rather_than_stored_as_infinite(engine, number):
    assert through(engine, num=Decimal(number)) is None


def test_a_number_beyond_integers_is_kept_roughly(engine):
    assert through(engine, num=Decimal(10**30)) == Decimal(10**30)


@pytest.mark.parametrize(
    ("numbers", "total"),
    [
        (["0.1", "0.7"], "0.8"),
        (["0.1", "0.2"], "0.3"),
        (["1.1", "2.2"], "3.3"),
        (["230.37", "0.01"], "230.38"),
    ],
)
def test_a_sum_prints_no_noise_of_floating_point(engine, numbers, total):
    with engine.connect() as connection:
        connection.execute(insert(table), [{"num": Decimal(number)} for number in numbers])
        assert str(connection.scalar(select(func.sum(table.c.num, type_=table.c.num.type)))) == total


def test_inserting_unless_there_is_the_same_call_on_postgres():
    class Connection:
        dialect = postgresql.dialect()

        def execute(self, statement, _row):
            self.written = str(statement.compile(dialect=self.dialect))
            return type("Done", (), {"rowcount": 1})

    connection = Connection()
    assert insert_unless_there(connection, portal, {"id": "linan", "title": "x", "base_url": "y"})
    assert connection.written.endswith("ON CONFLICT DO NOTHING")
