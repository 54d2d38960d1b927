"""What we read of a version, and the result that a report shows.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIMESTAMP = sa.DateTime(timezone=True)
SHA256 = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "form_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_cell"),
        sa.UniqueConstraint("key", name="uq_form_cell_key"),
    )
    op.create_table(
        "parser",
        sa.Column("id", ID, nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parser"),
        sa.UniqueConstraint("release", "fingerprint", name="uq_parser_release_fingerprint"),
    )
    op.create_table(
        "result",
        sa.Column("id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("digest", SHA256, nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("form", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("publisher_id", sa.Text()),
        sa.Column("year", sa.SmallInteger()),
        sa.Column("cell_count", sa.Integer(), nullable=False),
        sa.Column("readable_cell_count", sa.Integer(), nullable=False),
        sa.Column("problem_count", sa.Integer(), nullable=False),
        sa.Column("finding_count", sa.Integer(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(["publisher_id"], ["publisher.id"], name="fk_result_publisher_id_publisher"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_result_version_id_version"),
        sa.PrimaryKeyConstraint("id", name="pk_result"),
        sa.UniqueConstraint("version_id", "digest", name="uq_result_version_id_digest"),
    )
    op.create_index("ix_result_publisher_id", "result", ["publisher_id"])
    op.create_table(
        "cell",
        sa.Column("result_id", ID, nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.Column("num", sa.Numeric()),
        sa.Column("text", sa.Text()),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("amount_yuan", sa.Numeric()),
        sa.Column("annotation", sa.Text()),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["form_cell.id"], name="fk_cell_cell_id_form_cell"),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_cell_result_id_result"),
        sa.PrimaryKeyConstraint("result_id", "cell_id", name="pk_cell"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mention",
        sa.Column("result_id", ID, nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text()),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("qualifier", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text()),
        sa.Column("period", sa.Text()),
        sa.Column("channel", sa.Text()),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_mention_result_id_result"),
        sa.PrimaryKeyConstraint("result_id", "ordinal", name="pk_mention"),
    )
    op.create_table(
        "outcome",
        sa.Column("result_id", ID, nullable=False),
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
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_outcome_result_id_result"),
        sa.PrimaryKeyConstraint("result_id", "ordinal", name="pk_outcome"),
    )
    op.create_index("ix_outcome_check_id_verdict", "outcome", ["check_id", "verdict"])
    op.create_table(
        "parse_run",
        sa.Column("version_id", ID, nullable=False),
        sa.Column("parser_id", ID, nullable=False),
        sa.Column("hints_digest", SHA256, nullable=False),
        sa.Column("hints", JSON, nullable=False),
        sa.Column("result_id", ID, nullable=False),
        sa.Column("is_fault", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(["parser_id"], ["parser.id"], name="fk_parse_run_parser_id_parser"),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_parse_run_result_id_result"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_parse_run_version_id_version"),
        sa.PrimaryKeyConstraint("version_id", "parser_id", "hints_digest", name="pk_parse_run"),
    )
    op.create_index("ix_parse_run_result_id", "parse_run", ["result_id"])
    op.create_table(
        "problem",
        sa.Column("result_id", ID, nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("cell_keys", JSON, nullable=False),
        sa.Column("place", JSON, nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_problem_result_id_result"),
        sa.PrimaryKeyConstraint("result_id", "ordinal", name="pk_problem"),
    )
    op.create_table(
        "section",
        sa.Column("id", ID, nullable=False),
        sa.Column("result_id", ID, nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_section_result_id_result"),
        sa.PrimaryKeyConstraint("id", name="pk_section"),
        sa.UniqueConstraint("result_id", "ordinal", name="uq_section_result_id_ordinal"),
    )
    op.create_table(
        "selection",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("result_id", ID),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_selection_report_id_report"),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_selection_result_id_result"),
        sa.PrimaryKeyConstraint("report_id", "seq", name="pk_selection"),
    )
    op.create_index("ix_selection_result_id", "selection", ["result_id"])


def downgrade() -> None:
    for table in (
        "selection",
        "section",
        "problem",
        "parse_run",
        "outcome",
        "mention",
        "cell",
        "result",
        "parser",
        "form_cell",
    ):
        op.drop_table(table)
