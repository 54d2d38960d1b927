from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from parsers.report import Mark
from query.plain import plain


@dataclass(frozen=True)
class Answer:
    value: object


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1000"),
        (Mark.SLASH, "slash"),
        (datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8))), "2026-01-01T00:00:00Z"),
        (datetime(2026, 1, 1, 8, 0, 0, 5, tzinfo=UTC), "2026-01-01T08:00:00Z"),
        (date(2026, 1, 1), "2026-01-01"),
        ((1, None, True, 0.5), [1, None, True, 0.5]),
        ({"a": (Answer(2),)}, {"a": [{"value": 2}]}),
    ],
)
def test_an_answer_is_said_in_json(value, expected):
    said = plain(Answer(value))["value"]
    assert said == expected
    assert type(said) is type(expected)


def test_a_type_without_a_rule_is_a_mistake():
    with pytest.raises(TypeError, match="object"):
        plain(object())
