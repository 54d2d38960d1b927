"""What we read of a version, and the result that a report shows."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Json, Number, Timestamp, primary, reference
from storage.models.schema import metadata

parser = Table(
    "parser",
    metadata,
    primary(),
    Column("release", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),  # of its configuration and data files
    UniqueConstraint("release", "fingerprint"),
)

result = Table(
    "result",
    metadata,
    primary(),
    reference("version_id", "version.id"),
    Column("digest", String(64), nullable=False),  # of the document, but for who read it where
    Column("media_type", Text, nullable=False),
    Column("form", Text),
    Column("kind", Text, nullable=False),  # Kind, as the document tells
    Column("title", Text),
    reference("publisher_id", "publisher.id", is_null=True, index=True),
    Column("year", SmallInteger),
    Column("cell_count", Integer, nullable=False),
    Column("readable_cell_count", Integer, nullable=False),  # printed and read: number or null mark
    Column("problem_count", Integer, nullable=False),
    Column("finding_count", Integer, nullable=False),  # outcomes that failed
    Column("document", LargeBinary, nullable=False),  # zstd JSON: the whole object of `gongkai parse`
    Column("recorded_at", Timestamp, nullable=False),
    UniqueConstraint("version_id", "digest"),
)

parse_run = Table(
    "parse_run",
    metadata,
    reference("version_id", "version.id"),
    reference("parser_id", "parser.id"),
    Column("hints_digest", String(64), nullable=False),
    Column("hints", Json, nullable=False),  # ParseHints: needed to read the bytes again offline
    reference("result_id", "result.id", index=True),
    Column("is_fault", Boolean(create_constraint=False), nullable=False),  # our program broke: run it again
    Column("recorded_at", Timestamp, nullable=False),
    PrimaryKeyConstraint("version_id", "parser_id", "hints_digest"),
)

form_cell = Table(
    "form_cell",
    metadata,
    Column("id", Integer, primary_key=True),  # given once, never changed
    Column("key", Text, nullable=False, unique=True),  # "requests.new@total"
)

cell = Table(
    "cell",
    metadata,
    reference("result_id", "result.id"),
    reference("cell_id", "form_cell.id"),
    Column("num", Number),  # value as printed, in `unit`; NULL is never zero
    Column("text", Text),  # as printed, trimmed; NULL where the document has no such box
    Column("mark", Text, nullable=False),  # Mark
    Column("unit", Text),
    Column("amount_yuan", Number),
    Column("annotation", Text),
    Column("certainty", Text, nullable=False),  # Certainty
    PrimaryKeyConstraint("result_id", "cell_id"),
    Index(
        None, "cell_id", "result_id", "num"
    ),  # an indicator reads one cell of every report, and nothing else
    sqlite_with_rowid=False,  # halves the table
)

section = Table(
    "section",
    metadata,
    primary(),  # full-text search needs an integer
    reference("result_id", "result.id"),
    Column("ordinal", SmallInteger, nullable=False),
    Column("key", Text),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("result_id", "ordinal"),
)

mention = Table(
    "mention",
    metadata,
    reference("result_id", "result.id"),
    Column("ordinal", SmallInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("label", Text),
    Column("value", Text, nullable=False),  # decimal string, date, word or contact
    Column("unit", Text),
    Column("qualifier", Text, nullable=False),
    Column("scope", Text),
    Column("period", Text),
    Column("channel", Text),
    Column("quote", Text, nullable=False),
    PrimaryKeyConstraint("result_id", "ordinal"),
)

problem = Table(
    "problem",
    metadata,
    reference("result_id", "result.id"),
    Column("ordinal", SmallInteger, nullable=False),
    Column("kind", Text, nullable=False),  # ProblemKind
    Column("message", Text, nullable=False),
    Column("cell_keys", Json, nullable=False),  # cells left in doubt
    Column("place", Json, nullable=False),
    PrimaryKeyConstraint("result_id", "ordinal"),
)

# Only outcomes that did not pass; all of them, with their messages, are in result.document. What looks at
# other reports says nothing alone: its rows are in `neighbour_outcome`.
outcome = Table(
    "outcome",
    metadata,
    reference("result_id", "result.id"),
    Column("ordinal", SmallInteger, nullable=False),  # place among all outcomes of the document
    Column("check_id", Text, nullable=False),  # "R01"
    Column("member", Text),
    Column("verdict", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("left_value", Text),
    Column("right_value", Text),
    Column("is_assumed_zero", Boolean(create_constraint=False), nullable=False),
    Column("cell_keys", Json, nullable=False),
    Column("quotes", Json, nullable=False),
    PrimaryKeyConstraint("result_id", "ordinal"),
    Index(None, "check_id", "verdict"),
)

selection = Table(
    "selection",
    metadata,
    reference("report_id", "report.id"),
    Column("seq", Integer, nullable=False),  # the highest is the present one
    reference("result_id", "result.id", is_null=True, index=True),  # NULL: no publication left
    Column("reason", Text, nullable=False),
    Column("recorded_at", Timestamp, nullable=False),
    PrimaryKeyConstraint("report_id", "seq"),
    Index(
        None, "report_id", "seq", "recorded_at", "result_id"
    ),  # the whole archive as of a day reads no more
)
