"""Computed numbers as an archive tells them: decimals of as many digits as a floating-point number holds."""

from decimal import Decimal

from sqlalchemy.dialects import sqlite

from storage.columns import Number

_SQLITE, _NUMBER = sqlite.dialect(), Number()


def told_number(value: float | None) -> Decimal | None:
    """Return a computed number as an archive on SQLite tells one: to 15 significant digits."""
    return _NUMBER.process_result_value(value, _SQLITE)
