"""`gongkai chart`: a figure over the years as a picture."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from query.chart_words import chart_words
from query.charts import FontMissing, drawn, png_of, svg_of
from query.cli.failures import tells_failures
from query.cli.options import AnyPublisherOption, ArchiveOption, AsOfOption, Language, YearsOption
from query.cli.series import ByOption, FigureArgument, PlaceOption, asked_series
from query.cli.terminal import write, write_error

EXAMPLES = (
    "gongkai chart rate.disclosure --by province -o disclosure.svg",
    "gongkai chart requests.new@total --division 杭州市 --by county --years 2019-2023 -o requests.png",
    "gongkai chart outcome.denied --publisher 昌化镇 --lang en -o denied.svg",
)


class Picture(StrEnum):
    """What a chart may be written as, by the ending of its file."""

    SVG = ".svg"
    PNG = ".png"


@tells_failures
def chart(
    context: typer.Context,
    figure: FigureArgument,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="A file .svg or .png.")],
    by: ByOption = None,
    division: PlaceOption = None,
    publisher: AnyPublisherOption = None,
    years: YearsOption = None,
    as_of: AsOfOption = None,
    lang: Annotated[Language, typer.Option("--lang", help="The language of the chart.")] = Language.ZH,
    archive: ArchiveOption = None,
) -> None:
    """Draw a figure over the years, with its unit and the source. What compares only roughly is dashed and hollow.

    The numbers are those of `gongkai series` with the same options. In an SVG text stays text; a PNG needs a
    Chinese font on this machine (Debian: fonts-noto-cjk).
    """
    if output.suffix.lower() not in set(Picture):
        message = f"{output.name} is neither .svg nor .png"
        raise typer.BadParameter(message, param_hint="--output")
    asked = asked_series(
        context,
        figure,
        by=by,
        division=division,
        publisher=publisher,
        years=years,
        as_of=as_of,
        archive=archive,
    )
    words = chart_words(asked.search, asked.edition, asked.publisher, is_chinese=lang is Language.ZH)
    if not drawn(asked.answer).series:
        write_error("no such figures: nothing to draw")
        raise typer.Exit(1)
    try:
        picture = (
            svg_of(asked.answer, words).encode()
            if output.suffix.lower() == Picture.SVG
            else png_of(asked.answer, words)
        )
    except ImportError as missing:
        write_error(
            f"charts need the extra chart ({missing.name} is not there): pip install 'gongkai[chart]'"
        )
        raise typer.Exit(1) from missing
    except FontMissing as failure:
        write_error(str(failure))
        raise typer.Exit(1) from failure
    output.write_bytes(picture)
    write(f"{output} {len(picture)} bytes")
