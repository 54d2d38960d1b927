"""An index for one figure of every report: what indicators are added up from.

Revision: 0010, after 0009.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_cell_cell_id_result_id_num", "cell", ["cell_id", "result_id", "num"])


def downgrade() -> None:
    op.drop_index("ix_cell_cell_id_result_id_num", "cell")
