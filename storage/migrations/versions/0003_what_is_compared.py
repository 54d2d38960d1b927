"""What reports look like beside one another, and what people decided about findings.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIMESTAMP = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "comparison",
        sa.Column("id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("check_release", sa.Text(), nullable=False),
        sa.Column("basis_digest", sa.String(64), nullable=False),
        sa.Column("result_id", ID, nullable=False),
        sa.Column("recorded_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_comparison_report_id_report"),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_comparison_result_id_result"),
        sa.PrimaryKeyConstraint("id", name="pk_comparison"),
        sa.UniqueConstraint("report_id", "seq", name="uq_comparison_report_id_seq"),
    )
    op.create_index("ix_comparison_result_id", "comparison", ["result_id"])
    op.create_table(
        "likeness",
        sa.Column("result_id", ID, nullable=False),
        sa.Column("sketch", sa.SmallInteger(), nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_likeness_result_id_result"),
        sa.PrimaryKeyConstraint("result_id", "sketch", "ordinal", name="pk_likeness"),
    )
    op.create_index("ix_likeness_value", "likeness", ["value"])
    op.create_table(
        "neighbour_outcome",
        sa.Column("comparison_id", ID, nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("member", sa.Text()),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("left_value", sa.Text()),
        sa.Column("right_value", sa.Text()),
        sa.Column("is_assumed_zero", sa.Boolean(), nullable=False),
        sa.Column("cell_keys", JSON, nullable=False),
        sa.Column("quotes", JSON, nullable=False),
        sa.Column("result_ids", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["comparison_id"], ["comparison.id"], name="fk_neighbour_outcome_comparison_id_comparison"
        ),
        sa.PrimaryKeyConstraint("comparison_id", "ordinal", name="pk_neighbour_outcome"),
    )
    op.create_index("ix_neighbour_outcome_check_id_verdict", "neighbour_outcome", ["check_id", "verdict"])
    op.create_table(
        "review_decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("check_id", sa.Text(), nullable=False),
        sa.Column("member", sa.Text()),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("operands", JSON, nullable=False),
        sa.Column("recorded_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_review_decision_report_id_report"),
        sa.PrimaryKeyConstraint("id", name="pk_review_decision"),
    )
    op.create_index("ix_review_decision_report_id", "review_decision", ["report_id"])


def downgrade() -> None:
    for table in ("review_decision", "neighbour_outcome", "likeness", "comparison"):
        op.drop_table(table)
