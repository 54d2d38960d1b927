"""What keeping an archive leaves behind: readings that wait for acceptance, and contents that were withdrawn."""

from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, String, Table, Text

from storage.columns import Id, Timestamp, reference
from storage.models.schema import metadata

# A parse run of `gongkai reingest` that says something else than the archive shows. Until somebody
# accepts it, nothing but the difference is made of it.
proposal = Table(
    "proposal",
    metadata,
    Column("version_id", Id, nullable=False),
    Column("parser_id", Id, nullable=False),
    Column("hints_digest", String(64), nullable=False),
    Column("proposed_at", Timestamp, nullable=False),
    Column("accepted_at", Timestamp),  # NULL: it waits
    PrimaryKeyConstraint("version_id", "parser_id", "hints_digest"),
    ForeignKeyConstraint(
        ["version_id", "parser_id", "hints_digest"],
        ["parse_run.version_id", "parse_run.parser_id", "parse_run.hints_digest"],
        name="fk_proposal_parse_run",
    ),
)

# Bytes that were replaced by a tombstone. Kept for ever.
withdrawal = Table(
    "withdrawal",
    metadata,
    reference("sha256", "blob.sha256"),
    Column("reason", Text, nullable=False),  # a court order, personal data
    Column("withdrawn_at", Timestamp, nullable=False),
    PrimaryKeyConstraint("sha256"),
)
