"""The only door of the parsers: bytes in, a report as values out, never an exception for bad bytes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from parsers import ocr
from parsers.containers import SavedPage, with_pictures
from parsers.detect import EMPTY, HTML, detect
from parsers.document import Document, Picture, UnreadableDocument
from parsers.formats import READERS, html
from parsers.forms.read import FormReading, read_form
from parsers.mentions import find_mentions
from parsers.publishers import resolve
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

_PERIOD = re.compile(r"(?<!\d)(20\d{2})年1月1日[^。]{0,12}12月31日")
_NO_HINTS = ParseHints()
_NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Identity:
    """Who reports, on which year, under which title."""

    title: str | None
    lines: tuple[str, ...]
    facts: TitleFacts
    year: int | None
    publisher: PrintedPublisher | None


def read_document(
    body: bytes,
    media_type: str | None = None,
    hints: ParseHints = _NO_HINTS,
    pictures: Mapping[str, bytes] = _NO_PICTURES,
) -> Document:
    """Read bytes into blocks; raises ``UnreadableDocument`` with the reason.

    ``media_type`` is what ``detect`` said, where the caller knows it; a server's word is no evidence.
    ``pictures`` are the files that a web page shows, by their addresses; other formats bring their own.
    """
    media_type = media_type or detect(body)
    if media_type == EMPTY:
        raise UnreadableDocument("the file is empty: 0 bytes")
    try:
        document = _read(body, media_type, hints, pictures)
    except RecursionError as error:
        raise UnreadableDocument("its elements are nested too deeply to be a report") from error
    return _with_ocr(document, body, media_type, hints)


def _read(body: bytes, media_type: str, hints: ParseHints, pictures: Mapping[str, bytes]) -> Document:
    if media_type == HTML:
        page = SavedPage(body, hints.url or "", pictures)
        return with_pictures(html.read(body, hints.body_selectors), page)
    reader = READERS.get(media_type)
    if reader is None:
        raise UnreadableDocument(f"no reader for {media_type}")
    return reader(body)


def _with_ocr(document: Document, body: bytes, media_type: str, hints: ParseHints) -> Document:
    return ocr.read_by_ocr(document, body, media_type) if hints.ocr and ocr.is_here() else document


def parse(
    body: bytes,
    media_type: str | None = None,
    hints: ParseHints = _NO_HINTS,
    pictures: Mapping[str, bytes] = _NO_PICTURES,
) -> ParsedReport:
    """Read a report. What cannot be read is told in ``problems``; the bytes alone decide the type.

    ``pictures`` are the files that a web page shows, by their addresses.
    """
    del media_type  # what a server or a name claims is no evidence: contract.md, "type by bytes"
    found = detect(body)
    try:
        document = read_document(body, found, hints, pictures)
        sections = split_sections(document.blocks)
        form = read_form(document, sections)  # refuses a table beyond the limits
    except UnreadableDocument as error:
        is_known = found in READERS or found == EMPTY
        kind = ProblemKind.UNREADABLE_DOCUMENT if is_known else ProblemKind.UNSUPPORTED_FORMAT
        return _unread(found, hints, Problem(kind, str(error)))
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
        cells=form.cells,
        sections=sections,
        mentions=find_mentions(sections, identity.year, line_places(document.blocks)),
        tables=form.others,
        headers=form.headers,
        problems=(*form.problems, *_problems(document, sections, form, identity, hints)),
        is_converted=document.is_converted,
        residues=tuple((residue.text, residue.place) for residue in document.residues),
        published_on=hints.published_on or _published_on(document),
    )


def unreadable(body: bytes, hints: ParseHints, message: str) -> ParsedReport:
    """Return the report of a document that could not be read, for one who knows why."""
    return _unread(detect(body), hints, Problem(ProblemKind.UNREADABLE_DOCUMENT, message))


def _unread(media_type: str, hints: ParseHints, problem: Problem) -> ParsedReport:
    facts = parse_title(hints.title or "")
    publisher = (
        resolve(facts.publisher, facts.year, hints.division_code, hints.unit) if facts.publisher else None
    )
    return ParsedReport(
        media_type, hints.title, (), publisher, facts.year, facts.kind, facts.edition, None,
        cells=(), sections=(), mentions=(), tables=(), headers=(), problems=(problem,),
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
    yield from _extras(document, hints)
    for what, place in document.unread:
        yield Problem(ProblemKind.CONTENT_UNREAD, what, place=place)
    if form.form is None and identity.title is None and not hints.title:
        yield Problem(ProblemKind.NOT_A_REPORT, "no title of a report and no table of a national form")
    if not document.is_converted:
        yield from _conversion(document, form.cells)


def _extras(document: Document, hints: ParseHints) -> Iterable[Problem]:
    """Tell of an extra that was asked for and would have had something to read."""
    is_pictured = any(isinstance(block, Picture) for block in document.blocks)
    if hints.ocr and is_pictured and not ocr.is_here():
        yield Problem(ProblemKind.EXTRA_MISSING, ocr.MISSING)


def _conversion(document: Document, cells: tuple[Cell, ...]) -> Iterable[Problem]:
    """Tell padding and residue in formats where they are our reading, not the converter's."""
    padded = tuple(cell.key for cell in cells if cell.raw is not None and cell.raw != cell.text)
    if padded:
        yield Problem(ProblemKind.CELL_PADDING, f"{len(padded)} cells are padded with spaces", padded)
    for residue in document.residues:
        yield Problem(ProblemKind.CONVERSION_RESIDUE, residue.text, place=residue.place)
