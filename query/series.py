"""Figures over the years, across national forms: each year says how well it compares, and why not exactly.

A figure is asked for by a cell (``requests.new@total``), a sum or a rate of `parsers.crosswalk`
(``outcome.denied``, ``rate.disclosure``). Forms that do not tell it are left out and named, never joined in
silence.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection

from parsers.crosswalk import Comparability, Quantity, Rate, Sum, quantities, quantity, stand_ins, ways
from parsers.forms.form import forms
from query.figures import figures
from query.form_view import label_zh
from query.group_names import Group, group_names
from query.indicators import By, CellGroup, IndicatorLine, IndicatorSearch, add_up_each, held_keys
from query.moments import Moment

WORSE = tuple(Comparability)


class FigureUnknown(LookupError):
    """No form prints such a cell, and no sum or rate has such a name."""


@dataclass(frozen=True, slots=True)
class SeriesSearch:
    """Which figure, of whom, in which years. ``by`` gives a series to each division or publisher."""

    figure: str
    by: By | None = None
    division_code: str | None = None
    publisher_id: str | None = None
    years: tuple[int, int] | None = None
    as_of: Moment | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How one national form tells the figure: cells added up, cells taken away, and how well it compares.

    ``stand_ins`` are cells that a report may print in place of some of ``plus``, and that are added then.
    """

    form: str
    plus: tuple[str, ...]
    less: tuple[str, ...]
    level: Comparability
    reasons: tuple[tuple[str, str], ...]  # Chinese and English
    stand_ins: tuple[str, ...] = ()

    @property
    def added(self) -> tuple[str, ...]:
        """Every cell that may be added: no report counts one beside what stands for it."""
        return (*self.plus, *self.stand_ins)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum with what it stands on: boxes with a number, boxes without one, reports.

    A report without any number to take from has nothing taken away: its boxes of that side are not counted.
    """

    total: Decimal | None = None
    number_count: int = 0
    no_number_count: int = 0
    report_count: int = 0

    def plus(self, line: IndicatorLine, sign: int = 1) -> "Amount":
        """Return this with a line added, or taken away."""
        total = None if line.total is None else (self.total or Decimal(0)) + sign * line.total
        return Amount(
            self.total if total is None else total,
            self.number_count + line.number_count,
            self.no_number_count + line.no_number_count,
            self.report_count + (line.report_count if sign > 0 else 0),  # the same reports, taken away from
        )


@dataclass(frozen=True, slots=True)
class Point:
    """One year. Of a rate, ``value`` is ``of.total`` divided by ``among.total``; None where that cannot be."""

    year: int
    value: Decimal | None
    of: Amount
    among: Amount | None
    level: Comparability


@dataclass(frozen=True, slots=True)
class Series:
    """A figure over the years, of all that was asked for or of one group. Years without a report have no point."""

    group: Group
    points: tuple[Point, ...]
    name: str | None = None  # of the group: a division in its last year here, or a publisher


@dataclass(frozen=True, slots=True)
class SeriesAnswer:
    """A figure with its name, what it is made of in each form, and its series."""

    figure: str
    zh: str
    en: str
    is_rate: bool
    of: tuple[Step, ...]
    among: tuple[Step, ...]  # of a rate: its denominator
    series: tuple[Series, ...]


Adder = Callable[[Connection, IndicatorSearch, Sequence[CellGroup]], tuple[tuple[IndicatorLine, ...], ...]]


def series_of(connection: Connection, search: SeriesSearch, adder: Adder = add_up_each) -> SeriesAnswer:
    """Follow a figure over the years. ``adder`` is who adds up. Raises `FigureUnknown`."""
    named, of, among = parts_of(search.figure)
    above, below = _amounts(connection, search, (of, among), adder)
    levels = _levels((*of, *among))
    years = defaultdict[Group, list[Point]](list)
    for group, year in sorted(above, key=lambda key: (key[0] or "", key[1])):
        amount, seen = above[group, year]
        divisor = below[group, year][0] if (group, year) in below else Amount() if among else None
        level = max((levels[form] for form in seen), key=WORSE.index)
        years[group].append(Point(year, _value(amount, divisor), amount, divisor, level))
    zh, en = figure_names(search.figure)
    names = group_names(connection, search.by, {group: points[-1].year for group, points in years.items()})
    series = tuple(Series(group, tuple(points), names.get(group)) for group, points in years.items())
    return SeriesAnswer(search.figure, zh, en, isinstance(named, Rate), of, among, series)


def parts_of(figure: str) -> tuple[Sum | Rate | None, tuple[Step, ...], tuple[Step, ...]]:
    """Return the sum or rate of that name, how each form tells it, and of a rate its denominator.

    Raises `FigureUnknown`.
    """
    named = quantities().get(figure.partition("@")[0])
    if isinstance(named, Rate):
        return named, steps_of(named.of), steps_of(named.among)
    return named, steps_of(figure), ()


def figure_names(figure: str) -> tuple[str, str]:
    """Return the Chinese and English name of a cell, sum or rate; what has none is called by its key."""
    known = quantities().get(figure.partition("@")[0]) or figures().get(figure)
    return (known.zh, known.en) if known else (label_zh(figure), figure)


def steps_of(figure: str) -> tuple[Step, ...]:
    """Return how each form tells a cell or sum, as compared with the newest form that has it."""
    for form in reversed(tuple(forms())):
        found = quantity(figure, form)
        if found is not None:
            return tuple(_steps(found, form))
    message = f"no form prints {figure!r}, and no sum or rate is called so"
    raise FigureUnknown(message)


def _steps(found: Quantity, newest: str) -> Iterator[Step]:
    plus = ways(found.plus, newest)
    less = ways(found.less, newest) if found.less else None
    for form, way in plus.items():
        taken = less[form] if less else None
        level = max((way.level, taken.level if taken else way.level), key=WORSE.index)
        is_told = level is not Comparability.NONE
        reasons = tuple(dict.fromkeys((*way.reasons, *(taken.reasons if taken else ()))))
        added = way.keys if is_told else ()
        instead = tuple(key for key, parts in stand_ins(form).items() if set(parts) <= set(added))
        yield Step(form, added, taken.keys if taken and is_told else (), level, reasons, instead)


def _value(amount: Amount, divisor: Amount | None) -> Decimal | None:
    if divisor is None:
        return amount.total
    if amount.total is None or not divisor.total or divisor.total < 0:
        return None
    return amount.total / divisor.total


def _levels(steps: Iterable[Step]) -> Mapping[str, Comparability]:
    levels: dict[str, Comparability] = {}
    for step in steps:
        levels[step.form] = max(step.level, levels.get(step.form, step.level), key=WORSE.index)
    return levels


Amounts = Mapping[tuple[Group, int], tuple[Amount, frozenset[str]]]


def _amounts(
    connection: Connection, search: SeriesSearch, sides: Sequence[tuple[Step, ...]], adder: Adder
) -> list[Amounts]:
    """Return, of each side of a figure, the sum of each group and year with the forms of the reports behind it."""
    by = (By.YEAR, By.FORM) if search.by is None else (search.by, By.YEAR, By.FORM)
    asked = IndicatorSearch((), by, search.division_code, search.publisher_id, search.years, search.as_of)
    held = held_keys(connection)
    lines = adder(connection, asked, [group for steps in sides for group in _cells(steps, held)])
    return [
        _amounts_of(steps, plus, less)
        for steps, plus, less in zip(sides, lines[::2], lines[1::2], strict=True)
    ]


def _cells(steps: Sequence[Step], held: frozenset[str]) -> tuple[CellGroup, CellGroup]:
    """Return the cells that are added, and those taken away: only where the same report has a number to take from."""
    plus, less = (
        tuple(sorted(held & frozenset[str]().union(*side)))
        for side in ([one.added for one in steps], [one.less for one in steps])
    )
    return CellGroup(plus), CellGroup(less if plus else (), beside=plus)


def _amounts_of(
    steps: tuple[Step, ...], plus: Iterable[IndicatorLine], less: Iterable[IndicatorLine]
) -> Amounts:
    found: dict[tuple[Group, int], tuple[Amount, frozenset[str]]] = {}
    told = {step.form for step in steps if step.level is not Comparability.NONE}
    for sign, lines in ((1, plus), (-1, less)):
        for line in lines:
            if line.form in told and line.year is not None:
                group = line.publisher.id if line.publisher else line.division_code
                amount, seen = found.get((group, line.year), (Amount(), frozenset()))
                found[group, line.year] = (amount.plus(line, sign), seen | {line.form})
    return found
