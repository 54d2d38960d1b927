"""Two small indexes that name the publications that were ever gone, or have a second version, without reading all visits.

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

GONE = sa.text("verdict = 'gone'")
AGAIN = sa.text("seq > 1")


def upgrade() -> None:
    op.create_index(
        "ix_observation_gone",
        "observation",
        ["publication_id"],
        sqlite_where=GONE,
        postgresql_where=GONE,
    )
    op.create_index(
        "ix_version_again", "version", ["publication_id"], sqlite_where=AGAIN, postgresql_where=AGAIN
    )


def downgrade() -> None:
    op.drop_index("ix_version_again", "version")
    op.drop_index("ix_observation_gone", "observation")
