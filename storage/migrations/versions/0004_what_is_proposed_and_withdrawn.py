"""Readings that wait for acceptance, and contents that were withdrawn.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIMESTAMP = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("version_id", ID, nullable=False),
        sa.Column("parser_id", ID, nullable=False),
        sa.Column("hints_digest", sa.String(64), nullable=False),
        sa.Column("proposed_at", TIMESTAMP, nullable=False),
        sa.Column("accepted_at", TIMESTAMP),
        sa.ForeignKeyConstraint(
            ["version_id", "parser_id", "hints_digest"],
            ["parse_run.version_id", "parse_run.parser_id", "parse_run.hints_digest"],
            name="fk_proposal_parse_run",
        ),
        sa.PrimaryKeyConstraint("version_id", "parser_id", "hints_digest", name="pk_proposal"),
    )
    op.create_table(
        "withdrawal",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="fk_withdrawal_sha256_blob"),
        sa.PrimaryKeyConstraint("sha256", name="pk_withdrawal"),
    )


def downgrade() -> None:
    op.drop_table("withdrawal")
    op.drop_table("proposal")
