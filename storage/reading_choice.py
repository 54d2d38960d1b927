"""What an archive is read with beside the core: chosen by those who keep it, and kept in it."""

from datetime import datetime

from sqlalchemy import Connection, select

from storage.models import reading_choice
from storage.reader import CORE, Extras


def chosen_extras(connection: Connection) -> Extras:
    """Return what holds now; nothing where nobody ever chose."""
    query = select(reading_choice.c.has_ocr, reading_choice.c.has_converter)
    row = connection.execute(query.order_by(reading_choice.c.chosen_at.desc()).limit(1)).one_or_none()
    return CORE if row is None else Extras(ocr=row.has_ocr, convert=row.has_converter)


def choose_extras(connection: Connection, extras: Extras, now: datetime) -> None:
    """Keep what holds from now on; the same again adds nothing."""
    if extras != chosen_extras(connection):
        row = {"chosen_at": now, "has_ocr": extras.ocr, "has_converter": extras.convert}
        connection.execute(reading_choice.insert(), row)
