"""Days as publishers and deadlines count them: all of China keeps one time, eight hours ahead of UTC.

What is seen at 17:00 UTC on 31 March is of 1 April there, a day after the last report was due.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))  # no summer time since 1991, long before the first report


def day_of(instant: datetime) -> date:
    """Return the day in China of an instant."""
    return instant.astimezone(CHINA).date()


def begin_of(day: date) -> datetime:
    """Return the first instant of a day in China."""
    if day == date.min:  # it began in a year before the first
        return datetime.min.replace(tzinfo=UTC)
    return datetime.combine(day, time.min, CHINA)


def end_of(day: date) -> datetime:
    """Return the last instant of a day in China."""
    return datetime.combine(day, time.max, CHINA)
