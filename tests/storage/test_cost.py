"""What keeping a capture asks of the database: counted, so that no change makes it dearer unseen."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from storage.capture import CaptureVerdict
from tests.storage.plain_reader import crawl_once, fetched, next_crawl, report_body, visit


@contextmanager
def counted(archive):
    """The statements that are run, and the transactions that may write."""
    statements, engine = [], archive.engine

    def note(connection, cursor, statement, *_rest):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def known(archive):
    """An archive that has seen a report, so that forms and publishers are known."""
    crawl_once(archive, fetched(report_body(3)))
    return archive


@pytest.mark.parametrize(
    ("capture", "most"),
    [
        (fetched(report_body(4), url="https://www.linan.gov.cn/art/2.html", day=2), 39),
        (fetched(report_body(4), day=2), 41),
        (fetched(report_body(3), day=2), 16),
        (visit(CaptureVerdict.NOT_MODIFIED, status=304, day=2), 16),
    ],
    ids=["a new report", "a new version", "the same content", "not modified"],
)
def test_a_capture_takes_one_transaction_and_few_statements(known, capture, most):
    crawl = next_crawl(known)
    with counted(known) as statements:
        known.record(crawl, capture)
    assert len(statements) <= most, "\n".join(statements)
    assert sum(one == "BEGIN IMMEDIATE" for one in statements) == 1
