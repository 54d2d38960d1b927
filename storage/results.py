"""Results: what one reading of one version says, as rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from checks.catalogue import is_comparing
from checks.outcome import Verdict
from parsers.report import ParsedReport, ParseHints
from storage.models import cell, mention, outcome, parse_run, parser, problem, result, section
from storage.numbering import Numbering
from storage.publishers import keep_publisher
from storage.reader import Reader, Reading, hints_digest, hints_document
from storage.result_document import place_document, side
from storage.rows import insert_many, insert_or_find, insert_unless_there
from storage.search import index_result

_SOUND_RUNS = (
    select(parse_run.c.result_id)
    .join(parser, parser.c.id == parse_run.c.parser_id)
    .where(
        parse_run.c.version_id == bindparam("version"),
        parse_run.c.is_fault.is_(False),
        parser.c.release == bindparam("release"),
        parser.c.fingerprint == bindparam("fingerprint"),
    )
)
_ANY_SOUND_RUN = _SOUND_RUNS.limit(1)
_SOUND_RUN_WITH = _SOUND_RUNS.where(parse_run.c.hints_digest == bindparam("hints"))


def find_run(connection: Connection, version_id: int, reader: Reader, hints: ParseHints) -> int | None:
    """Return the result of this version by this very parser with these hints.

    None where it never ran, or only broke: then it is worth another try.
    """
    told = {**_of_reader(version_id, reader), "hints": hints_digest(hints)}
    return connection.scalar(_SOUND_RUN_WITH, told)


def has_run(connection: Connection, version_id: int, reader: Reader) -> bool:
    """Whether this very parser read this version soundly, with whatever hints."""
    return connection.scalar(_ANY_SOUND_RUN, _of_reader(version_id, reader)) is not None


def _of_reader(version_id: int, reader: Reader) -> dict[str, object]:
    return {"version": version_id, "release": reader.release, "fingerprint": reader.fingerprint}


def last_hints(connection: Connection, version_id: int) -> ParseHints:
    """Return the hints with which a version was read last."""
    query = (
        select(parse_run.c.hints)
        .where(parse_run.c.version_id == version_id)
        .order_by(parse_run.c.recorded_at.desc(), parse_run.c.parser_id.desc())
        .limit(1)
    )
    kept: dict[str, Any] = connection.scalar(query) or {}
    return revive_hints(kept)


def revive_hints(kept: Mapping[str, Any]) -> ParseHints:
    """Return the hints that a parse run was kept with."""
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
    }
    return ParseHints(**told)


def keep_run(
    connection: Connection,
    version_id: int,
    reading: Reading,
    *,
    reader: Reader,
    hints: ParseHints,
    now: datetime,
    numbering: Numbering | None = None,
) -> int:
    """Keep that a parser read a version, and its result where no other reading said the same."""
    numbering = numbering or Numbering()
    result_id = _keep_result(connection, version_id, reading, hints, now=now, numbering=numbering)
    parser_id = numbering.parser(connection, reader)
    key = {"version_id": version_id, "parser_id": parser_id, "hints_digest": hints_digest(hints)}
    run = {"result_id": result_id, "is_fault": reading.is_fault, "recorded_at": now}
    if not insert_unless_there(connection, parse_run, {**key, "hints": hints_document(hints), **run}):
        same = [parse_run.c[name] == value for name, value in key.items()]
        connection.execute(update(parse_run).where(*same, parse_run.c.is_fault.is_(True)).values(run))
    return result_id


def readable_cell_count(report: ParsedReport) -> int:
    """Count the boxes that were found and read, a blank one among them."""
    return sum(not box.mark.is_unknown for box in report.cells)


def _keep_result(
    connection: Connection,
    version_id: int,
    reading: Reading,
    hints: ParseHints,
    *,
    now: datetime,
    numbering: Numbering,
) -> int:
    report = reading.report
    publisher_id = None
    if report.publisher is not None:
        publisher_id = keep_publisher(
            connection, report.publisher, report.year, division_code=hints.division_code
        )
    row = {
        "media_type": report.media_type,
        "form": report.form,
        "kind": report.kind.value,
        "title": report.title,
        "publisher_id": publisher_id,
        "year": report.year,
        "cell_count": len(report.cells),
        "readable_cell_count": readable_cell_count(report),
        "problem_count": len(report.problems),
        "finding_count": sum(said.verdict is Verdict.FAILED for said in reading.outcomes),
        "document": reading.packed,
        "recorded_at": now,
    }
    key = {"version_id": version_id, "digest": reading.digest}
    result_id, is_new = insert_or_find(connection, result, key, row)
    if is_new:
        cell_ids = numbering.cells(connection, (box.key for box in report.cells))
        for table, rows in (
            (cell, _cell_rows(report, cell_ids)),
            (section, _section_rows(report)),
            (mention, _mention_rows(report)),
            (problem, _problem_rows(report)),
            (outcome, _outcome_rows(reading)),
        ):
            insert_many(connection, table, [{"result_id": result_id, **row} for row in rows])
        index_result(connection, result_id)
    return result_id


def _cell_rows(report: ParsedReport, ids: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "cell_id": ids[box.key],
            "num": box.value,
            "text": box.text,
            "mark": box.mark.value,
            "unit": box.unit,
            "amount_yuan": box.amount_yuan,
            "annotation": box.annotation,
            "certainty": box.certainty.value,
        }
        for box in {box.key: box for box in reversed(report.cells)}.values()  # the first of a key stands
    ]


def _section_rows(report: ParsedReport) -> list[dict[str, Any]]:
    return [
        {"ordinal": ordinal, "key": part.key, "heading": part.heading, "text": part.text}
        for ordinal, part in enumerate(report.sections)
    ]


def _mention_rows(report: ParsedReport) -> list[dict[str, Any]]:
    names = ("key", "label", "value", "unit", "qualifier", "scope", "period", "channel", "quote")
    return [
        {"ordinal": ordinal, **{name: getattr(said, name) for name in names}}
        for ordinal, said in enumerate(report.mentions)
    ]


def _problem_rows(report: ParsedReport) -> list[dict[str, Any]]:
    return [
        {
            "ordinal": ordinal,
            "kind": met.kind.value,
            "message": met.message,
            "cell_keys": list(met.keys),
            "place": place_document(met.place),
        }
        for ordinal, met in enumerate(report.problems)
    ]


def _outcome_rows(reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "ordinal": ordinal,
            "check_id": said.check,
            "member": said.member,
            "verdict": said.verdict.value,
            "severity": said.severity.value,
            "left_value": side(said.left),
            "right_value": side(said.right),
            "is_assumed_zero": said.assumed_zero,
            "cell_keys": list(said.cells),
            "quotes": list(said.quotes),
        }
        for ordinal, said in enumerate(reading.outcomes)
        if said.verdict is not Verdict.PASSED and not is_comparing(said.check)  # see the model
    ]
