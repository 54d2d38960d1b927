"""What every figure means, as the forms say it."""

from functools import cache
from itertools import groupby

from fastapi import APIRouter, HTTPException, Response

from parsers.crosswalk import quantities
from parsers.forms.form import forms
from query.figures import figures
from query.form_view import labels_zh
from query.series import FigureUnknown, parts_of
from query.web.asked import AskedNow
from storage.release.codebook import Variable, variables
from storage.release.marks import MARKS

router = APIRouter()


@router.get("/codebook")
def codebook(asked: AskedNow) -> Response:
    """List the forms, the marks, all cells by their tables, and what is computed of them."""
    return asked.page(
        "codebook.html", forms=forms(), marks=MARKS, tables=_tables(), quantities=tuple(quantities().values())
    )


@router.get("/codebook/{key}")
def variable(asked: AskedNow, key: str) -> Response:
    """Explain one cell, sum or rate."""
    try:
        _, of, among = parts_of(key)
    except FigureUnknown as unknown:
        raise HTTPException(404, str(unknown)) from unknown
    columns = [one for one in variables() if one.key in {key, f"{key}.yuan"}]
    labels = [(form, labels_zh(form)[key]) for form in forms() if key in labels_zh(form)]
    return asked.page(
        "variable.html",
        figure=figures().get(key),
        key=key,
        columns=columns,
        labels=labels,
        forms=forms(),
        of=of,
        among=among,
    )


@cache
def _tables() -> tuple[tuple[tuple[str, str], tuple[Variable, ...]], ...]:
    cells = (one for one in variables() if not one.is_yuan)
    return tuple((table, tuple(members)) for table, members in groupby(cells, lambda one: one.table))[::-1]
