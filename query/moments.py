"""Days and instants that a question names: a day stands for all of it, in UTC."""

from datetime import UTC, date, datetime, time

Moment = date | datetime


def end_of(moment: Moment) -> datetime:
    """Return the last instant that is meant: a day's last, or the very instant. Raises ValueError without a zone."""
    if isinstance(moment, datetime):
        return _aware(moment)
    return datetime.combine(moment, time.max, UTC)


def start_of(moment: Moment) -> datetime:
    """Return the first instant that is meant."""
    if isinstance(moment, datetime):
        return _aware(moment)
    return datetime.combine(moment, time(), UTC)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        message = f"{moment.isoformat()} is in no zone: write {moment.isoformat()}Z"
        raise ValueError(message)
    return moment
