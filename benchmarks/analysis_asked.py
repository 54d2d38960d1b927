"""The questions of `benchmarks.analysis`, and a process that answers them line by line: by DuckDB, polars or the database."""

import json
import platform
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import create_engine

from query.distributions import PERCENTS, DistributionSearch, distribution_of, spread_reports
from query.indicators import By, IndicatorSearch, add_up, add_up_each
from query.series import SeriesSearch, series_of
from query.wide_tables import WideTables
from storage.release.names import short_name

KEY = "requests.new@total"
DENIED = "outcome.denied.*@total"
Search = IndicatorSearch | SeriesSearch | DistributionSearch
QUESTIONS: Mapping[str, Search] = {
    "national totals by year": IndicatorSearch((KEY,)),
    "by province and year": IndicatorSearch((KEY,), (By.PROVINCE, By.YEAR)),
    "by county and year": IndicatorSearch((KEY,), (By.COUNTY, By.YEAR)),
    "the cities of a province by year": IndicatorSearch((KEY,), (By.CITY, By.YEAR), division_code="33"),
    "the grounds of denial by year": IndicatorSearch((DENIED,), (By.KEY, By.YEAR)),
    "the ten publishers with the largest sum": IndicatorSearch((KEY,), (By.PUBLISHER,), top=10),
    "a rate by province and year": SeriesSearch("rate.disclosure", by=By.PROVINCE),
    "distribution of a figure by year": DistributionSearch(KEY),
    "distribution of a rate by province and year": DistributionSearch("rate.disclosure", by=By.PROVINCE),
}


def ours(place: Path, threads: int) -> Callable[[str], object]:
    """Answer as `gongkai` does of a release."""
    connection = create_engine(f"sqlite:///{place.parent / 'archive.sqlite'}").connect()
    wide = WideTables(place.parent, threads)

    def ask(question: str) -> object:
        return _answer(QUESTIONS[question], wide.add_up, wide.add_up_each, wide.spread, connection)

    return ask


def database(place: Path, _threads: int) -> Callable[[str], object]:
    """Answer as `gongkai` does of an archive."""
    connection = create_engine(f"sqlite:///{place}").connect()
    return lambda question: _answer(QUESTIONS[question], add_up, add_up_each, spread_reports, connection)


def _answer(search: Search, sum_up: Any, sum_each: Any, spread: Any, connection: Any) -> object:  # noqa: ANN401
    if isinstance(search, IndicatorSearch):
        return sum_up(connection, search)
    if isinstance(search, SeriesSearch):
        return series_of(connection, search, sum_each)
    return distribution_of(connection, search, spread)


def polars(place: Path, _threads: int) -> Callable[[str], object]:
    """Answer as whoever knows polars would."""
    frame = pl.scan_parquet(place)
    asked = _polars(frame)
    return lambda question: asked[question].collect()


def _polars(frame: pl.LazyFrame) -> Mapping[str, pl.LazyFrame]:
    key = short_name(KEY)
    number, there = pl.col(key), pl.col(f"has_{key}")
    facts = [
        number.sum().alias("total"), number.count().alias("numbers"), there.sum().alias("boxes"), there.any().alias("any")
    ]  # fmt: skip
    names = [
        name.removeprefix("has_")
        for name in frame.collect_schema().names()
        if name.startswith("has_")
        and name.endswith("__total")
        and f"has_{short_name('outcome.denied')}" in name
    ]
    of = [pl.col(short_name(f"outcome.{one}@total")) for one in ("granted", "partial")]
    above, below = pl.sum_horizontal(of), pl.col(short_name("outcome.total@total"))
    rate = pl.when(below > 0).then(above / below)
    shares = [pl.quantile("one", percent / 100, "higher").alias(str(percent)) for percent in PERCENTS]
    return {
        "national totals by year": frame.group_by("year").agg(facts),
        "by province and year": frame.group_by("province", "year").agg(facts),
        "by county and year": frame.group_by("county", "year").agg(facts),
        "the cities of a province by year": frame.filter(pl.col("province") == 33)
        .group_by("city", "year")
        .agg(facts),
        "the grounds of denial by year": frame.group_by("year").agg(
            [
                pl.col(names).sum(),
                pl.col(names).count().name.suffix("_n"),
                pl.col([f"has_{one}" for one in names]).sum(),
            ]
        ),
        "the ten publishers with the largest sum": frame.group_by("publisher_id")
        .agg(facts)
        .top_k(10, by="total"),
        "a rate by province and year": frame.group_by("province", "year", "form").agg(
            above.sum().alias("of"),
            below.sum(),
            *(one.count() for one in of),
            below.count().alias("n"),
            there.sum(),
        ),
        "distribution of a figure by year": frame.select("year", one=number, box=there)
        .group_by("year")
        .agg(
            *shares,
            pl.col("one").count().alias("n"),
            (pl.col("one") == 0).sum().alias("zero"),
            pl.col("box").sum(),
        ),
        "distribution of a rate by province and year": frame.select("province", "year", one=rate, box=there)
        .group_by("province", "year")
        .agg(
            *shares,
            pl.col("one").count().alias("n"),
            (pl.col("one") == 0).sum().alias("zero"),
            pl.col("box").sum(),
        ),
    }


def main() -> None:
    """Answer what stands on each line; say how many milliseconds it took, by clock and processor, and the peak in MB."""
    name, place, threads = sys.argv[1:]
    ask = {"duckdb": ours, "polars": polars, "database": database}[name](Path(place), int(threads))
    for line in sys.stdin:
        clock, worked = time.perf_counter(), time.process_time()
        ask(line.strip())
        taken = time.perf_counter() - clock, time.process_time() - worked
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            1024**2 if platform.system() == "Darwin" else 1024
        )
        print(json.dumps([*(one * 1000 for one in taken), peak]), flush=True)


if __name__ == "__main__":
    main()
