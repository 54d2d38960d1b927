"""An archive of made-up reports with everything that may stand in a box. The same for a seed."""

from random import Random

from parsers.crosswalk import stand_ins
from parsers.forms.form import forms
from parsers.report import Mark
from query.form_view import money_keys
from tests.query.made_rows import MadeRows, empty_box, number_box

DIVISIONS = ("330112", "330112103", "330111", "330400", "330000", "110101", "33", None)
YEARS = range(2018, 2024)
EMPTY = [mark.value for mark in Mark if mark is not Mark.NUMBER]
NUMBERS = (0, 0, 0, 1, 2, 7, 41, 0.1, 0.7, 2.25, 4 * 10**18, None)
SMALL = (0, 0, 1, 2, 7, 41, 2.25)  # whose sums have no rounding


def fill_at_random(folder, seed, owner_count=30, numbers=NUMBERS):
    """Fill an archive; return its path. Some reports are of another year's form, of none, or gone."""
    chance = Random(seed)
    rows = MadeRows()
    for number in range(owner_count):
        owner = f"made-{number:02}"
        rows.add_owner(owner, chance.choice(DIVISIONS))
        for year in YEARS:
            if chance.random() < 0.7:
                add_report(rows, owner, year, chance, numbers)
    return rows.keep(folder)


def add_report(rows, owner, year, chance, numbers):
    is_gone = chance.random() < 0.1
    form = chance.choice([form_of(year)] * 8 + [*forms(), None])
    keys = [] if form is None else [key for table in forms()[form].tables for key, _, _ in table.cells()]
    if form is not None and chance.random() < 0.3:
        keys += stand_ins(form)  # beside what they stand for
    if chance.random() < 0.2:
        keys = chance.sample(keys, len(keys) // 2)  # a table that is missing
    boxes = {key: box(key, chance, numbers) for key in keys}
    rows.add_report(owner, year, form, boxes, is_gone=is_gone)


def form_of(year):
    return next(
        form.id
        for form in forms().values()
        if form.report_years.from_year <= year <= (form.report_years.to_year or year)
    )


def box(key, chance, numbers):
    if chance.random() < 0.3:
        return empty_box(chance.choice(EMPTY))
    number = chance.choice(numbers)
    has_unit = key in money_keys() and number is not None and chance.random() < 0.7
    return number_box(number, has_unit=has_unit)
