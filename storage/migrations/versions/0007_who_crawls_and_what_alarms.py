"""Who crawls a portal now, and what alarms a crawl raised.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TIMESTAMP = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "portal_lease",
        sa.Column("portal_id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("taken_at", TIMESTAMP, nullable=False),
        sa.Column("expires_at", TIMESTAMP, nullable=False),
        sa.PrimaryKeyConstraint("portal_id", name="pk_portal_lease"),
    )
    with op.batch_alter_table("crawl") as table:
        table.add_column(sa.Column("alarms", JSON))


def downgrade() -> None:
    with op.batch_alter_table("crawl") as table:
        table.drop_column("alarms")
    op.drop_table("portal_lease")
