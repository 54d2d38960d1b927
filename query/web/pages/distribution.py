"""How a figure is spread over publishers: chosen, drawn, told with how many say nothing, downloaded and cited."""

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Response

from query.chart_words import chart_words
from query.charts import has_charts
from query.distributions import PERCENTS, PLACES, DistributionAnswer, DistributionSearch
from query.figures import figure_groups, unit_of
from query.series import SeriesSearch
from query.spread_charts import drawn_spreads, svg_of_spreads
from query.tables import table_of_distribution
from query.web.asked import Asked, AskedNow
from query.web.citation import Citation, cite_figures
from query.web.language import Language
from query.web.pages.explore import MOST_LINES, send_file
from query.web.question import Group, Question, Said, SaidNow

router = APIRouter()
PATH = "/explore/distribution"
GROUPS = (Group.NONE, *(Group(place.value) for place in PLACES))


@dataclass(frozen=True, slots=True)
class Shown:
    """An answered question: with its unit, how it is cited, and whether there is a chart of it."""

    question: Question
    answer: DistributionAnswer
    unit: str
    has_chart: bool
    citation: Citation


@router.get(PATH)
def distribution(asked: AskedNow, fields: SaidNow) -> Response:
    """Let a figure be chosen; show how it is spread."""
    return asked.page(
        "distribution.html",
        fields=fields,
        figure_groups=figure_groups(),
        groups=GROUPS,
        shown=_shown(asked, fields) if fields.figure else None,
        percents=PERCENTS,
        most=MOST_LINES,
    )


@router.get(f"{PATH}.csv")
def distribution_csv(asked: AskedNow, fields: SaidNow) -> Response:
    """Send all lines of the table as CSV, marked as UTF-8 for spreadsheets."""
    body = table_of_distribution(_answer(asked, _question(asked, fields))).as_csv()
    return send_file(asked, body.encode("utf-8-sig"), "text/csv; charset=utf-8", f"{fields.figure}.csv")


@router.get(f"{PATH}.svg")
def distribution_picture(asked: AskedNow, fields: SaidNow) -> Response:
    """Send the chart as a file."""
    question = _question(asked, fields)
    answer = _answer(asked, question)
    if not has_charts():
        raise HTTPException(501, "this site draws no charts: the extra chart is not installed")
    edition = asked.archive.edition(asked.as_of)
    words = chart_words(question.search, edition, is_chinese=asked.language is Language.ZH)
    return send_file(asked, svg_of_spreads(answer, words).encode(), "image/svg+xml", f"{fields.figure}.svg")


def _shown(asked: Asked, fields: Said) -> Shown:
    question = _question(asked, fields)
    answer = _answer(asked, question)
    has_chart = has_charts() and bool(drawn_spreads(answer))
    unit = asked.language.of(*unit_of(answer.figure))
    return Shown(question, answer, unit, has_chart, _cited(asked, question, answer))


def _question(asked: Asked, fields: Said) -> Question:
    if not fields.figure:
        raise HTTPException(422, f"figure: which one? {PATH} lets you choose")
    if fields.publisher or fields.by not in GROUPS:
        raise HTTPException(422, "a distribution is one over publishers: it is told apart by division")
    return fields.question(asked.archive, asked.as_of)


def _answer(asked: Asked, question: Question) -> DistributionAnswer:
    search: SeriesSearch = question.search
    return asked.archive.distribution(
        DistributionSearch(search.figure, search.by, search.division_code, search.years, search.as_of)
    )


def _cited(asked: Asked, question: Question, answer: DistributionAnswer) -> Citation:
    def said(language: Language, **told: object) -> str:
        name = language.of(answer.zh, answer.en)
        return language.say("distribution.cited", figure=name, key=answer.figure, **told)

    return cite_figures(asked, PATH, question.values, said)
