"""Figures over the years: chosen, drawn, told with what they stand on, and followed to the reports."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Response

from query.boxes import BoxSearch
from query.chart_words import chart_words
from query.charts import ChartWords, drawn, has_charts, png_of, svg_of
from query.figures import figure_groups, unit_of
from query.indicators import By
from query.series import SeriesAnswer, figure_names
from query.series_lines import HEADS, lines_of
from query.web.api.cursors import REPORT_KEY, CursorParameter, cursor_of, key_of
from query.web.asked import Asked, AskedNow
from query.web.choices import Words
from query.web.citation import Citation, cite_figures
from query.web.language import Language
from query.web.question import Group, Question, Said, SaidNow

router = APIRouter()
MOST_LINES = 600  # of the table; the CSV has all
REPORTS = 100  # on a page of boxes
PICTURES: dict[str, tuple[Callable[[SeriesAnswer, ChartWords], bytes], str]] = {
    "svg": (lambda answer, words: svg_of(answer, words).encode(), "image/svg+xml"),
    "png": (png_of, "image/png"),
}


@router.get("/explore")
def explore(asked: AskedNow, fields: SaidNow) -> Response:
    """Let a figure be chosen; show it as a chart and a table."""
    shown = _shown(asked, fields.question(asked.archive, asked.as_of)) if fields.figure else None
    return asked.page(
        "explore.html",
        fields=fields,
        figure_groups=figure_groups(),
        groups=tuple(Group),
        shown=shown,
        most=MOST_LINES,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """An answered question: with its unit, how it is cited, and whether there is a chart of it.

    The chart is drawn when the reader asks for the picture: the page does not wait for it.
    """

    question: Question
    answer: SeriesAnswer
    unit: str
    has_chart: bool
    citation: Citation


def _shown(asked: Asked, question: Question) -> Shown:
    answer = asked.archive.series(question.search)
    unit = asked.language.of(*unit_of(answer.figure))
    has_chart = has_charts() and bool(drawn(answer).series)
    return Shown(question, answer, unit, has_chart, _cited(asked, question, answer))


def _cited(asked: Asked, question: Question, answer: SeriesAnswer) -> Citation:
    def said(language: Language, **told: object) -> str:
        name = language.of(answer.zh, answer.en)
        return language.say("explore.cited", figure=name, key=answer.figure, **told)

    return cite_figures(asked, "/explore", question.values, said)


@router.get("/explore.csv")
def explore_csv(asked: AskedNow, fields: SaidNow) -> Response:
    """Send all lines of the table as CSV, marked as UTF-8 for spreadsheets."""
    question = _question(asked, fields)
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(HEADS)
    writer.writerows(lines_of(asked.archive.series(question.search)))
    return send_file(
        asked, lines.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{fields.figure}.csv"
    )


@router.get("/explore.{ending}")
def explore_picture(asked: AskedNow, fields: SaidNow, ending: Literal["svg", "png"]) -> Response:
    """Send the chart as a file."""
    question = _question(asked, fields)
    answer = asked.archive.series(question.search)
    if not has_charts():
        raise HTTPException(501, "this site draws no charts: the extra chart is not installed")
    draw, kind = PICTURES[ending]
    return send_file(asked, draw(answer, _words(asked, question)), kind, f"{fields.figure}.{ending}")


@router.get("/explore/reports")
def explore_reports(
    asked: AskedNow,
    fields: SaidNow,
    group: Words = "",
    cursor: CursorParameter = None,
) -> Response:
    """List the boxes that a sum is made of, report by report."""
    question = _question(asked, fields)
    page = asked.archive.boxes(_boxes(question, group, key_of(cursor, REPORT_KEY)), REPORTS)
    return asked.page(
        "explore_reports.html",
        question=question,
        page=page,
        names=figure_names(question.search.figure),
        values=question.values | {"group": group},
        next=cursor_of(page.after),
    )


def _boxes(question: Question, group: str, after: tuple[str, int] | None) -> BoxSearch:
    search = question.search
    is_publisher = search.by is By.PUBLISHER
    divisions = [search.division_code] if search.division_code else []
    if group and not is_publisher:
        divisions.append(group)
    return BoxSearch(
        figure=search.figure,
        division_codes=tuple(divisions),
        publisher_id=search.publisher_id or (group if group and is_publisher else None),
        years=search.years,
        as_of=search.as_of,
        after=after,
    )


def _question(asked: Asked, fields: Said) -> Question:
    if not fields.figure:
        raise HTTPException(422, "figure: which one? /explore lets you choose")
    return fields.question(asked.archive, asked.as_of)


def _words(asked: Asked, question: Question) -> ChartWords:
    edition = asked.archive.edition(question.search.as_of)
    is_chinese = asked.language is Language.ZH
    return chart_words(question.search, edition, question.publisher, is_chinese=is_chinese)


def send_file(asked: Asked, body: bytes, kind: str, name: str) -> Response:
    """Answer with a file that is saved under a name."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return asked.answer(Response(body, headers={"Content-Type": kind, "Content-Disposition": disposition}))
