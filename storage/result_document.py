"""A reading as one JSON object: what `gongkai parse --json` prints and what the archive keeps.

Its keys are a contract (docs: `gongkai parse`): they may be added to, never removed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

import orjson
import zstandard

from checks.outcome import Outcome
from parsers.document import Place
from parsers.report import Cell, HeaderFact, Mention, ParsedReport, Problem

ResultDocument = dict[str, Any]
_MENTION = tuple(part.name for part in fields(Mention))

# Who read it and what the file was called are not part of what it says: a new parser with the same
# output makes no new result, and neither does other page furniture around the same content. Places
# do belong to it: a parser that tells better where a cell stands gives a better result.
NOT_DIGESTED = frozenset({"file", "sha256", "parser"})

COMPRESSION_LEVEL = 9  # a sixth smaller than the default for half a millisecond more


def to_document(
    report: ParsedReport,
    outcomes: Sequence[Outcome],
    *,
    file: str,
    sha256: str,
    release: str,
    fingerprint: str,
) -> ResultDocument:
    """Return the object that says everything about one reading of one file.

    ``file`` is the name or URL under which it was read, ``release`` and ``fingerprint`` name the
    parser. Numbers are decimal strings.
    """
    return {
        "file": file,
        "sha256": sha256,
        "media_type": report.media_type,
        "parser": {"release": release, "fingerprint": fingerprint},
        "title": report.title,
        "title_lines": list(report.title_lines),
        "publisher": _publisher(report),
        "year": report.year,
        "kind": report.kind.value,
        "edition": report.edition,
        "published_on": report.published_on,
        "form": report.form,
        "cells": [_cell(cell) for cell in report.cells],
        "sections": [
            {"key": part.key, "heading": part.heading, "text": part.text, "place": place_document(part.place)}
            for part in report.sections
        ],
        "mentions": [_mention(mention) for mention in report.mentions],
        "tables": [
            {"kind": "other", "rows": [list(row) for row in table.rows], "place": place_document(table.place)}
            for table in report.tables
        ],
        "headers": [_header(header) for header in report.headers],
        "problems": [_problem(problem) for problem in report.problems],
        "is_converted": report.is_converted,
        "residues": [{"text": text, "place": place_document(place)} for text, place in report.residues],
        "unread_count": len(report.unread),
        "unread": [{"text": text, "place": place_document(place)} for text, place in report.unread],
        "outcomes": [_outcome(outcome) for outcome in outcomes],
    }


def result_digest(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a reading says, whoever read it and wherever the file came from."""
    return hashlib.sha256(_canonical(_said(document))).hexdigest()


def is_digest_of(digest: str, document: Mapping[str, Any]) -> bool:
    """Tell whether a digest was taken of this document, also where it was written by Python's json, as at first.

    The two write numbers alike but for those of a place between 0 and 0.0001: 1e-05 and 0.00001.
    """
    if digest == result_digest(document):
        return True
    written = json.dumps(_said(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest == hashlib.sha256(written.encode()).hexdigest()


def _said(document: Mapping[str, Any]) -> ResultDocument:
    return {key: value for key, value in document.items() if key not in NOT_DIGESTED}


def seal(document: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return a result document as compressed JSON, with its `result_digest`."""
    return result_digest(document), zstandard.compress(_canonical(document), COMPRESSION_LEVEL)


def unpack(packed: bytes) -> ResultDocument:
    """Return the result document that `seal` compressed."""
    document: ResultDocument = orjson.loads(zstandard.decompress(packed))
    return document


def decimal_string(value: Decimal | None) -> str | None:
    """Write a number out in digits, never with an exponent."""
    return None if value is None else format(value, "f")


def place_document(place: Place) -> dict[str, Any]:
    """Return the parts of a place that apply."""
    present = zip(Place._fields, place, strict=True)
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in present
        if value is not None
    }


def _canonical(value: Mapping[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def _publisher(report: ParsedReport) -> dict[str, Any] | None:
    if report.publisher is None:
        return None
    return {field.name: getattr(report.publisher, field.name) for field in fields(report.publisher)}


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "key": cell.key,
        "text": cell.text,
        "raw": cell.raw,
        "value": decimal_string(cell.value),
        "unit": cell.unit,
        "unit_source": cell.unit_source,
        "amount_yuan": decimal_string(cell.amount_yuan),
        "mark": cell.mark.value,
        "annotation": cell.annotation,
        "certainty": cell.certainty.value,
        "place": place_document(cell.place),
    }


def _mention(mention: Mention) -> dict[str, Any]:
    values = {name: getattr(mention, name) for name in _MENTION}
    return {**values, "place": place_document(mention.place)}


def _header(header: HeaderFact) -> dict[str, Any]:
    return {
        "table": header.table,
        "is_present": header.is_present,
        "is_picture": header.is_picture,
        "labels": [
            {"printed": printed, "official": official, "place": place_document(place)}
            for printed, official, place in header.labels
        ],
        "extra_rows": [{"text": text, "place": place_document(place)} for text, place in header.extra_rows],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "kind": problem.kind.value,
        "message": problem.message,
        "keys": list(problem.keys),
        "place": place_document(problem.place),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "check": outcome.check,
        "member": outcome.member,
        "verdict": outcome.verdict.value,
        "severity": outcome.severity.value,
        "left": side(outcome.left),
        "right": side(outcome.right),
        "assumed_zero": outcome.assumed_zero,
        "cells": list(outcome.cells),
        "quotes": list(outcome.quotes),
        "message_zh": outcome.message_zh,
        "message_en": outcome.message_en,
    }


def side(value: Decimal | str | None) -> str | None:
    """Write one side of a comparison as text."""
    return decimal_string(value) if isinstance(value, Decimal) else value
