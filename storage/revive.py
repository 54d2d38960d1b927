"""A kept result document back as a `ParsedReport`, so that checks can run again without parsing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from parsers.document import Place
from parsers.report import (
    Cell,
    Certainty,
    HeaderFact,
    Kind,
    Mark,
    Mention,
    OtherTable,
    ParsedReport,
    PrintedPublisher,
    Problem,
    ProblemKind,
    Section,
)

Json = Mapping[str, Any]


def revive_report(document: Json) -> ParsedReport:
    """Return the report that `storage.result_document.to_document` wrote down."""
    publisher = document["publisher"]
    return ParsedReport(
        media_type=document["media_type"],
        title=document["title"],
        title_lines=tuple(document["title_lines"]),
        publisher=None if publisher is None else PrintedPublisher(**publisher),
        year=document["year"],
        kind=Kind(document["kind"]),
        edition=document["edition"],
        form=document["form"],
        cells=tuple(_cell(cell) for cell in document["cells"]),
        sections=tuple(Section(**{**part, "place": _place(part["place"])}) for part in document["sections"]),
        mentions=tuple(Mention(**{**said, "place": _place(said["place"])}) for said in document["mentions"]),
        tables=tuple(_table(table) for table in document["tables"]),
        headers=tuple(_header(header) for header in document["headers"]),
        problems=tuple(_problem(problem) for problem in document["problems"]),
        is_converted=document["is_converted"],
        residues=tuple((residue["text"], _place(residue["place"])) for residue in document["residues"]),
        published_on=document["published_on"],
        unread=tuple((left["text"], _place(left["place"])) for left in document.get("unread", ())),
    )


def _place(place: Json) -> Place:
    box = place.get("box")
    return Place(**{**place, "box": tuple(box) if box is not None else None})


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _cell(cell: Json) -> Cell:
    return Cell(
        key=cell["key"],
        text=cell["text"],
        raw=cell["raw"],
        value=_number(cell["value"]),
        unit=cell["unit"],
        mark=Mark(cell["mark"]),
        place=_place(cell["place"]),
        amount_yuan=_number(cell["amount_yuan"]),
        unit_source=cell["unit_source"],
        annotation=cell["annotation"],
        certainty=Certainty(cell["certainty"]),
    )


def _table(table: Json) -> OtherTable:
    return OtherTable(tuple(tuple(row) for row in table["rows"]), _place(table["place"]))


def _header(header: Json) -> HeaderFact:
    return HeaderFact(
        table=header["table"],
        is_present=header["is_present"],
        is_picture=header["is_picture"],
        labels=tuple((one["printed"], one["official"], _place(one["place"])) for one in header["labels"]),
        extra_rows=tuple((row["text"], _place(row["place"])) for row in header["extra_rows"]),
    )


def _problem(problem: Json) -> Problem:
    return Problem(
        kind=ProblemKind(problem["kind"]),
        message=problem["message"],
        keys=tuple(problem["keys"]),
        place=_place(problem["place"]),
    )
