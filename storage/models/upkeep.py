"""What keeping an archive leaves behind: readings that wait, contents that were withdrawn, how it is read."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

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

# What the archive is read with beside the core, from a moment on; the last row holds.
reading_choice = Table(
    "reading_choice",
    metadata,
    Column("chosen_at", Timestamp, nullable=False),
    Column("has_ocr", Boolean, nullable=False),
    Column("has_converter", Boolean, nullable=False),
    PrimaryKeyConstraint("chosen_at"),
)

# Who crawls a portal, or did last. It is a statement about the present: whoever takes the portal writes it
# anew. No foreign key: a portal is held before its first crawl makes it known.
portal_lease = Table(
    "portal_lease",
    metadata,
    Column("portal_id", Text, primary_key=True),
    Column("owner", Text, nullable=False),  # of one holding: made anew each time
    Column("machine", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("taken_at", Timestamp, nullable=False),
    Column("expires_at", Timestamp, nullable=False),  # in the past: nobody holds it
)
