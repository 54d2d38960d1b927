"""An archive of made-up reports with everything that may stand in a box, straight in the tables. The same for a seed."""

from datetime import UTC, datetime
from random import Random

from sqlalchemy import insert

from parsers.forms.form import forms
from parsers.report import Mark
from query.form_view import money_keys
from storage.archive import Archive
from storage.models import cell as cells
from storage.models import (
    crawl,
    form_cell,
    portal,
    publication,
    publisher,
    report,
    result,
    selection,
    version,
)
from storage.release.names import known_keys
from storage.result_document import seal

AT = datetime(2026, 1, 1, tzinfo=UTC)
DIVISIONS = ("330112", "330112103", "330111", "330400", "330000", "110101", "33", None)
YEARS = range(2018, 2024)
EMPTY = [mark.value for mark in Mark if mark is not Mark.NUMBER]


def fill_at_random(folder, seed, owner_count=30):
    """Fill an archive; return its path. Some reports are of another year's form, of none, or gone."""
    chance = Random(seed)
    path = folder / "archive.sqlite"
    rows = {table: [] for table in (publisher, report, publication, version, result, selection, cells)}
    ids = {key: number for number, key in enumerate(known_keys(), 1)}
    for number in range(owner_count):
        add_owner(rows, f"made-{number:02}", chance, ids)
    with Archive.open(path, folder) as archive, archive.engine.begin() as connection:
        connection.execute(insert(portal), {"id": "made", "title": "made", "base_url": "https://example.org"})
        visit = {"id": 1, "portal_id": "made", "mode": "made", "arguments": {}, "resume_key": "made",
                 "code_release": "0", "started_at": AT, "finished_at": AT, "verdict": "complete"}  # fmt: skip
        connection.execute(insert(crawl), visit)
        connection.execute(insert(form_cell), [{"id": number, "key": key} for key, number in ids.items()])
        for table, made in rows.items():
            connection.execute(insert(table), made)
    return path


def add_owner(rows, owner, chance, ids):
    rows[publisher].append(
        {
            "id": owner,
            "name": f"{owner}人民政府",
            "division_code": chance.choice(DIVISIONS),
            "is_resolved": True,
        }
    )
    for year in YEARS:
        if chance.random() < 0.7:
            add_report(rows, owner, year, chance, ids)


def add_report(rows, owner, year, chance, ids):
    one = len(rows[report]) + 1
    is_gone = chance.random() < 0.1
    form = chance.choice([form_of(year)] * 8 + [*forms(), None])
    address = f"example.org/{one}.html"
    digest, document = seal({"made": one})
    rows[report].append(
        {"id": one, "publisher_id": owner, "year": year, "result_id": None if is_gone else one}
    )
    rows[publication].append(
        {"id": one, "portal_id": "made", "url": f"https://{address}", "url_key": address, "kind": "report",
         "title": "年度报告", "report_id": one, "recorded_at": AT, "hints_digest": "0" * 64}
    )  # fmt: skip
    rows[version].append(
        {
            "id": one,
            "publication_id": one,
            "seq": 1,
            "digest": digest,
            "normaliser": "made",
            "recorded_at": AT,
        }
    )
    rows[result].append(
        {"id": one, "version_id": one, "digest": digest, "media_type": "text/html", "form": form, "kind": "report",
         "title": "年度报告", "publisher_id": owner, "year": year, "cell_count": 0, "readable_cell_count": 0,
         "problem_count": 0, "finding_count": 0, "document": document, "recorded_at": AT}
    )  # fmt: skip
    rows[selection].append(
        {
            "report_id": one,
            "seq": 1,
            "result_id": None if is_gone else one,
            "reason": "made",
            "recorded_at": AT,
        }
    )
    keys = [] if form is None else [key for table in forms()[form].tables for key, _, _ in table.cells()]
    if chance.random() < 0.2:
        keys = chance.sample(keys, len(keys) // 2)  # a table that is missing
    rows[cells] += [
        {"result_id": one, "cell_id": ids[key], **box(key, chance)} for key in dict.fromkeys(keys)
    ]


def form_of(year):
    return next(
        form.id
        for form in forms().values()
        if form.report_years.from_year <= year <= (form.report_years.to_year or year)
    )


def box(key, chance):
    if chance.random() < 0.3:
        mark = chance.choice(EMPTY)
        return {"num": None, "text": None if mark == Mark.ABSENT else "/", "mark": mark, "unit": None,
                "amount_yuan": None, "certainty": "sure"}  # fmt: skip
    number = chance.choice([0, 0, 0, 1, 2, 7, 41, 0.1, 0.7, 2.25, 4 * 10**18, None])
    has_unit = key in money_keys() and number is not None and chance.random() < 0.7
    return {"num": number, "text": str(number), "mark": Mark.NUMBER.value, "unit": "万元" if has_unit else None,
            "amount_yuan": number * 10_000 if has_unit else None, "certainty": "sure"}  # fmt: skip
