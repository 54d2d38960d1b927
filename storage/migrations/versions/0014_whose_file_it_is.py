"""An index of the files whose page is no publication, for pages that are kept after their files; and the files of those that are.

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ORPHAN = sa.text("parent_id IS NULL AND parent_url IS NOT NULL")
# Until now a file had no parent before the second visit of its page: a report on both was told to stand at two addresses.
TAKE_IN = """
    UPDATE publication SET parent_id = page.id FROM publication AS page
    WHERE page.url = publication.parent_url AND publication.parent_id IS NULL
"""


def upgrade() -> None:
    op.execute(TAKE_IN)
    op.create_index(
        "ix_publication_orphan", "publication", ["parent_url"], sqlite_where=ORPHAN, postgresql_where=ORPHAN
    )


def downgrade() -> None:
    op.drop_index("ix_publication_orphan", "publication")
