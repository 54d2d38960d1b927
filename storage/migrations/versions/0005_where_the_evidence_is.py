"""Where the WARC record of each capture stands.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("capture") as table:
        table.add_column(sa.Column("warc_file", sa.Text()))
        table.add_column(sa.Column("warc_offset", sa.BigInteger()))


def downgrade() -> None:
    with op.batch_alter_table("capture") as table:
        table.drop_column("warc_offset")
        table.drop_column("warc_file")
