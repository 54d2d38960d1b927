"""What day it is in China."""

from datetime import UTC, date, datetime, timedelta

from storage.local_days import begin_of, day_of, end_of

MIDNIGHT = datetime(2026, 3, 31, 16, tzinfo=UTC)  # in China


def test_a_day_of_china_begins_at_16_utc_of_the_day_before():
    assert begin_of(date(2026, 4, 1)) == MIDNIGHT
    assert end_of(date(2026, 3, 31)) == MIDNIGHT - timedelta(microseconds=1)
    assert day_of(MIDNIGHT) == date(2026, 4, 1)
    assert day_of(MIDNIGHT - timedelta(microseconds=1)) == date(2026, 3, 31)


def test_the_first_and_the_last_day_of_all_have_instants_too():
    assert begin_of(date.min).astimezone(UTC) == datetime.min.replace(tzinfo=UTC)
    assert end_of(date.max).astimezone(UTC).date() == date.max
