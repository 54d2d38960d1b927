"""What an archive is read with beside the core.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reading_choice",
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_ocr", sa.Boolean(), nullable=False),
        sa.Column("has_converter", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chosen_at", name="pk_reading_choice"),
    )


def downgrade() -> None:
    op.drop_table("reading_choice")
