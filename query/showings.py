"""What the archive showed of a report over time: a line for each moment at which that changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from query.answers import PublisherAnswer
from query.publisher_choice import choose_publisher
from query.shown import shown_report
from storage.models import publication, result, selection, version


@dataclass(frozen=True, slots=True)
class Showing:
    """What was shown from a moment on. Without a version nothing readable was left."""

    since: datetime
    version_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ShowingsAnswer:
    """Everything that was ever shown of a report, the earliest first; ``urls`` are its publications."""

    publisher: PublisherAnswer
    year: int
    showings: tuple[Showing, ...]
    urls: tuple[str, ...]

    def at(self, moment: datetime) -> Showing | None:
        """Return what was shown at a moment; before everything, what was shown first. None: nothing ever was."""
        until = [one for one in self.showings if one.since <= moment]
        return until[-1] if until else next(iter(self.showings), None)


def showings_of(connection: Connection, asked: str, year: int) -> ShowingsAnswer:
    """Return what was shown of a report over time. Raises as the question for the report does."""
    owner = choose_publisher(connection, asked, year).publisher
    report_id = shown_report(connection, owner, year).report_id
    changes = (
        select(selection.c.recorded_at, version.c.id, selection.c.reason)
        .select_from(selection)
        .outerjoin(result, result.c.id == selection.c.result_id)
        .outerjoin(version, version.c.id == result.c.version_id)
        .where(selection.c.report_id == report_id)
        .order_by(selection.c.seq)
    )
    urls = select(publication.c.url).where(publication.c.report_id == report_id).order_by(publication.c.id)
    return ShowingsAnswer(
        owner,
        year,
        tuple(Showing(*row) for row in connection.execute(changes)),
        tuple(connection.scalars(urls)),
    )
