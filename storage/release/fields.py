"""What the columns of a table of a release are called, what they hold, and what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

ENCODING = "utf-8-sig"  # of CSV: with the mark by which Excel knows UTF-8


class Type(StrEnum):
    """The types of values, in the words of Frictionless."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"  # UTC; text in Parquet too: 2026-11-01T12:00:00Z


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    name: str
    zh: str
    en: str
    type: Type = Type.STRING


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the name of its file without the ending, and its columns."""

    name: str
    zh: str
    en: str
    fields: Sequence[Field]
