"""Answers as JSON can hold them: numbers as decimal strings, instants in UTC, names as they are."""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no type of its own
    """Turn an answer (frozen dataclasses and named tuples, all the way down) into what `json.dumps` takes.

    A value of a type that no rule names is an error of ours, and raises TypeError.
    """
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):  # a named tuple, as a place is
        return {name: plain(held) for name, held in zip(value._fields, value, strict=True)}
    if isinstance(value, tuple | list):
        return [plain(held) for held in value]
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return _single(value)


def _single(value: object) -> str | float | None:
    match value:
        case None | bool() | int() | float():
            return value
        case str():  # a StrEnum too
            return str(value)
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
    message = f"no JSON for {type(value).__name__}"
    raise TypeError(message)
