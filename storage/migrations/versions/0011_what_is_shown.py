"""The result that each report shows now, beside the log of selections: where nearly every question starts.

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDEX = "ix_report_result_id_publisher_id_year"
FILL = """
    UPDATE report SET result_id = (
        SELECT s.result_id FROM selection s WHERE s.report_id = report.id ORDER BY s.seq DESC LIMIT 1
    )
"""


def upgrade() -> None:
    op.add_column("report", sa.Column("result_id", ID))
    op.execute(FILL)
    op.create_index(INDEX, "report", ["result_id", "publisher_id", "year"])


def downgrade() -> None:
    op.drop_index(INDEX, "report")
    op.drop_column("report", "result_id")
