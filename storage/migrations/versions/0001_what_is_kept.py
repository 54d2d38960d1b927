"""What was asked, what came back, and what is published.

Revision: 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIMESTAMP = sa.DateTime(timezone=True)
SHA256 = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", SHA256, nullable=False),
        sa.Column("byte_count", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text()),
        sa.Column("recorded_at", TIMESTAMP, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blob"),
    )
    op.create_table(
        "portal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("base_url", sa.Text(), nullable=False),
        sa.Column("division_code", sa.String(12)),
        sa.PrimaryKeyConstraint("id", name="pk_portal"),
    )
    op.create_table(
        "publisher",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text()),
        sa.Column("division_code", sa.String(12)),
        sa.Column("valid_from_on", sa.Date()),
        sa.Column("valid_to_on", sa.Date()),
        sa.Column("is_resolved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publisher"),
    )
    op.create_table(
        "crawl",
        sa.Column("id", ID, nullable=False),
        sa.Column("portal_id", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("arguments", JSON, nullable=False),
        sa.Column("resume_key", sa.Text(), nullable=False),
        sa.Column("code_release", sa.Text(), nullable=False),
        sa.Column("started_at", TIMESTAMP, nullable=False),
        sa.Column("finished_at", TIMESTAMP),
        sa.Column("verdict", sa.Text()),
        sa.Column("reasons", JSON),
        sa.Column("counts", JSON),
        sa.Column("column_verdicts", JSON),
        sa.ForeignKeyConstraint(["portal_id"], ["portal.id"], name="fk_crawl_portal_id_portal"),
        sa.PrimaryKeyConstraint("id", name="pk_crawl"),
    )
    op.create_index(
        "uq_crawl_unfinished",
        "crawl",
        ["portal_id", "resume_key"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "publisher_alias",
        sa.Column("id", ID, nullable=False),
        sa.Column("publisher_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publisher_id"], ["publisher.id"], name="fk_publisher_alias_publisher_id_publisher"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_publisher_alias"),
        sa.UniqueConstraint("publisher_id", "name", name="uq_publisher_alias_publisher_id_name"),
    )
    op.create_table(
        "report",
        sa.Column("id", ID, nullable=False),
        sa.Column("publisher_id", sa.Text(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["publisher_id"], ["publisher.id"], name="fk_report_publisher_id_publisher"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("publisher_id", "year", name="uq_report_publisher_id_year"),
    )
    op.create_table(
        "publication",
        sa.Column("id", ID, nullable=False),
        sa.Column("portal_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("filename", sa.Text()),
        sa.Column("parent_url", sa.Text()),
        sa.Column("parent_id", ID),
        sa.Column("published_on", sa.Date()),
        sa.Column("year", sa.SmallInteger()),
        sa.Column("report_id", ID),
        sa.Column("hints_digest", SHA256),
        sa.Column("recorded_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["publication.id"], name="fk_publication_parent_id_publication"
        ),
        sa.ForeignKeyConstraint(["portal_id"], ["portal.id"], name="fk_publication_portal_id_portal"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_publication_report_id_report"),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sa.UniqueConstraint("url_key", name="uq_publication_url_key"),
    )
    op.create_index("ix_publication_parent_id", "publication", ["parent_id"])
    op.create_index("ix_publication_portal_id", "publication", ["portal_id"])
    op.create_index("ix_publication_report_id", "publication", ["report_id"])
    op.create_table(
        "capture",
        sa.Column("id", ID, nullable=False),
        sa.Column("crawl_id", ID, nullable=False),
        sa.Column("publication_id", ID),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger()),
        sa.Column("headers", JSON, nullable=False),
        sa.Column("detail", sa.Text()),
        sa.Column("sha256", SHA256),
        sa.Column("final_url", sa.Text()),
        sa.Column("is_tls_verified", sa.Boolean()),
        sa.Column("captured_at", TIMESTAMP, nullable=False),
        sa.Column("recorded_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawl.id"], name="fk_capture_crawl_id_crawl"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_capture_publication_id_publication"
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="fk_capture_sha256_blob"),
        sa.PrimaryKeyConstraint("id", name="pk_capture"),
        sa.UniqueConstraint(
            "crawl_id", "url_key", "captured_at", name="uq_capture_crawl_id_url_key_captured_at"
        ),
    )
    op.create_index("ix_capture_publication_id_verdict", "capture", ["publication_id", "verdict"])
    op.create_index("ix_capture_sha256", "capture", ["sha256"])
    op.create_table(
        "version",
        sa.Column("id", ID, nullable=False),
        sa.Column("publication_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", SHA256, nullable=False),
        sa.Column("normaliser", sa.Text(), nullable=False),
        sa.Column("recorded_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_version_publication_id_publication"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_version"),
        sa.UniqueConstraint("publication_id", "digest", name="uq_version_publication_id_digest"),
        sa.UniqueConstraint("publication_id", "seq", name="uq_version_publication_id_seq"),
    )
    op.create_table(
        "observation",
        sa.Column("publication_id", ID, nullable=False),
        sa.Column("crawl_id", ID, nullable=False),
        sa.Column("capture_id", ID, nullable=False),
        sa.Column("version_id", ID),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("observed_at", TIMESTAMP, nullable=False),
        sa.Column("recorded_at", TIMESTAMP, nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name="fk_observation_capture_id_capture"),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawl.id"], name="fk_observation_crawl_id_crawl"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_observation_publication_id_publication"
        ),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_observation_version_id_version"),
        sa.PrimaryKeyConstraint("publication_id", "crawl_id", name="pk_observation"),
    )
    op.create_index("ix_observation_crawl_id", "observation", ["crawl_id"])
    op.create_index("ix_observation_version_id", "observation", ["version_id"])
    op.create_table(
        "version_digest",
        sa.Column("version_id", ID, nullable=False),
        sa.Column("normaliser", sa.Text(), nullable=False),
        sa.Column("digest", SHA256, nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_version_digest_version_id_version"),
        sa.PrimaryKeyConstraint("version_id", "normaliser", name="pk_version_digest"),
    )
    op.create_table(
        "version_part",
        sa.Column("version_id", ID, nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text()),
        sa.Column("sha256", SHA256, nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="fk_version_part_sha256_blob"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_version_part_version_id_version"),
        sa.PrimaryKeyConstraint("version_id", "ordinal", name="pk_version_part"),
    )
    op.create_index("ix_version_part_sha256", "version_part", ["sha256"])


def downgrade() -> None:
    for table in (
        "version_part",
        "version_digest",
        "observation",
        "version",
        "capture",
        "publication",
        "report",
        "publisher_alias",
        "crawl",
        "publisher",
        "portal",
        "blob",
    ):
        op.drop_table(table)
