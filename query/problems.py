"""What we could not read, counted: the list that a maintainer works through after a crawl."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from parsers import detect
from query.layout import layout_of
from query.shown import in_parts
from storage.models import parse_run, publication, result, version
from storage.result_document import unpack

MOST_EXAMPLES = 3
_FORMATS = {
    getattr(detect, name): name.lower()
    for name in (
        "CSV", "DOC", "DOCX", "HTML", "MHT", "ODT", "OFD", "PDF", "TEXT", "XLS", "XLSX", "ZIP", "RAR", "GIF",
        "JPEG", "PNG", "TIFF", "OLE", "RTF", "EMPTY", "UNKNOWN",
    )
}  # fmt: skip

MISSING = "missing"  # of a document without bytes
FORMATS = frozenset({*_FORMATS.values(), MISSING})


@dataclass(frozen=True, slots=True)
class ProblemSearch:
    """Which problems to count. Everything that is set must hold."""

    kind: str | None = None
    portal_id: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class ProblemExample:
    """One problem: in which file or at which address, where in it, and what it says."""

    where: str
    sha256: str | None
    message: str
    place: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one kind, in documents of one portal, format and layout."""

    kind: str
    portal_id: str | None
    format: str
    layout: str
    problem_count: int
    document_count: int
    cell_count: int
    examples: tuple[ProblemExample, ...]


@dataclass(slots=True)
class _Tally:
    problems: int = 0
    documents: int = 0
    cells: int = 0
    examples: list[ProblemExample] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A result document and where it is from; files have no portal."""

    document: Mapping[str, Any]
    where: str
    portal_id: str | None = None


def count_problems(documents: Iterable[ReadDocument], search: ProblemSearch) -> tuple[ProblemGroup, ...]:
    """Count the problems of documents by kind, portal, format and layout, the most frequent first."""
    tallies: dict[tuple[str, str | None, str, str], _Tally] = {}
    for read in documents:
        named = format_of(read.document)
        if search.format not in {None, named} or search.portal_id not in {None, read.portal_id}:
            continue
        found = [one for one in read.document["problems"] if search.kind in {None, one["kind"]}]
        layout = layout_of(read.document) if found else ""
        for kind in dict.fromkeys(problem["kind"] for problem in found):
            tally = tallies.setdefault((kind, read.portal_id, named, layout), _Tally())
            _add(tally, read, [problem for problem in found if problem["kind"] == kind])
    groups = (
        ProblemGroup(*key, tally.problems, tally.documents, tally.cells, tuple(tally.examples))
        for key, tally in tallies.items()
    )
    return tuple(
        sorted(groups, key=lambda one: (-one.document_count, -one.problem_count, one.kind, one.layout))
    )


def archived_documents(connection: Connection, search: ProblemSearch) -> Iterator[ReadDocument]:
    """Yield the latest reading of every version that has problems, those that are no reports among them."""
    for some in in_parts(connection, _latest(search)):
        packed = select(result.c.id, result.c.document).where(result.c.id.in_(row.result_id for row in some))
        documents = {row.id: row.document for row in connection.execute(packed)}
        for row in some:
            yield _read(row, documents[row.result_id])


def format_of(document: Mapping[str, Any]) -> str:
    """Return the short name of a document's format: docx, html, pdf ...; missing where there are no bytes."""
    media_type = document["media_type"]
    return MISSING if media_type is None else _FORMATS.get(media_type, media_type)


def _add(tally: _Tally, read: ReadDocument, problems: list[Mapping[str, Any]]) -> None:
    tally.problems += len(problems)
    tally.documents += 1
    tally.cells += len({key for problem in problems for key in problem["keys"]})
    if len(tally.examples) < MOST_EXAMPLES:
        first = problems[0]
        tally.examples.append(
            ProblemExample(read.where, read.document["sha256"], first["message"], first["place"])
        )


def _latest(search: ProblemSearch) -> Select[Any]:
    at = func.row_number().over(
        partition_by=parse_run.c.version_id,
        order_by=(parse_run.c.recorded_at.desc(), parse_run.c.result_id.desc()),
    )
    runs = select(parse_run.c.version_id, parse_run.c.result_id, at.label("place")).subquery()
    query = (
        select(runs.c.result_id, publication.c.portal_id, publication.c.url)
        .join(version, version.c.id == runs.c.version_id)
        .join(publication, publication.c.id == version.c.publication_id)
        .join(result, result.c.id == runs.c.result_id)
        .where(runs.c.place == 1, result.c.problem_count > 0)
        .order_by(runs.c.result_id)
    )
    return query.where(publication.c.portal_id == search.portal_id) if search.portal_id else query


def _read(row: Row[Any], packed: bytes) -> ReadDocument:
    return ReadDocument(unpack(packed), row.url, row.portal_id)
