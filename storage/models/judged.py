"""What reports look like beside one another, and what people decided about findings."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Json, Timestamp, primary, reference
from storage.models.schema import metadata

# One comparison of a report with what stands beside it: what it rests on, and by which checks.
comparison = Table(
    "comparison",
    metadata,
    primary(),
    reference("report_id", "report.id"),
    Column("seq", Integer, nullable=False),  # the highest is the present one
    Column("check_release", Text, nullable=False),
    Column("basis_digest", String(64), nullable=False),  # of the results and sightings compared
    reference("result_id", "result.id", index=True),  # the result that the report shows
    Column("recorded_at", Timestamp, nullable=False),
    UniqueConstraint("report_id", "seq"),
)

# Only outcomes that did not pass, as in `outcome`; but these look at other reports and visits.
neighbour_outcome = Table(
    "neighbour_outcome",
    metadata,
    reference("comparison_id", "comparison.id"),
    Column("ordinal", SmallInteger, nullable=False),
    Column("check_id", Text, nullable=False),  # "X01"
    Column("member", Text),
    Column("verdict", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("left_value", Text),
    Column("right_value", Text),
    Column("is_assumed_zero", Boolean(create_constraint=False), nullable=False),
    Column("cell_keys", Json, nullable=False),
    Column("quotes", Json, nullable=False),
    Column("result_ids", Json, nullable=False),  # ids of the other results that a finding rests on
    PrimaryKeyConstraint("comparison_id", "ordinal"),
    Index(None, "check_id", "verdict"),
)

# What tells that two results may be alike: shared by near copies, and rarely by others.
likeness = Table(
    "likeness",
    metadata,
    reference("result_id", "result.id"),
    Column("sketch", SmallInteger, nullable=False),  # how it was drawn; another way makes other rows
    Column("ordinal", SmallInteger, nullable=False),  # -1: all figures; from 0: bands of the narrative
    Column("value", BigInteger, nullable=False, index=True),
    PrimaryKeyConstraint("result_id", "sketch", "ordinal"),
)

review_decision = Table(
    "review_decision",
    metadata,
    primary(),
    reference("report_id", "report.id", index=True),
    Column("check_id", Text, nullable=False),
    Column("member", Text),
    Column("decision", Text, nullable=False),  # Decision: confirmed, dismissed
    Column("note", Text, nullable=False),
    Column("operands", Json, nullable=False),  # what the finding compared when it was decided
    Column("recorded_at", Timestamp, nullable=False),
)
