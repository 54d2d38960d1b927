"""An index that tells of the whole archive what it showed on a day, without the log of selections itself.

Revision: 0012, after 0011.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INDEX = "ix_selection_report_id_seq_recorded_at_result_id"


def upgrade() -> None:
    op.create_index(INDEX, "selection", ["report_id", "seq", "recorded_at", "result_id"])


def downgrade() -> None:
    op.drop_index(INDEX, "selection")
