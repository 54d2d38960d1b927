"""Units that portals list in their navigation, and when each was seen there.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIMESTAMP = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "portal_unit",
        sa.Column("id", ID, nullable=False),
        sa.Column("portal_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["portal_id"], ["portal.id"], name="fk_portal_unit_portal_id_portal"),
        sa.PrimaryKeyConstraint("id", name="pk_portal_unit"),
        sa.UniqueConstraint("portal_id", "name", name="uq_portal_unit_portal_id_name"),
    )
    op.create_table(
        "unit_sighting",
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("crawl_id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("list_url", sa.Text(), nullable=False),
        sa.Column("seen_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["portal_unit.id"], name="fk_unit_sighting_unit_id_portal_unit"),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawl.id"], name="fk_unit_sighting_crawl_id_crawl"),
        sa.PrimaryKeyConstraint("unit_id", "crawl_id", name="pk_unit_sighting"),
    )
    op.create_index("ix_unit_sighting_crawl_id", "unit_sighting", ["crawl_id"])


def downgrade() -> None:
    op.drop_table("unit_sighting")
    op.drop_table("portal_unit")
