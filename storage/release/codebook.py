"""What every column of cells means: in which forms, in which unit, and how well its years compare."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from parsers.crosswalk import Comparability, Way, ways
from parsers.crosswalk.rules import cell_keys
from parsers.forms.form import Form, FormColumn, FormRow, FormTable, forms
from storage.release.names import known_keys, require_distinct, short_name

YUAN = "yuan"
PRINTED_UNIT = ("如单元格所印", "as the cell prints it")
COLUMNS = (
    "name", "key", "zh", "en", "table_zh", "table_en", "unit_zh", "unit_en", "forms", "years", "comparability",
    "reasons_zh", "reasons_en",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of cells in the wide tables.

    ``zh`` is the path of printed labels, row before column. ``comparable`` are the ways to the same figure in
    the other forms. ``is_yuan`` is the amount of a cell of money in yuan, beside the number as printed.
    """

    name: str
    key: str
    zh: str
    en: str
    table: tuple[str, str]
    unit: tuple[str, str]
    forms: tuple[str, ...]
    years: str
    comparable: tuple[Way, ...]
    is_yuan: bool = False


@cache
def variables() -> tuple[Variable, ...]:
    """Return the columns of all cells of all forms, in printed order."""
    return tuple(variables_of(()))


def variables_of(more_keys: Iterable[str]) -> Iterator[Variable]:
    """Yield the columns of all cells, then of keys that this release has no form for.

    Raises `NameUnfit` where one of those keys has no name of its own.
    """
    known = frozenset(known_keys())
    unknown = [key for key in more_keys if key not in known]
    found = [one for key in known_keys() for one in _variables(key)]
    nothing = ("", "")
    found += [Variable(short_name(key), key, key, key, nothing, nothing, (), "", ()) for key in unknown]
    require_distinct(one.name for one in found)
    yield from found


def codebook_rows(columns: Sequence[Variable]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of codebook.csv in `COLUMNS`."""
    for one in columns:
        reasons = list(dict.fromkeys(reason for way in one.comparable for reason in way.reasons))
        yield (
            one.name,
            one.key,
            one.zh,
            one.en,
            *one.table,
            *one.unit,
            " ".join(one.forms),
            one.years,
            "; ".join(map(told_way, one.comparable)),
            "；".join(zh for zh, _ in reasons),
            "; ".join(en for _, en in reasons),
        )


def told_way(way: Way) -> str:
    """Say how another form tells a figure: ``2019 derived: a + b``."""
    return f"{way.form} {way.level}" + (f": {' + '.join(way.keys)}" if way.keys else "")


def _variables(key: str) -> Iterator[Variable]:
    homes = [form for form in forms().values() if key in _cells(form.id)]
    table, row, column = _cells(homes[-1].id)[key]
    is_money = any(part.is_money for form in homes for part in _cells(form.id)[key][1:])
    one = Variable(
        name=short_name(key),
        key=key,
        zh=" · ".join(label for label in (*row.under, row.label, *column.under, column.label) if label),
        en=", ".join(words for words in (row.en, column.en) if words),
        table=(table.zh, table.en),
        unit=PRINTED_UNIT if is_money else _unit(row, column),
        forms=tuple(form.id for form in homes),
        years=", ".join(map(_years, homes)),
        comparable=_comparable(key),
    )
    yield one
    if is_money:
        yield Variable(
            f"{one.name}_{YUAN}", f"{key}.{YUAN}", f"{one.zh}（元）", f"{one.en}, in yuan", one.table, ("元", "yuan"),
            one.forms, one.years, one.comparable, is_yuan=True,
        )  # fmt: skip


def _comparable(key: str) -> tuple[Way, ...]:
    """Return how the other forms tell a figure, as seen from the newest form that has it as a cell of its own."""
    home = next(form for form in list(forms())[::-1] if key in cell_keys(form))
    found = ways((key,), home)
    return tuple(way for form, way in found.items() if form != home or way.level is not Comparability.EXACT)


@cache
def _cells(form_id: str) -> Mapping[str, tuple[FormTable, FormRow, FormColumn]]:
    """Return table, row and column of every cell of a form, of rows that stand in for others, too."""
    return {
        table.key_of(row, column): (table, row, column)
        for table in forms()[form_id].tables
        for block in table.blocks
        for row in (*block.rows, *block.stand_ins)
        for column in block.columns
    }


def _unit(row: FormRow, column: FormColumn) -> tuple[str, str]:
    unit = row.unit or column.unit or ""
    return unit, unit


def _years(form: Form) -> str:
    last = form.report_years.to_year
    return f"{form.report_years.from_year}-{last or ''}"
