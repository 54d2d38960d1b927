"""What a parser gives back: a report as values, and what could not be read as problems."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from parsers.document import Place


class Mark(StrEnum):
    """Why a cell has or lacks a value. None of them but ``number`` is ever zero."""

    NUMBER = "number"  # a number is printed
    BLANK = "blank"  # the box is there and empty
    SLASH = "slash"  # "/"
    DASH = "dash"  # "-", "—"
    TEXT_NONE = "text_none"  # 无, 不涉及
    PICTURE = "picture"  # the table is a picture
    ABSENT = "absent"  # the box is not in the document
    UNREADABLE = "unreadable"  # other text, or a place that could not be read

    @property
    def is_null(self) -> bool:
        """Whether the box is printed but holds no number, so that sums may read it as 0 and say so."""
        return self in NULL_MARKS

    @property
    def is_unknown(self) -> bool:
        """Whether the number, if any, cannot be known from this document."""
        return self in UNKNOWN_MARKS


NULL_MARKS = frozenset({Mark.BLANK, Mark.SLASH, Mark.DASH, Mark.TEXT_NONE})
UNKNOWN_MARKS = frozenset({Mark.PICTURE, Mark.ABSENT, Mark.UNREADABLE})


class Certainty(StrEnum):
    """How sure we are that a box is the cell that we call it."""

    FULL = "full"  # row path and column heading both matched word for word
    ALIAS = "alias"  # matched by a known other wording
    MISPRINT = "misprint"  # matched within the bounded edit distance: a problem names it
    PARTIAL = "partial"  # matched by less than the full path: a problem names it
    CONVERTED = "converted"  # matched in what another program made of the file: a problem names it
    NONE = "none"  # no box


class Kind(StrEnum):
    """What a publication is (titles.yaml)."""

    REPORT = "report"
    VARIANT = "variant"  # the same report in another dress: 图解, 图片版
    NOTICE = "notice"  # an order to write reports
    OTHER = "other"


class ProblemKind(StrEnum):
    """The closed list of what *we* could not read. Findings about the report are outcomes."""

    UNREADABLE_DOCUMENT = "unreadable_document"
    UNSUPPORTED_FORMAT = "unsupported_format"
    DOCUMENT_CONVERTED = "document_converted"
    NOT_A_REPORT = "not_a_report"
    FORM_NOT_FOUND = "form_not_found"
    FORM_UNDECIDED = "form_undecided"
    TABLE_IS_PICTURE = "table_is_picture"
    TABLE_MISSING = "table_missing"
    CELLS_ABSENT = "cells_absent"
    CELL_UNREADABLE = "cell_unreadable"
    CELL_DOUBTFUL = "cell_doubtful"
    LABEL_MISPRINT = "label_misprint"
    TABLE_UNMATCHED = "table_unmatched"
    ROW_UNMATCHED = "row_unmatched"
    COLUMN_UNMATCHED = "column_unmatched"
    SECTIONS_NOT_FOUND = "sections_not_found"
    CONVERSION_RESIDUE = "conversion_residue"
    CELL_PADDING = "cell_padding"
    YEAR_INFERRED = "year_inferred"
    YEAR_NOT_FOUND = "year_not_found"
    PUBLISHER_NOT_FOUND = "publisher_not_found"
    PUBLISHER_UNRESOLVED = "publisher_unresolved"
    CHARSET_GUESSED = "charset_guessed"
    CONTENT_UNREAD = "content_unread"
    EXTRA_MISSING = "extra_missing"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that we could not read, with its place and the cells left in doubt."""

    kind: ProblemKind
    message: str
    keys: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Cell:
    """One box of a national form as one report fills it.

    ``key`` is the public name (``requests.new@natural_person``). ``raw`` is as printed with its
    padding, ``text`` the same trimmed; both are None where the document has no such box.
    ``value`` is only what the text says, in ``unit`` as printed (None when the box counts
    things); ``amount_yuan`` stands beside it where unit and number together give an amount.
    """

    key: str
    text: str | None
    raw: str | None
    value: Decimal | None
    unit: str | None
    mark: Mark
    place: Place
    amount_yuan: Decimal | None = None
    unit_source: str | None = None  # cell, column_header, unit_column, missing; None for counts
    annotation: str | None = None
    certainty: Certainty = Certainty.FULL


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the narrative; ``key`` is None for a heading that no form knows."""

    key: str | None
    heading: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Mention:
    """A number (or a contact) stated in the narrative.

    ``value`` is a decimal string, a date, a word such as ``all``, or a contact as printed.
    ``qualifier`` is ``exact``, ``at_least``, ``about``; ``scope`` whose figure it is (``organ``,
    ``region``), ``period`` the time that the sentence names, ``channel`` where it was published.
    """

    key: str
    value: str
    quote: str
    place: Place
    unit: str | None = None
    label: str | None = None
    qualifier: str = "exact"
    scope: str | None = None
    period: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table that no form knows, kept whole: rows of printed texts."""

    rows: tuple[tuple[str, ...], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class HeaderFact:
    """How a table of the form is printed: what the structure checks look at.

    ``table`` is the table's key; ``labels`` pairs each matched heading as printed with the
    official label; ``extra_rows`` are rows that the form does not have. A table that OCR read in a
    picture is a picture all the same, and not present.
    """

    table: str
    is_present: bool
    is_picture: bool
    labels: tuple[tuple[str, str, Place], ...] = ()  # (printed, official, where)
    extra_rows: tuple[tuple[str, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPublisher:
    """Who publishes: the name as printed, and the canonical name and type where resolved."""

    printed: str
    canonical: str | None = None
    type: str | None = None
    id: str | None = None
    division_code: str | None = None


@dataclass(frozen=True, slots=True)
class ParseHints:
    """What the finder of the bytes knows and the bytes may not tell. Everything is optional.

    The document wins over hints, but for the publisher where its title names none.
    """

    url: str | None = None
    filename: str | None = None
    title: str | None = None  # of the link or the page
    unit: str | None = None  # publisher as the portal's own structure names it
    division_code: str | None = None  # county of the portal, six digits
    published_on: str | None = None  # ISO date on the page
    body_selectors: tuple[str, ...] = ()  # CSS selectors of an article's body
    ocr: bool = False  # whether to read what pictures show, where the extra for it is installed
    convert: bool = False  # whether LibreOffice, where it is installed, converts what only it reads


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """A report as values: what it prints, and what we could not read of it.

    ``unread`` is every box, picture or other part of the document that is in no cell, label, section or
    table of this report, as printed or as its reader tells of it, with its place.
    """

    media_type: str
    title: str | None
    title_lines: tuple[str, ...]
    publisher: PrintedPublisher | None
    year: int | None
    kind: Kind
    edition: str | None
    form: str | None
    cells: tuple[Cell, ...]
    sections: tuple[Section, ...]
    mentions: tuple[Mention, ...]
    tables: tuple[OtherTable, ...]
    headers: tuple[HeaderFact, ...]
    problems: tuple[Problem, ...]
    is_converted: bool = False
    residues: tuple[tuple[str, Place], ...] = ()
    published_on: str | None = None
    unread: tuple[tuple[str, Place], ...] = ()
