"""Record a report as a case: `make golden FILE=...`, or `python -m tests.recorded.record FILE [--name NAME]`.

Writes tests/recorded/<name>/ with the file and truth.json: every cell of the form with what our reader makes of it
now. That is a proposal, not truth. Compare each line with the document, correct it, then write who did so and
`"reviewed": true`. Until then a test fails.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

from parsers.parse import parse
from storage.result_document import decimal_string, place_document

RECORDED = Path(__file__).parent
UNFIT = re.compile(r"[^\w-]+")  # for the name of a folder
HEAD = "A proposal of our reader. Compare every cell with the document, correct it, then set reviewed and reviewed_by."


class CaseExists(Exception):
    """There is a case of that name: truth is never overwritten by the output of a parser."""


def record(file, name=None, folder=RECORDED):
    """Write a case and return its folder; raises ``CaseExists``."""
    body = file.read_bytes()
    report = parse(body)
    case = folder / (name or _name_of(report, file, body))
    if case.exists():
        message = f"{case} is there already: truth is never overwritten; delete it or give another --name"
        raise CaseExists(message)
    case.mkdir(parents=True)
    (case / f"report{file.suffix.lower()}").write_bytes(body)
    (case / "truth.json").write_text(_truth(report, body), encoding="utf-8", newline="\n")
    return case


def _name_of(report, file, body):
    said = f"{report.publisher.printed}_{report.year}" if report.publisher and report.year else file.stem
    return f"{UNFIT.sub('_', said)}_{hashlib.sha256(body).hexdigest()[:8]}"


def _truth(report, body):
    """Write one cell a line: people compare them with the document, and read them in diffs."""
    head = {
        "what": HEAD,
        "reviewed": False,
        "reviewed_by": "",
        "sha256": hashlib.sha256(body).hexdigest(),
        "title": report.title,
        "year": report.year,
        "form": report.form,
        "publisher": report.publisher.printed if report.publisher else None,
    }
    cells = ",\n".join(f" {json.dumps(_cell(cell), ensure_ascii=False)}" for cell in report.cells)
    written = json.dumps(head, ensure_ascii=False, indent=0).removesuffix("\n}")
    return f'{written},\n"cells": [\n{cells}\n]\n}}\n'


def _cell(cell):
    return {
        "key": cell.key,
        "text": cell.text,
        "value": decimal_string(cell.value),
        "unit": cell.unit,
        "mark": cell.mark.value,
        "place": place_document(cell.place),
    }


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.recorded.record", description=HEAD)
    parser.add_argument("file", type=Path)
    parser.add_argument("--name", help="of the folder (default: publisher, year and digest)")
    asked = parser.parse_args(arguments)
    try:
        case = record(asked.file, asked.name)
    except (CaseExists, OSError) as failure:
        sys.stderr.write(f"golden: {failure}\n")
        return 1
    sys.stdout.write(
        f"{case}: compare every cell of truth.json with the document, then set reviewed and reviewed_by\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
