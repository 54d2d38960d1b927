"""The index of the words of sections: derived from them, and therefore of no model.

Revision: 0009, after 0008.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Contentless and without positions: the text is in `section`, and every match is looked up in it.
SQLITE = ("CREATE VIRTUAL TABLE section_fts USING fts5(grams, content='', detail=none, tokenize='ascii')",)
POSTGRES = (
    """
    CREATE TABLE section_fts (
        section_id BIGINT PRIMARY KEY REFERENCES section (id) ON DELETE CASCADE,
        grams TSVECTOR
    )
    """,
    "CREATE INDEX section_fts_grams ON section_fts USING gin (grams)",
    "CREATE INDEX section_fts_too_large ON section_fts (section_id) WHERE grams IS NULL",
)


def upgrade() -> None:
    for statement in SQLITE if op.get_context().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)
    op.execute("CREATE TABLE section_fts_rule (rule TEXT NOT NULL)")


def downgrade() -> None:
    op.execute("DROP TABLE section_fts_rule")
    op.execute("DROP TABLE section_fts")
