"""Reports written straight in the tables, for questions that only look at boxes."""

from datetime import UTC, datetime

from sqlalchemy import insert

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


class MadeRows:
    """The rows of an archive that is being made up."""

    def __init__(self):
        self._ids = {key: number for number, key in enumerate(known_keys(), 1)}
        self._rows = {table: [] for table in (publisher, report, publication, version, result, selection, cells)}  # fmt: skip

    def add_owner(self, owner, division):
        """Add a publisher of a division."""
        row = {"id": owner, "name": f"{owner}人民政府", "division_code": division, "is_resolved": True}
        self._rows[publisher].append(row)

    def add_report(self, owner, year, form, boxes, *, is_gone=False):
        """Add a report of these boxes: by key what `number_box` or `empty_box` makes. What is gone shows no result."""
        one = len(self._rows[report]) + 1
        address = f"example.org/{one}.html"
        digest, document = seal({"made": one})
        shown = None if is_gone else one
        made = {
            report: {"publisher_id": owner, "year": year, "result_id": shown},
            publication: {"portal_id": "made", "url": f"https://{address}", "url_key": address, "kind": "report",
                          "title": "年度报告", "report_id": one, "recorded_at": AT, "hints_digest": "0" * 64},
            version: {"publication_id": one, "seq": 1, "digest": digest, "normaliser": "made", "recorded_at": AT},
            result: {"version_id": one, "digest": digest, "media_type": "text/html", "form": form, "kind": "report",
                     "title": "年度报告", "publisher_id": owner, "year": year, "cell_count": 0,
                     "readable_cell_count": 0, "problem_count": 0, "finding_count": 0, "document": document,
                     "recorded_at": AT},
        }  # fmt: skip
        for table, row in made.items():
            self._rows[table].append({"id": one, **row})
        chosen = {"report_id": one, "seq": 1, "result_id": shown, "reason": "made", "recorded_at": AT}
        self._rows[selection].append(chosen)
        self._rows[cells] += [
            {"result_id": one, "cell_id": self._ids[key], **box} for key, box in boxes.items()
        ]

    def keep(self, folder):
        """Write an archive; return its path."""
        path = folder / "archive.sqlite"
        visit = {"id": 1, "portal_id": "made", "mode": "made", "arguments": {}, "resume_key": "made",
                 "code_release": "0", "started_at": AT, "finished_at": AT, "verdict": "complete"}  # fmt: skip
        keys = [{"id": number, "key": key} for key, number in self._ids.items()]
        with Archive.open(path, folder) as archive, archive.engine.begin() as connection:
            connection.execute(
                insert(portal), {"id": "made", "title": "made", "base_url": "https://example.org"}
            )
            connection.execute(insert(crawl), visit)
            connection.execute(insert(form_cell), keys)
            for table, made in self._rows.items():
                connection.execute(insert(table), made)
        return path


def number_box(number, *, has_unit=False):
    """Return a box with a number, in 万元 where it has a unit. Without a number: one that is no number of ours."""
    return {"num": number, "text": str(number), "mark": "number", "unit": "万元" if has_unit else None,
            "amount_yuan": number * 10_000 if has_unit else None, "certainty": "sure"}  # fmt: skip


def empty_box(mark):
    """Return a box without a number."""
    return {"num": None, "text": None if mark == "absent" else "/", "mark": mark, "unit": None,
            "amount_yuan": None, "certainty": "sure"}  # fmt: skip
