"""Series drawn: lines over the years, what compares only roughly apart, with the source. The same for a page and a file.

Text stays text in the SVG, in the reader's own Chinese font; a PNG takes a font of this machine (Debian:
fonts-noto-cjk). Needs the extra ``chart``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from textwrap import wrap
from typing import Any, Final

from parsers.crosswalk import Comparability
from query.figures import SHARE, unit_of
from query.series import Point, Series, SeriesAnswer, Step

FONTS: Final = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, "
    "sans-serif"
)
WIDTH, HEIGHT = 640, 320
MOST_SERIES = 12  # more lines than this nobody can tell apart: those with the largest last value are drawn
PNG_SCALE = 2
LINE_ZH, LINE_EN = 52, 105  # characters of a line below the chart
# Okabe and Ito: told apart by those who see colours otherwise.
COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#5b2c83", "#000000",
                  "#8c510a", "#01665e", "#7f7f7f", "#b2182b")  # fmt: skip


class FontMissing(Exception):
    """No font of this machine has Chinese characters: a PNG would show boxes in their place."""


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What a chart says beside its figures: ``scope`` is of whom and when, ``source`` where from."""

    source: str
    scope: str = ""
    is_chinese: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart can draw of an answer: years with a value that a form tells."""

    series: tuple[Series, ...]
    left_out: int  # series beyond the most that are drawn

    @property
    def is_rough(self) -> bool:
        """Whether any year compares only approximately."""
        return any(not _is_sure(point) for one in self.series for point in one.points)


def drawn(answer: SeriesAnswer) -> Drawn:
    """Choose the series and years that are drawn."""
    told = [
        Series(one.group, points, one.name)
        for one in answer.series
        if (points := tuple(point for point in one.points if point.value is not None))
    ]
    largest = sorted(told, key=lambda one: -(one.points[-1].value or 0))[:MOST_SERIES]
    return Drawn(tuple(one for one in told if one in largest), max(0, len(told) - MOST_SERIES))


def has_charts() -> bool:
    """Whether the extra ``chart`` is installed."""
    return all(find_spec(name) is not None for name in ("altair", "vl_convert"))


@lru_cache(maxsize=256)  # drawing takes longer than the question
def svg_of(answer: SeriesAnswer, words: ChartWords) -> str:
    """Draw an answer as SVG. Raises ``ImportError`` without the extra ``chart``."""
    import vl_convert  # noqa: PLC0415  # an extra

    return str(vl_convert.vegalite_to_svg(specification(answer, words)))


def png_of(answer: SeriesAnswer, words: ChartWords) -> bytes:
    """Draw an answer as PNG, two dots to a point. Raises `FontMissing`, and ``ImportError`` without the extra ``chart``."""
    import vl_convert  # noqa: PLC0415  # an extra

    if not has_chinese_font():
        message = "no font here has Chinese characters: install one (Debian: fonts-noto-cjk), or draw an .svg"
        raise FontMissing(message)
    return bytes(vl_convert.vegalite_to_png(specification(answer, words), scale=PNG_SCALE))


@cache
def has_chinese_font() -> bool:
    """Whether Chinese characters are drawn here: what is missing looks the same for all of them."""
    import vl_convert  # noqa: PLC0415  # an extra

    one, other = (
        vl_convert.vegalite_to_png(
            {"data": {"values": [{}]}, "mark": {"type": "text", "text": character, "font": FONTS}}
        )
        for character in "公开"
    )
    return bool(one != other)


def specification(answer: SeriesAnswer, words: ChartWords) -> dict[str, Any]:
    """Return the chart in Vega-Lite: figures with their units, and what is said below them."""
    import altair as alt  # noqa: PLC0415  # an extra

    chosen = drawn(answer)
    base = _axes(answer, chosen, words)
    lines = [
        base.mark_line(strokeDash=dash)
        .encode(detail="segment:N")
        .properties(data={"values": list(_segments(chosen, is_sure=is_sure))})
        for is_sure, dash in ((True, [1, 0]), (False, [5, 4]))
    ]
    sure, rough = (
        base.mark_point(filled=True, size=55, opacity=1),
        base.mark_point(fill="white", size=55, opacity=1),
    )
    points = [
        one.properties(data={"values": list(_points(chosen, is_sure=is_sure))})
        for one, is_sure in ((sure, True), (rough, False))
    ]
    title = alt.Title(answer.zh if words.is_chinese else answer.en, subtitle=words.scope, anchor="start")
    below = alt.Title(
        list(_below(answer, chosen, words)),
        orient="bottom",
        anchor="start",
        fontSize=11,
        fontWeight="normal",
        offset=12,
    )
    plot = alt.layer(*lines, *points).properties(width=WIDTH, height=HEIGHT, title=title)
    whole = (
        alt.vconcat(plot)
        .properties(title=below)
        .configure(
            font=FONTS,
            background="white",
            aria=False,  # whoever shows it names the picture as a whole
        )
    )
    return dict(whole.to_dict())


def _axes(answer: SeriesAnswer, chosen: Drawn, words: ChartWords) -> Any:  # noqa: ANN401  # an extra's
    """Return what all layers share: years, values with their unit, and a colour for each series."""
    import altair as alt  # noqa: PLC0415  # an extra

    unit = unit_of(answer.figure)
    form = ".1~%" if unit == SHARE else ",~f"
    x = alt.X("year:O", title="年度" if words.is_chinese else "year reported on", axis=alt.Axis(labelAngle=0))
    y = alt.Y("value:Q", title=unit[0 if words.is_chinese else 1], axis=alt.Axis(format=form))
    base = alt.Chart({"values": []}).encode(x=x, y=y)
    names = [_name(one) for one in chosen.series]
    if len(names) < 2:
        return base.encode(color=alt.value(COLOURS[0]))
    scale = alt.Scale(domain=names, range=list(COLOURS[: len(names)]))
    legend = alt.Legend(orient="bottom", columns=3, labelLimit=260, symbolType="circle")
    return base.encode(color=alt.Color("name:N", title=None, scale=scale, legend=legend))


def _below(answer: SeriesAnswer, chosen: Drawn, words: ChartWords) -> Iterator[str]:
    if chosen.is_rough:
        yield (
            "虚线、空心点：该年格式的口径与今不同，只能大致比较。"
            if words.is_chinese
            else "Dashed, hollow: the form of that year counted a little otherwise; compare with care."
        )
    if chosen.left_out:
        yield (
            f"只画末年最大的 {MOST_SERIES} 条，另有 {chosen.left_out} 条未画。"
            if words.is_chinese
            else f"The {MOST_SERIES} largest in their last year; {chosen.left_out} more are not drawn."
        )
    for step in dict.fromkeys((*answer.of, *answer.among)):
        if step.level is Comparability.NONE:
            yield from _not_told(step, words)
    yield words.source


def _not_told(step: Step, words: ChartWords) -> Iterator[str]:
    """Say which form does not tell the figure, and why: its years are not drawn."""
    said = "; ".join(reason[0 if words.is_chinese else 1] for reason in step.reasons)
    line = (
        f"{step.form} 格式不可比，未画：{said}"
        if words.is_chinese
        else f"Not drawn, for the form {step.form} does not tell it: {said}"
    )
    yield from wrap(line, LINE_ZH if words.is_chinese else LINE_EN)


def _is_sure(point: Point) -> bool:
    return point.level in {Comparability.EXACT, Comparability.DERIVED}


def _points(chosen: Drawn, *, is_sure: bool) -> Iterator[dict[str, object]]:
    for one in chosen.series:
        for point in one.points:
            if _is_sure(point) is is_sure:
                yield _place(one, point)


def _segments(chosen: Drawn, *, is_sure: bool) -> Iterator[dict[str, object]]:
    """Yield both ends of each line from a year to the next. Over a year without a figure there is no line."""
    for one in chosen.series:
        for before, after in pairwise(one.points):
            if after.year == before.year + 1 and (_is_sure(before) and _is_sure(after)) is is_sure:
                segment = f"{one.group} {before.year}"
                yield from ({**_place(one, point), "segment": segment} for point in (before, after))


def _place(one: Series, point: Point) -> dict[str, object]:
    return {"name": _name(one), "year": point.year, "value": float(point.value or 0)}


def _name(one: Series) -> str:
    return one.name or one.group or ""
