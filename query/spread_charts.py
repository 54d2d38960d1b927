"""Distributions drawn: a box for each year, or for each division in the last year. The same fonts and words as charts of series.

The box holds the middle half of the reports, its line is the median, and the whiskers reach from the tenth to the
ninetieth of a hundred. Needs the extra ``chart``.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from query.charts import COLOURS, FONTS, HEIGHT, WIDTH, ChartWords
from query.distributions import DistributionAnswer, Spread
from query.figures import SHARE, unit_of

MOST_BOXES = 40


def drawn_spreads(answer: DistributionAnswer) -> tuple[Spread, ...]:
    """Choose what is drawn: every year, or of divisions the last year, those with the largest medians first."""
    told = [one for one in answer.spreads if one.quantiles]
    if all(one.group is None for one in told):
        return tuple(told)
    last = max(one.year for one in told)
    of_last = [one for one in told if one.year == last]
    return tuple(sorted(of_last, key=lambda one: -_quantiles(one)["p50"])[:MOST_BOXES])


@lru_cache(maxsize=256)  # drawing takes longer than the question
def svg_of_spreads(answer: DistributionAnswer, words: ChartWords) -> str:
    """Draw an answer as SVG. Raises ``ImportError`` without the extra ``chart``."""
    import vl_convert  # noqa: PLC0415  # an extra

    return str(vl_convert.vegalite_to_svg(specification(answer, words)))


def specification(answer: DistributionAnswer, words: ChartWords) -> dict[str, Any]:
    """Return the chart in Vega-Lite."""
    import altair as alt  # noqa: PLC0415  # an extra

    spreads = drawn_spreads(answer)
    unit = unit_of(answer.figure)
    values = [{"what": _what(one), **_quantiles(one)} for one in spreads]
    x = alt.X("what:O", title=None, sort=None, axis=alt.Axis(labelAngle=0 if len(values) < 12 else -45))
    scale = ".1~%" if unit == SHARE else ",~f"
    y = alt.Y("p10:Q", title=unit[0 if words.is_chinese else 1], axis=alt.Axis(format=scale))
    base = alt.Chart({"values": values}).encode(x=x)
    layers = [
        base.mark_rule(color=COLOURS[0]).encode(y=y, y2="p90:Q"),
        base.mark_bar(size=14, color=COLOURS[4]).encode(y="p25:Q", y2="p75:Q"),
        base.mark_tick(size=14, thickness=3, color="black").encode(y="p50:Q"),
    ]
    title = alt.Title(answer.zh if words.is_chinese else answer.en, subtitle=words.scope, anchor="start")
    below = alt.Title(
        [_legend(words), words.source],
        orient="bottom",
        anchor="start",
        fontSize=11,
        fontWeight="normal",
        offset=12,
    )
    plot = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, title=title)
    whole = alt.vconcat(plot).properties(title=below).configure(font=FONTS, background="white", aria=False)
    return dict(whole.to_dict())


def _what(spread: Spread) -> str:
    return str(spread.year) if spread.group is None else f"{spread.name or spread.group} {spread.year}"


def _quantiles(spread: Spread) -> Mapping[str, float]:
    return {f"p{one.percent}": float(one.value) for one in spread.quantiles}


def _legend(words: ChartWords) -> str:
    if words.is_chinese:
        return "横线：中位数；框：中间一半的机关；竖线：第10至第90百分位。没有数的报告不在图中，见下表。"
    return "Line: median; box: the middle half of publishers; whiskers: tenth to ninetieth percentile. Reports without a number: see the table."
