"""What was asked, what came back, and what is published: the evidence."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Id, Json, Timestamp, primary, reference
from storage.models.schema import metadata

IS_GONE, IS_AGAIN = text("verdict = 'gone'"), text("seq > 1")
IS_ORPHAN = text("parent_id IS NULL AND parent_url IS NOT NULL")

portal = Table(
    "portal",
    metadata,
    Column("id", Text, primary_key=True),  # "linan"
    Column("title", Text, nullable=False),
    Column("base_url", Text, nullable=False),
    Column("division_code", String(12)),
)

crawl = Table(
    "crawl",
    metadata,
    primary(),
    reference("portal_id", "portal.id"),
    Column("mode", Text, nullable=False),  # incremental, backfill, recheck
    Column("arguments", Json, nullable=False),  # {"years": "2019-2021"}
    Column("resume_key", Text, nullable=False),  # mode and arguments in one canonical string
    Column("code_release", Text, nullable=False),
    Column("started_at", Timestamp, nullable=False),
    Column("finished_at", Timestamp),  # NULL: running, or killed
    Column("verdict", Text),  # CrawlVerdict
    Column("reasons", Json),  # ["pagination of 年度报告 broke at page 3"]
    Column("counts", Json),  # {"fetched": 12, "gone": 1}
    Column("column_verdicts", Json),  # {column URL: verdict}
    Column("alarms", Json),  # [{"kind": "fewer_reports", "message": ...}]; NULL: an older release judged
)
# One unfinished crawl of the same request at most: a killed crawl is found again and resumed.
Index(
    "uq_crawl_unfinished",
    crawl.c.portal_id,
    crawl.c.resume_key,
    unique=True,
    sqlite_where=text("finished_at IS NULL"),
    postgresql_where=text("finished_at IS NULL"),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("byte_count", BigInteger, nullable=False),
    Column("media_type", Text),
    Column("recorded_at", Timestamp, nullable=False),
)

publisher = Table(
    "publisher",
    metadata,
    Column("id", Text, primary_key=True),  # minted, stable, readable; never a division code alone
    Column("name", Text, nullable=False),  # canonical where resolved, else as printed
    Column("type", Text),
    Column("division_code", String(12)),
    Column("valid_from_on", Date),
    Column("valid_to_on", Date),
    Column("is_resolved", Boolean(create_constraint=False), nullable=False),
)

publisher_alias = Table(
    "publisher_alias",
    metadata,
    primary(),
    reference("publisher_id", "publisher.id"),
    Column("name", Text, nullable=False),  # as printed somewhere
    UniqueConstraint("publisher_id", "name"),
)

report = Table(
    "report",
    metadata,
    primary(),
    reference("publisher_id", "publisher.id"),
    Column("year", SmallInteger, nullable=False),
    # What it shows now, as its last selection says: nobody looks for that one report by report. NULL where nothing
    # is left to show. No foreign key, which would close a circle of tables: the selection has it.
    Column("result_id", Id),
    UniqueConstraint("publisher_id", "year"),
    Index(None, "result_id", "publisher_id", "year"),  # indicators come from results, and read nothing else
)

publication = Table(
    "publication",
    metadata,
    primary(),
    reference("portal_id", "portal.id"),
    Column("url", Text, nullable=False),
    Column("url_key", Text, nullable=False, unique=True),  # canonical, without scheme
    Column("kind", Text, nullable=False),  # Kind, as the finder sees it
    Column("edition", Text),
    Column("title", Text, nullable=False),
    Column("unit", Text),  # publisher as the portal names it
    Column("filename", Text),
    Column("parent_url", Text),  # the page that links this file
    reference("parent_id", "publication.id", is_null=True, index=True),
    Column("published_on", Date),
    Column("year", SmallInteger),  # report year as the portal tells it
    reference("report_id", "report.id", is_null=True, index=True),
    Column("hints_digest", String(64)),  # of the ParseHints that its finder gives now
    Column("recorded_at", Timestamp, nullable=False),  # first heard of
    Index(None, "portal_id"),
    # A new page looks here for its files, which are kept before it.
    Index("ix_publication_orphan", "parent_url", sqlite_where=IS_ORPHAN, postgresql_where=IS_ORPHAN),
)

capture = Table(
    "capture",
    metadata,
    primary(),
    reference("crawl_id", "crawl.id"),
    reference("publication_id", "publication.id", is_null=True),  # NULL for listings, robots, parts
    Column("url", Text, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("role", Text, nullable=False),  # CaptureRole
    Column("verdict", Text, nullable=False),  # CaptureVerdict
    Column("status", SmallInteger),
    Column("headers", Json, nullable=False),  # [[name, value], ...] in order
    Column("detail", Text),
    reference("sha256", "blob.sha256", is_null=True, index=True),
    Column("final_url", Text),
    Column("is_tls_verified", Boolean(create_constraint=False)),
    Column("captured_at", Timestamp, nullable=False),
    Column("recorded_at", Timestamp, nullable=False),
    Column("warc_file", Text),  # below data/warc; NULL where the exchange was not kept
    Column("warc_offset", BigInteger),  # of the record of the response, in bytes
    UniqueConstraint("crawl_id", "url_key", "captured_at"),
    Index(None, "publication_id", "verdict"),
)

version = Table(
    "version",
    metadata,
    primary(),
    reference("publication_id", "publication.id"),
    Column("seq", Integer, nullable=False),  # 1, 2, ... in order of recording: permanent in links
    Column("digest", String(64), nullable=False),  # of the normalised content
    Column("normaliser", Text, nullable=False),
    Column("recorded_at", Timestamp, nullable=False),
    UniqueConstraint("publication_id", "digest"),
    UniqueConstraint("publication_id", "seq"),
    # What changed after publication is little of everything: it is found without reading the rest.
    Index("ix_version_again", "publication_id", sqlite_where=IS_AGAIN, postgresql_where=IS_AGAIN),
)

# What a later normaliser makes of an old version, so that its arrival makes no false new version.
version_digest = Table(
    "version_digest",
    metadata,
    reference("version_id", "version.id"),
    Column("normaliser", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    PrimaryKeyConstraint("version_id", "normaliser"),
)

version_part = Table(
    "version_part",
    metadata,
    reference("version_id", "version.id"),
    Column("ordinal", SmallInteger, nullable=False),  # 0 is the page or file itself
    Column("role", Text, nullable=False),  # main, picture
    Column("url", Text, nullable=False),
    Column("media_type", Text),
    reference("sha256", "blob.sha256", index=True),
    PrimaryKeyConstraint("version_id", "ordinal"),
)

observation = Table(
    "observation",
    metadata,
    reference("publication_id", "publication.id"),
    reference("crawl_id", "crawl.id"),
    reference("capture_id", "capture.id"),
    reference("version_id", "version.id", is_null=True, index=True),  # NULL: nothing to see
    Column("verdict", Text, nullable=False),  # CaptureVerdict: gone is absence, blocked and failed are not
    Column("observed_at", Timestamp, nullable=False),
    Column("recorded_at", Timestamp, nullable=False),
    PrimaryKeyConstraint("publication_id", "crawl_id"),
    Index(None, "crawl_id"),
    Index("ix_observation_gone", "publication_id", sqlite_where=IS_GONE, postgresql_where=IS_GONE),
)
