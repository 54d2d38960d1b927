"""The codebook as a page, in Chinese and English: for every release, and for the docs."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from parsers.crosswalk import Rate, Sum, quantities
from parsers.forms.form import forms
from storage.release.codebook import Variable, told_way, variables
from storage.release.marks import MARKS, NO_SUCH_CELL


def codebook_page(columns: Sequence[Variable] | None = None) -> str:
    """Return codebook.md without its title."""
    lines = [
        *_forms(),
        *_marks(),
        *_cells(variables() if columns is None else columns),
        *_quantities(),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _forms() -> Iterator[str]:
    yield from (
        "## 格式 Forms",
        "",
        "| form | 文号 notice | 标题 title | 年度 report years |",
        "|---|---|---|---|",
    )
    for form in forms().values():
        last = form.report_years.to_year or ""
        yield f"| `{form.id}` | {form.notice} | {form.title} | {form.report_years.from_year}-{last} |"
    yield ""


def _marks() -> Iterator[str]:
    yield from ("## 标记 Marks", "", "没有一个标记等于零。None of them is zero.", "")
    yield from ("| mark | Stata | 含义 | meaning |", "|---|---|---|---|")
    for mark, told in MARKS.items():
        yield f"| `{mark}` | `.{told.letter}` | {told.zh} | {told.en} |"
    yield f"| | `.` | {NO_SUCH_CELL[0]} | {NO_SUCH_CELL[1]} |"
    yield ""


def _cells(columns: Sequence[Variable]) -> Iterator[str]:
    for (zh, en), members in groupby(columns, key=lambda one: one.table):
        yield from (f"## {zh} {en[:1].upper()}{en[1:]}".rstrip() or "## —", "")
        yield "| column | key | 含义 | meaning | unit | forms | other forms 其他格式 |"
        yield "|---|---|---|---|---|---|---|"
        for one in members:
            unit = " ".join(dict.fromkeys(one.unit)).strip()
            yield (
                f"| `{one.name}` | `{one.key}` | {_cell(one.zh)} | {_cell(one.en)} | {unit} | {' '.join(one.forms)} "
                f"| {_cell(_compared(one))} |"
            )
        yield ""


def _compared(one: Variable) -> str:
    told = []
    for way in one.comparable:
        reasons = "; ".join(f"{zh} {en}" for zh, en in way.reasons)
        told.append(told_way(way) + (f" ({reasons})" if reasons else ""))
    return "; ".join(told)


def _quantities() -> Iterator[str]:
    found = quantities().values()
    yield from ("## 派生量 Sums", "", "不在表中，须自行相加。In no table: add them up.", "")
    yield from ("| key | 含义 | meaning | = |", "|---|---|---|---|")
    for one in found:
        if isinstance(one, Sum):
            formula = " + ".join(one.parts) + "".join(f" - {less}" for less in one.less)
            yield f"| `{one.key}` | {one.zh} | {one.en} | `{formula}` |"
    yield from ("", "## 比率 Rates", "", "| key | 含义 | meaning | = |", "|---|---|---|---|")
    for one in found:
        if isinstance(one, Rate):
            yield f"| `{one.key}` | {one.zh} | {one.en} | `{one.of} / {one.among}` |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
