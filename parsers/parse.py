"""The only door of the parsers: bytes in, a report as values out, never an exception for bad bytes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from parsers.accounts import line_entries, unread
from parsers.bundles import BUNDLES, problem_in
from parsers.detect import detect
from parsers.document import Document, UnreadableDocument
from parsers.forms.read import FormReading, read_form
from parsers.mentions import find_mentions
from parsers.publishers import resolve
from parsers.reading import NO_PICTURES, as_sure_as_read, read_document, refusal, second_hand
from parsers.report import (
    Cell,
    Kind,
    ParsedReport,
    ParseHints,
    PrintedPublisher,
    Problem,
    ProblemKind,
    Section,
)  # fmt: skip
from parsers.sections import line_places, split_sections
from parsers.titles import TitleFacts, find_title, parse_title

RELEASE = (
    "2026.11.1"  # raised with every release of the project; `fingerprint` tells builds between them apart
)

__all__ = ["RELEASE", "parse", "read_document", "unreadable"]

_PERIOD = re.compile(r"(?<!\d)(20\d{2})年1月1日[^。]{0,12}12月31日")
_NO_HINTS = ParseHints()


@dataclass(frozen=True, slots=True)
class _Identity:
    """Who reports, on which year, under which title."""

    title: str | None
    lines: tuple[str, ...]
    facts: TitleFacts
    year: int | None
    publisher: PrintedPublisher | None


def parse(
    body: bytes,
    media_type: str | None = None,
    hints: ParseHints = _NO_HINTS,
    pictures: Mapping[str, bytes] = NO_PICTURES,
) -> ParsedReport:
    """Read a report. What cannot be read is told in ``problems``; the bytes alone decide the type.

    ``pictures`` are the files that a web page shows, by their addresses.
    """
    del media_type  # what a server or a name claims is no evidence: contract.md, "type by bytes"
    found = detect(body)
    if found in BUNDLES:
        return _bundled(found, hints, problem_in(body))
    try:
        document = read_document(body, found, hints, pictures)
        sections = split_sections(document.blocks)
        form = read_form(document, sections)  # refuses a table beyond the limits
    except UnreadableDocument as error:
        return _unread(found, hints, *refusal(error, found, hints))
    identity = _identify(document, sections, hints)
    return ParsedReport(
        media_type=found,
        title=identity.title,
        title_lines=identity.lines,
        publisher=identity.publisher,
        year=identity.year,
        kind=_kind(identity.facts, form, hints),
        edition=identity.facts.edition or parse_title(hints.title or "").edition,
        form=form.form,
        cells=as_sure_as_read(document, form.cells),
        sections=sections,
        mentions=find_mentions(sections, identity.year, line_places(document.blocks)),
        tables=form.others,
        headers=form.headers,
        problems=(*form.problems, *_problems(document, sections, form, identity, hints)),
        is_converted=document.is_converted,
        residues=tuple((residue.text, residue.place) for residue in document.residues),
        published_on=hints.published_on or _published_on(document),
        unread=unread(document, (*form.entries, *line_entries(document, sections))),
    )


def unreadable(body: bytes, hints: ParseHints, message: str) -> ParsedReport:
    """Return the report of a document that could not be read, for one who knows why."""
    return _unread(detect(body), hints, Problem(ProblemKind.UNREADABLE_DOCUMENT, message))


def _bundled(media_type: str, hints: ParseHints, problem: Problem) -> ParsedReport:
    """Return the reading of a bundle: no report itself, unless it cannot be opened and may hold one."""
    unread = _unread(media_type, hints, problem)
    return replace(unread, kind=Kind.OTHER) if problem.kind is ProblemKind.NOT_A_REPORT else unread


def _unread(media_type: str, hints: ParseHints, *problems: Problem) -> ParsedReport:
    facts = parse_title(hints.title or "")
    publisher = (
        resolve(facts.publisher, facts.year, hints.division_code, hints.unit) if facts.publisher else None
    )
    return ParsedReport(
        media_type, hints.title, (), publisher, facts.year, facts.kind, facts.edition, None,
        cells=(), sections=(), mentions=(), tables=(), headers=(), problems=problems,
        published_on=hints.published_on,
    )  # fmt: skip


def _identify(document: Document, sections: tuple[Section, ...], hints: ParseHints) -> _Identity:
    title, lines = find_title(document.blocks)
    for other in (document.title, hints.title):
        if title is None and other and parse_title(other).kind in {Kind.REPORT, Kind.VARIANT}:
            title, lines = other, (other,)
    facts = parse_title(title or "")
    linked = parse_title(hints.title or "")
    text = "\n".join(section.text for section in sections if section.key in {"preface", "overview"})
    year = facts.year or linked.year or _year_of_period(text)
    if year is None and hints.published_on:
        year = int(hints.published_on[:4]) - 1  # reports come out in the year after: Regulation, article 49
    context = "\n".join((title or "", text))
    if facts.publisher is None and linked.publisher is not None:
        facts = replace(facts, publisher=linked.publisher)
    publisher = None
    if facts.publisher or hints.unit:
        publisher = resolve(facts.publisher, year, hints.division_code, hints.unit, context)
    return _Identity(title, lines, facts, year, publisher)


def _year_of_period(text: str) -> int | None:
    years = set(_PERIOD.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def _kind(facts: TitleFacts, form: FormReading, hints: ParseHints) -> Kind:
    linked = parse_title(hints.title).kind if hints.title else Kind.OTHER
    if linked is Kind.VARIANT:
        return linked
    if facts.kind is Kind.OTHER and form.form is not None:
        return Kind.REPORT
    return linked if facts.kind is Kind.OTHER else facts.kind


def _published_on(document: Document) -> str | None:
    dates = (value for name, value in document.metadata if name.lower() == "pubdate")
    found = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", next(dates, ""))
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else None


def _problems(
    document: Document,
    sections: tuple[Section, ...],
    form: FormReading,
    identity: _Identity,
    hints: ParseHints,
) -> Iterable[Problem]:
    if document.is_charset_guessed:
        yield Problem(ProblemKind.CHARSET_GUESSED, "some bytes fit no charset and were replaced")
    if not any(section.key not in {None, "preface"} for section in sections):
        yield Problem(ProblemKind.SECTIONS_NOT_FOUND, "none of the six sections is recognised by its words")
    if identity.year is None:
        yield Problem(ProblemKind.YEAR_NOT_FOUND, "neither title nor text tell the report year")
    elif identity.facts.year is None:
        yield Problem(ProblemKind.YEAR_INFERRED, f"the title tells no year; {identity.year} is inferred")
    if identity.publisher is None:
        yield Problem(ProblemKind.PUBLISHER_NOT_FOUND, "neither title nor portal name the publisher")
    elif identity.publisher.canonical is None:
        yield Problem(
            ProblemKind.PUBLISHER_UNRESOLVED, f"who is {identity.publisher.printed!r} is not decided"
        )
    yield from second_hand(document, hints, form.cells)
    for what, place in document.unread:
        yield Problem(ProblemKind.CONTENT_UNREAD, what, place=place)
    if form.form is None and identity.title is None and not hints.title:
        yield Problem(ProblemKind.NOT_A_REPORT, "no title of a report and no table of a national form")
    if not document.is_converted:
        yield from _conversion(document, form.cells)


def _conversion(document: Document, cells: tuple[Cell, ...]) -> Iterable[Problem]:
    """Tell padding and residue in formats where they are our reading, not the converter's."""
    padded = tuple(cell.key for cell in cells if cell.raw is not None and cell.raw != cell.text)
    if padded:
        yield Problem(ProblemKind.CELL_PADDING, f"{len(padded)} cells are padded with spaces", padded)
    for residue in document.residues:
        yield Problem(ProblemKind.CONVERSION_RESIDUE, residue.text, place=residue.place)
