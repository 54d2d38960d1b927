"""The kinds of columns that the tables are made of, on SQLite and Postgres alike."""

from datetime import UTC, datetime
from decimal import Decimal
from math import isinf
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, DateTime, ForeignKey, Integer, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

SQLITE_DIGITS = ".15g"  # that a floating-point number holds whatever it is: a sum of 0.1 and 0.7 is 0.8
MAX_EXPONENT = 1000  # beyond is no figure of a report, and Postgres ends at 131,072 digits

Id = BigInteger().with_variant(Integer(), "sqlite")  # SQLite numbers rows by itself only for INTEGER
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Timestamp(TypeDecorator[datetime]):
    """An instant in UTC. A naive value is refused: nobody could say what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store as UTC; SQLite keeps no zone, so it is taken off there."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"naive timestamp {value.isoformat()}: say in which zone"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware value, in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Number(TypeDecorator[Decimal]):
    """A decimal number to calculate with: exact on Postgres, to 15 significant digits on SQLite.

    The printed text and the result's document keep every digit. A number too large for the database
    to hold at all is stored as NULL there: its text and mark still stand beside it.
    """

    impl = Numeric(asdecimal=False)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Take decimals from Postgres as they are."""
        return dialect.type_descriptor(
            Numeric(asdecimal=False) if dialect.name == "sqlite" else Numeric(asdecimal=True)
        )

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> Decimal | float | None:
        """Give SQLite floats; those that are whole it keeps as integers by itself."""
        if value is None:
            return None
        value = Decimal(value)  # somebody may ask for a plain number
        if abs(value.adjusted()) > MAX_EXPONENT:
            return None
        if dialect.name != "sqlite":
            return value
        number = float(value)
        return None if isinf(number) else number

    def process_result_value(self, value: Decimal | float | None, dialect: Dialect) -> Decimal | None:
        """Give back a decimal without an exponent or trailing zeros."""
        if value is None:
            return None
        number = value if isinstance(value, Decimal) else Decimal(format(value, SQLITE_DIGITS))
        return Decimal(int(number)) if number == number.to_integral_value() else _without_zeros(number)


def _without_zeros(number: Decimal) -> Decimal:
    """Take off the zeros at the end; `Decimal.normalize` would also round to 28 digits."""
    text = format(number, "f")
    return Decimal(text.rstrip("0")) if "." in text else number


def primary() -> Column[int]:
    """Make the surrogate key of a table."""
    return Column("id", Id, primary_key=True)


def reference(name: str, target: str, *, is_null: bool = False, index: bool = False) -> Column[object]:
    """Make a foreign key; its type is that of the target column."""
    return Column(name, ForeignKey(target), nullable=is_null, index=index)
