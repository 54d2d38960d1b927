"""What only Postgres can do to us: deadlocks, lost connections, and a server that says no."""

import threading
from contextlib import contextmanager, suppress
from decimal import Decimal

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError

import storage.reports
from parsers.report import Kind
from storage.archive import Archive, ArchiveIsReadOnly
from storage.capture import CaptureVerdict, PublicationFacts
from storage.database import ArchiveMissing
from storage.models import cell, form_cell, portal
from storage.postgres import open_postgres, write_json
from storage.unit_of_work import read, run_in_transaction
from tests.storage.plain_reader import PLAIN, PORTAL, crawl_once, fetched, next_crawl, report_body, visit

pytestmark = pytest.mark.needs("postgres")
ROWS = [{"id": name, "title": name, "base_url": "x"} for name in "ab"]


@pytest.fixture
def database():
    return "postgres"


@pytest.fixture
def engine(archive):
    with archive.engine.begin() as connection:
        connection.execute(insert(portal), ROWS)
    return archive.engine


def rename(connection, name, title):
    connection.execute(update(portal).where(portal.c.id == name).values(title=portal.c.title + title))


def titles(engine):
    return read(engine, lambda connection: connection.scalars(select(portal.c.title).order_by("id")).all())


@contextmanager
def at_once(*works):
    """Run works in threads of their own; raise what they raise."""
    failures = []

    def guarded(work):
        try:
            work()
        except Exception as failure:  # noqa: BLE001  # raised below
            failures.append(failure)

    threads = [threading.Thread(target=guarded, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(30)
    if failures:
        raise failures[0]


def test_of_two_writers_in_a_deadlock_one_runs_again_and_both_are_kept(engine):
    attempts, both_hold_one = [], threading.Barrier(2, timeout=20)

    def writer(first, second):
        def work(connection):
            attempts.append(first)
            rename(connection, first, "1")
            if len(attempts) <= 2:
                both_hold_one.wait()
            rename(connection, second, "2")

        return lambda: run_in_transaction(engine, work)

    with at_once(writer("a", "b"), writer("b", "a")):
        pass
    assert len(attempts) == 3
    assert sorted("".join(sorted(title)) for title in titles(engine)) == ["12a", "12b"]


def test_work_that_cannot_be_put_in_order_with_anothers_runs_again(engine):
    strict, attempts = engine.execution_options(isolation_level="SERIALIZABLE"), []

    def work(connection):
        attempts.append(1)
        seen = connection.scalar(select(portal.c.title).where(portal.c.id == "a"))
        if len(attempts) == 1:  # another commits between our reading and our writing
            run_in_transaction(engine, lambda other: rename(other, "a", "!"))
        connection.execute(update(portal).where(portal.c.id == "a").values(title=seen + "?"))

    run_in_transaction(strict, work)
    assert len(attempts) == 2
    assert titles(engine) == ["a!?", "b"]


def test_work_that_waits_too_long_for_a_lock_runs_again(engine):
    impatient, attempts = open_postgres(engine.url, is_read_only=False, lock_timeout_ms=50), []
    holder = engine.connect()
    rename(holder, "a", "1")

    def work(connection):
        attempts.append(1)
        if len(attempts) == 3:
            holder.commit()
        rename(connection, "a", "2")

    run_in_transaction(impatient, work)
    holder.close()
    impatient.dispose()
    assert len(attempts) == 3
    assert titles(engine) == ["a12", "b"]


def test_patience_with_a_lock_ends(engine):
    impatient = open_postgres(engine.url, is_read_only=False, lock_timeout_ms=20)
    with engine.connect() as holder:
        rename(holder, "a", "1")
        with pytest.raises(OperationalError, match="lock timeout"):
            run_in_transaction(impatient, lambda other: rename(other, "a", "2"), patience_seconds=0.3)
    impatient.dispose()


@pytest.mark.parametrize("moment", ["within", "before"])
def test_work_whose_connection_is_lost_runs_again_as_a_whole(engine, postgres, moment):
    attempts = []
    session = "SELECT pg_backend_pid()"
    mine = read(engine, lambda connection: connection.scalar(text(session)))

    def work(connection):
        attempts.append(1)
        rename(connection, "a", "1")
        if moment == "within" and len(attempts) == 1:
            kill(connection.scalar(text(session)))
        rename(connection, "b", "2")

    def kill(backend):
        with postgres.administer() as ask:
            assert ask(f"SELECT pg_terminate_backend({backend}, 5000)").fetchone() == (True,)

    if moment == "before":
        kill(mine)
    run_in_transaction(engine, work)
    assert len(attempts) == (2 if moment == "within" else 1)
    assert titles(engine) == ["a1", "b2"]


def test_a_server_that_was_there_is_waited_for(engine, monkeypatch):
    attempts = []
    engine.dispose()  # as if the server had gone, with every connection
    connect = engine.dialect.connect

    def unreachable(*arguments, **rest):
        attempts.append(1)
        if len(attempts) < 3:
            raise engine.dialect.dbapi.OperationalError("the database system is starting up")
        return connect(*arguments, **rest)

    monkeypatch.setattr(engine.dialect, "connect", unreachable)
    assert titles(engine) == ["a", "b"]
    assert len(attempts) == 3


def test_a_server_that_was_never_there_is_not_waited_for(tmp_path):
    with pytest.raises(OperationalError):
        Archive.open(f"postgresql+psycopg://nobody@/none?host={tmp_path}", tmp_path)


def test_one_who_reads_sees_one_moment(engine):
    def look(connection):
        before = connection.scalars(select(portal.c.title)).all()
        run_in_transaction(engine, lambda other: rename(other, "a", "!"))
        return before, connection.scalars(select(portal.c.title)).all()

    before, after = read(engine, look)
    assert before == after


def test_an_archive_opened_read_only_cannot_be_written(archive, open_archive):
    crawl_once(archive, fetched(report_body()))
    reading = open_archive(is_read_only=True)
    assert len(reading.known_publications("linan")) == 1
    with pytest.raises(DBAPIError, match="read-only transaction"), reading.engine.begin() as connection:
        connection.execute(insert(portal), ROWS)
    alone = reading.engine.execution_options(isolation_level="AUTOCOMMIT", postgresql_readonly=False)
    for change in ("DELETE FROM selection", "CREATE TABLE t (x int)", "SELECT nextval('crawl_id_seq')"):
        with pytest.raises(DBAPIError, match="read-only transaction"), alone.connect() as connection:
            connection.execute(text(change))
    with pytest.raises(ArchiveIsReadOnly):
        next_crawl(reading)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_database_without_an_archive_is_not_made_one_by_reading(postgres, tmp_path, is_there):
    url = postgres.new_database(is_empty=True) if is_there else postgres.url_of("nowhere")
    for options in ({"is_read_only": True}, {"must_exist": True}):
        with pytest.raises(ArchiveMissing, match="no archive at postgresql"):
            Archive.open(url, tmp_path, **options)


def test_the_password_is_not_told(postgres, tmp_path):
    url = postgres.url.set(database="nowhere", password="geheim").render_as_string(hide_password=False)
    with pytest.raises(ArchiveMissing) as failure:
        Archive.open(url, tmp_path, is_read_only=True)
    assert "geheim" not in str(failure.value)


def test_writers_who_come_together_to_an_empty_database_make_one_archive(postgres, tmp_path):
    url = postgres.new_database(is_empty=True)

    def come():
        with Archive.open(url, tmp_path, reader=PLAIN) as archive:
            archive.begin_crawl(PORTAL, "incremental", {}, "0.1.0")

    with at_once(come, come, come):
        pass
    with Archive.open(url, tmp_path, is_read_only=True) as archive, archive.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM crawl")) == 1


def test_sessions_are_in_utc_whatever_the_server_is_in(archive):
    with archive.engine.connect() as connection:
        assert connection.scalar(text("SHOW TimeZone")) == "UTC"


@pytest.mark.parametrize("number", ["0.1", "12345678901234567890.123456789012345678901", "1E+400", "-3", "0"])
def test_numbers_keep_every_digit(archive, number):
    crawl_once(archive, fetched(report_body()))
    with archive.engine.begin() as connection:
        connection.execute(update(cell).values(num=Decimal(number)))
        assert set(connection.scalars(select(cell.c.num))) == {Decimal(number)}


def test_a_number_beyond_postgres_is_left_out(archive):
    crawl_once(archive, fetched(report_body()))
    with archive.engine.begin() as connection:
        connection.execute(update(cell).values(num=Decimal("1E+200000")))
        assert set(connection.scalars(select(cell.c.num))) == {None}


def test_what_postgres_cannot_write_is_marked_and_nothing_is_lost_over_it(archive, rows):
    body = report_body().replace("一、总体情况".encode(), b"one\x00two")
    crawl_once(archive, fetched(body, headers=(("X-Odd", "a\x00b\\u0000"),)))
    assert rows("SELECT heading FROM section") == [("one\ufffdtwo",)]
    with archive.engine.connect() as connection:
        assert connection.execute(text("SELECT headers FROM capture")).scalar() == [
            ["X-Odd", "a\ufffdb\\u0000"]
        ]


def test_json_is_written_as_people_read_it():
    assert write_json({"年": "\x00\\\x00"}) == '{"年": "\ufffd\\\\\ufffd"}'


def test_a_key_that_was_met_is_never_given_twice(archive):
    with archive.engine.begin() as connection:
        connection.execute(insert(form_cell), [{"key": "a"}, {"key": "b"}])
        assert connection.execute(select(form_cell.c.id, form_cell.c.key).order_by("id")).all() == [
            (1, "a"),
            (2, "b"),
        ]


def test_two_who_record_one_report_at_once_choose_with_what_the_other_adds(archive, rows, monkeypatch):
    """The page moves to another year while a variant comes, which is shown only where there is no page."""
    page, file = (f"https://www.linan.gov.cn/{name}" for name in ("1.html", "1.docx"))
    variant = PublicationFacts(title="图解", kind=Kind.VARIANT, unit="昌化镇", year=2020)
    crawl_once(
        archive,
        fetched(report_body(), url=page),
        visit(CaptureVerdict.FAILED, url=file, publication=variant),
    )
    crawl = next_crawl(archive)
    both_have_looked = threading.Barrier(2, timeout=1)
    choose = storage.reports.choose

    def slowly(candidates):
        chosen = choose(candidates)
        with suppress(threading.BrokenBarrierError):  # as it must be: one waits for the other
            both_have_looked.wait()
        return chosen

    monkeypatch.setattr(storage.reports, "choose", slowly)
    with at_once(
        lambda: archive.record(crawl, fetched(report_body(year=2019), url=page, day=2)),
        lambda: archive.record(crawl, fetched(report_body(4), url=file, day=2, publication=variant)),
    ):
        pass
    shown = """SELECT s.year, v.publication_id FROM shown_reports s
               JOIN result r ON r.id = s.result_id JOIN version v ON v.id = r.version_id ORDER BY 1"""
    assert rows(shown) == [(2019, 1), (2020, 2)]
