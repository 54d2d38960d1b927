"""Which state of the archive figures are from, as a citation says it."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from query.moments import Moment
from storage.models import crawl, proposal
from storage.release.metadata import DATAPACKAGE


@dataclass(frozen=True, slots=True)
class Edition:
    """The day (UTC) that the archive is as of: the one asked for, else that of the last visit to a portal.

    None where no portal was ever visited. ``release`` is the number of the release that this is, if it is one.
    """

    as_of: date | None
    release: str | None = None

    def told(self, *, is_chinese: bool) -> str:
        """Say it as in a citation."""
        day = self.as_of.isoformat() if self.as_of else "—"
        if self.release:
            return (
                f"公开 Gongkai，第 {self.release} 版"
                if is_chinese
                else f"Gongkai 公开, release {self.release}"
            )
        return f"公开 Gongkai，档案截至 {day}" if is_chinese else f"Gongkai 公开, archive as of {day}"


def edition_of(connection: Connection, as_of: Moment | None = None, release: str | None = None) -> Edition:
    """Return the edition of an archive. Small tables only: this stands on every page with figures."""
    if as_of is not None:
        return Edition(as_of.date() if isinstance(as_of, datetime) else as_of, release)
    columns = crawl.c.started_at, crawl.c.finished_at, proposal.c.accepted_at
    moments = [connection.scalar(select(func.max(column, type_=column.type))) for column in columns]
    latest = max((moment for moment in moments if moment is not None), default=None)
    return Edition(latest.date() if latest else None, release)


def release_of(database: str | Path) -> str | None:
    """Return the number of the release that a database file lies in; None where it lies in none."""
    described = Path(database).parent / DATAPACKAGE
    if "://" in str(database) or not described.is_file():
        return None
    said = json.loads(described.read_text(encoding="utf-8"))
    return str(said["version"]) if said.get("name") == "gongkai" else None
