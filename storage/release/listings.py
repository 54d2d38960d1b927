"""The lists of a release: publishers, versions, observations and withdrawn contents, each by one question."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from storage.release.fields import Field, Table, Type
from storage.release.writing import CsvWriter

ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Listing:
    """A table, and the question whose columns are its fields in order."""

    table: Table
    query: str


def _time(column: str) -> str:
    """Write a timestamp of SQLite as ISO 8601 in UTC."""
    return f"replace({column}, ' ', 'T') || 'Z'"


def _truth(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 'true' ELSE 'false' END"


PUBLISHERS = Listing(
    Table(
        "publishers",
        "发布机关",
        "one row a publisher",
        (
            Field("publisher_id", "发布机关标识", "id of the publisher, stable"),
            Field("publisher", "名称", "name"),
            Field("publisher_type", "机关类型", "what it is"),
            Field("division_code", "区划代码", "code of its division"),
            Field("valid_from_on", "始于", "day from which it was there", Type.DATE),
            Field("valid_to_on", "止于", "day until which it was there", Type.DATE),
            Field("is_resolved", "已识别", "whether we know who it is", Type.BOOLEAN),
            Field("aliases", "别名", "names under which it was printed, separated by ；"),
            Field("report_count", "报告数", "reports shown", Type.INTEGER),
        ),
    ),
    f"""
    SELECT p.id, p.name, p.type, p.division_code, p.valid_from_on, p.valid_to_on, {_truth("p.is_resolved")},
           (SELECT group_concat(name, '；') FROM (
               SELECT name FROM publisher_alias WHERE publisher_id = p.id ORDER BY name)),
           (SELECT count(*) FROM report r JOIN shown_reports s ON s.report_id = r.id WHERE r.publisher_id = p.id)
    FROM publisher p ORDER BY p.id
    """,  # noqa: S608
)
_NAME = """
    CASE WHEN b.report_id IS NOT NULL AND v.id IS NOT NULL THEN (
        SELECT count(*) FROM publication o WHERE o.report_id = b.report_id AND o.id <= b.id) || 'v' || v.seq END
"""
_PUBLICATION = (
    Field("publisher_id", "发布机关标识", "whose report the publication is of; missing where nobody knows"),
    Field("year", "年度", "year reported on", Type.INTEGER),
    Field("portal_id", "网站", "portal"),
    Field("url", "网址", "address of the publication"),
)
VERSIONS = Listing(
    Table(
        "versions",
        "每个发布物的各版本",
        "one row a version of a publication, shown or not",
        (
            *_PUBLICATION,
            Field("kind", "类别", "report, variant, notice, other"),
            Field("title", "标题", "title as the portal tells it"),
            Field("version", "版本", "1v2 is the second version of the first publication of the report"),
            Field("sha256", "原文SHA-256", "SHA-256 of the page or file as captured"),
            Field("content_digest", "内容摘要", "digest of what is said, whatever the page around it"),
            Field("first_seen_at", "最早见于", "first observation", Type.DATETIME),
            Field("last_seen_at", "最近见于", "last observation", Type.DATETIME),
            Field("observation_count", "观察次数", "observations of it", Type.INTEGER),
            Field("is_shown", "是否采用", "whether the report shows it", Type.BOOLEAN),
        ),
    ),
    f"""
    SELECT r.publisher_id, r.year, b.portal_id, b.url, b.kind, b.title, {_NAME}, f.sha256, v.digest,
           (SELECT {_time("min(o.observed_at)")} FROM observation o WHERE o.version_id = v.id),
           (SELECT {_time("max(o.observed_at)")} FROM observation o WHERE o.version_id = v.id),
           (SELECT count(*) FROM observation o WHERE o.version_id = v.id),
           {_truth("v.id = (SELECT t.version_id FROM result t WHERE t.id = r.result_id)")}
    FROM version v
    CROSS JOIN publication b ON b.id = v.publication_id
    LEFT JOIN report r ON r.id = b.report_id
    LEFT JOIN version_part f ON f.version_id = v.id AND f.ordinal = 0
    ORDER BY v.publication_id, v.seq
    """,  # noqa: S608
)
OBSERVATIONS = Listing(
    Table(
        "observations",
        "每次观察",
        "one row a publication seen, or missed, by one crawl",
        (
            *_PUBLICATION,
            Field("observed_at", "观察时间", "when", Type.DATETIME),
            Field("verdict", "结果", "fetched, not_modified, gone; blocked and failed say nothing"),
            Field("version", "版本", "the version seen; missing where there was nothing to see"),
            Field("crawl_id", "抓取", "number of the crawl", Type.INTEGER),
        ),
    ),
    f"""
    SELECT r.publisher_id, r.year, b.portal_id, b.url, {_time("n.observed_at")}, n.verdict, {_NAME}, n.crawl_id
    FROM observation n
    CROSS JOIN publication b ON b.id = n.publication_id
    LEFT JOIN report r ON r.id = b.report_id
    LEFT JOIN version v ON v.id = n.version_id
    ORDER BY n.publication_id, n.crawl_id
    """,  # noqa: S608
)
WITHDRAWALS = Listing(
    Table(
        "withdrawals",
        "撤下的内容",
        "one row a file whose bytes were withdrawn from the archive",
        (
            Field("sha256", "原文SHA-256", "SHA-256 of the bytes that were withdrawn"),
            Field("reason", "原因", "why"),
            Field("withdrawn_at", "撤下时间", "when", Type.DATETIME),
        ),
    ),
    f"SELECT sha256, reason, {_time('withdrawn_at')} FROM withdrawal ORDER BY sha256",  # noqa: S608
)
LISTINGS = (PUBLISHERS, VERSIONS, OBSERVATIONS, WITHDRAWALS)


def write_listing(connection: Connection, folder: Path, listing: Listing) -> CsvWriter:
    """Write one list; return its writer, which knows how many rows there are."""
    with CsvWriter(folder, listing.table) as file:
        for rows in listed_rows(connection, listing):
            file.write_rows(rows)
    return file


def listed_rows(connection: Connection, listing: Listing) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a list, `ROWS_AT_ONCE` at a time."""
    with connection.execution_options(yield_per=ROWS_AT_ONCE).exec_driver_sql(listing.query) as asked:
        for rows in asked.partitions(ROWS_AT_ONCE):  # yield_per alone is not heard by text
            yield [tuple(row) for row in rows]
