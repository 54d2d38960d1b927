"""Who reports: everybody, and each with its series of reports over renamings and mergers."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Response

from parsers.organs import PUBLISHER_TYPES
from query.division_choice import choose_division
from query.figures import figures
from query.publisher_history import PublisherHistory
from query.publisher_list import PublisherSearch
from query.series import Point, SeriesSearch
from query.web.api.cursors import PUBLISHER_KEY, CursorParameter, cursor_of, key_of
from query.web.asked import Asked, AskedNow
from query.web.choices import Words

router = APIRouter()
AT_ONCE = 100
KEY_FIGURES = (
    "requests.new@total",
    "outcome.total@total",
    "rate.disclosure",
    "outcome.denied",
    "review.total",
    "litigation.total",
)


@dataclass(frozen=True, slots=True)
class FigureByYear:
    """A key figure of a publisher, with its point of each year that tells it."""

    key: str
    zh: str
    en: str
    is_rate: bool
    points: Mapping[int, Point]


@router.get("/publishers")
def publishers(
    asked: AskedNow, q: Words = "", division: Words = "", cursor: CursorParameter = None
) -> Response:
    """List publishers, by name and division."""
    code = choose_division(division).code if division.strip() else None
    search = PublisherSearch(name=q.strip(), division_code=code, after=key_of(cursor, PUBLISHER_KEY))
    page = asked.archive.page_of_publishers(search, AT_ONCE)
    return asked.page("publishers.html", page=page, words=q, division=division, next=cursor_of(page.after))


@router.get("/publishers/{publisher}")
def publisher(asked: AskedNow, publisher: str) -> Response:
    """Show a publisher with its reports, its key figures, and who was there before and after it."""
    history = asked.archive.publisher_history(publisher, asked.as_of)
    kind = PUBLISHER_TYPES.get(history.publisher.type or "")
    return asked.page(
        "publisher.html",
        history=history,
        figures=_key_figures(asked, history),
        type_zh=kind.zh if kind else "",
    )


def _key_figures(asked: Asked, history: PublisherHistory) -> tuple[FigureByYear, ...]:
    ids = dict.fromkeys(report.publisher_id for report in history.reports)
    return tuple(figure for key in KEY_FIGURES if (figure := _by_year(asked, key, tuple(ids))).points)


def _by_year(asked: Asked, key: str, ids: tuple[str, ...]) -> FigureByYear:
    answers = [asked.archive.series(SeriesSearch(key, publisher_id=one, as_of=asked.as_of)) for one in ids]
    points = {point.year: point for answer in answers for series in answer.series for point in series.points}
    known = figures()[key]
    return FigureByYear(key, known.zh, known.en, any(answer.is_rate for answer in answers), points)
