"""Opening, locking, trying again, and really only reading."""

import shutil
import sqlite3
import threading

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.archive import Archive, ArchiveIsReadOnly
from storage.crawl import CrawlVerdict
from storage.database import ArchiveMissing, database_url, open_engine
from storage.models import portal
from storage.unit_of_work import MAX_COLLISIONS, is_passing, read, run_in_transaction
from tests.storage.plain_reader import PLAIN, PORTAL, fetched, next_crawl, report_body

ROW = {"id": "linan", "title": "临安", "base_url": "https://www.linan.gov.cn"}


@pytest.fixture
def impatient(archive, tmp_path):
    """An engine on the same file that hardly waits for a lock by itself."""
    engine = open_engine(tmp_path / "archive.sqlite", busy_timeout_ms=10)
    yield engine
    engine.dispose()


def hold_lock(path, released):
    """Hold the write lock from another connection until told."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")

    def release():
        released.wait(30)
        connection.execute("ROLLBACK")
        connection.close()

    thread = threading.Thread(target=release)
    thread.start()
    return thread


def test_work_on_a_locked_database_is_tried_again_until_it_is_free(impatient, tmp_path):
    released = threading.Event()
    holder = hold_lock(tmp_path / "archive.sqlite", released)
    with pytest.raises(OperationalError, match="locked"), impatient.begin():
        pass
    threading.Timer(0.4, released.set).start()
    run_in_transaction(impatient, lambda connection: connection.execute(insert(portal).values(ROW)))
    holder.join()
    assert read(impatient, lambda connection: connection.scalar(select(portal.c.title))) == "临安"


def test_patience_with_a_locked_database_ends(impatient, tmp_path):
    released = threading.Event()
    holder = hold_lock(tmp_path / "archive.sqlite", released)
    with pytest.raises(OperationalError, match="locked"):
        run_in_transaction(impatient, lambda connection: None, patience_seconds=0.2)
    released.set()
    holder.join()


def test_reading_takes_no_write_lock(impatient, tmp_path):
    released = threading.Event()
    holder = hold_lock(tmp_path / "archive.sqlite", released)
    assert read(impatient, lambda connection: connection.scalars(select(portal.c.id)).all()) == []
    released.set()
    holder.join()


def test_work_that_met_another_writer_on_a_natural_key_runs_again_as_a_whole(archive):
    attempts = []

    def work(connection):
        attempts.append(connection)
        connection.execute(insert(portal).values({**ROW, "id": f"attempt {len(attempts)}"}))
        if len(attempts) == 1:  # as if another writer had been first
            connection.execute(insert(portal).values({**ROW, "id": "attempt 1"}))

    run_in_transaction(archive.engine, work)
    with archive.engine.connect() as connection:
        assert connection.scalars(select(portal.c.id)).all() == ["attempt 2"]


def test_a_collision_that_comes_back_every_time_is_raised(archive):
    attempts = []

    def work(connection):
        attempts.append(connection)
        connection.execute(insert(portal), [ROW, ROW])

    with pytest.raises(IntegrityError):
        run_in_transaction(archive.engine, work)
    assert len(attempts) == MAX_COLLISIONS


def test_a_mistake_of_ours_is_raised_at_once(archive):
    attempts = []

    def work(connection):
        attempts.append(connection)
        connection.execute(insert(portal).values(id="linan"))

    with pytest.raises(IntegrityError, match="NOT NULL"):
        run_in_transaction(archive.engine, work)
    assert len(attempts) == 1
    assert not is_passing(ValueError("x"))


def test_foreign_keys_hold(archive):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), archive.engine.begin() as connection:
        connection.execute(text("INSERT INTO report (publisher_id, year) VALUES ('nobody', 2020)"))


def test_commits_survive_a_power_cut_and_no_old_sqlite_runs_in_wal_mode(archive):
    with archive.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    assert journal == ("wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "truncate")


def test_an_archive_opened_read_only_cannot_be_written(archive, tmp_path):
    crawl = next_crawl(archive)
    archive.record(crawl, fetched(report_body()))
    with Archive.open(tmp_path / "archive.sqlite", tmp_path, is_read_only=True, reader=PLAIN) as reading:
        assert len(reading.known_publications("linan")) == 1
        assert len(reading.captured_in(crawl)) == 1
        for change in (insert(portal).values({**ROW, "id": "x"}), update(portal).values(title="x")):
            with pytest.raises(OperationalError, match="readonly"), reading.engine.begin() as connection:
                connection.execute(change)
        with pytest.raises(ArchiveIsReadOnly):
            reading.record(crawl, fetched(report_body(4), day=2))
        with pytest.raises(ArchiveIsReadOnly):
            reading.begin_crawl(PORTAL, "incremental", {}, "0.1.0")
        with pytest.raises(ArchiveIsReadOnly):
            reading.finish_crawl(crawl, CrawlVerdict.COMPLETE)


def test_a_reader_undoes_the_half_transaction_of_a_killed_writer(archive, tmp_path):
    path, crashed = tmp_path / "archive.sqlite", tmp_path / "crashed.sqlite"
    archive.record(next_crawl(archive), fetched(report_body()))
    archive.close()
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA cache_size = 1")  # so that it writes before it commits
    writer.execute("BEGIN IMMEDIATE")
    writer.executemany(
        "INSERT INTO form_cell (key) VALUES (?)", [(f"key {n} {'x' * 500}",) for n in range(500)]
    )
    for suffix in ("", "-journal"):  # what a power cut at this moment leaves
        shutil.copy(f"{path}{suffix}", f"{crashed}{suffix}")
    writer.close()
    with (
        Archive.open(crashed, tmp_path, is_read_only=True) as reading,
        reading.engine.connect() as connection,
    ):
        assert connection.scalar(text("SELECT count(*) FROM form_cell")) == 3
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"


def test_reading_an_archive_that_is_not_there_makes_none(tmp_path):
    with pytest.raises(ArchiveMissing, match="no archive at"):
        Archive.open(tmp_path / "nowhere" / "archive.sqlite", tmp_path, is_read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_an_archive_in_memory_is_refused():
    with pytest.raises(ValueError, match="needs a file"):
        open_engine("sqlite://")


def test_a_path_with_odd_characters_is_a_path(tmp_path):
    odd = tmp_path / "年报 100%?#.sqlite"
    with Archive.open(str(odd), tmp_path, reader=PLAIN) as archive:
        archive.record(next_crawl(archive), fetched(report_body()))
    with Archive.open(odd, tmp_path, is_read_only=True) as archive:
        assert len(archive.known_publications("linan")) == 1
    assert odd.is_file()


def test_the_place_of_the_archive_comes_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_ARCHIVE", f"sqlite:///{tmp_path}/elsewhere.sqlite")
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "data"))
    with Archive.open(reader=PLAIN) as archive:
        archive.record(next_crawl(archive), fetched(report_body()))
    assert (tmp_path / "elsewhere.sqlite").is_file()
    assert (tmp_path / "data" / "blobs").is_dir()


def test_a_url_of_postgres_is_taken_as_it_is():
    assert database_url("postgresql://u@h/db").get_backend_name() == "postgresql"


def test_threads_share_an_archive(archive, rows):
    crawl = next_crawl(archive)
    errors = []

    def work(number):
        try:
            for year in range(2015, 2019):
                url = f"https://www.linan.gov.cn/{year}"
                archive.record(crawl, fetched(report_body(number, year=year), url=url, day=number))
        except Exception as error:  # noqa: BLE001
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert rows("SELECT count(*), count(DISTINCT publication_id) FROM version") == [(12, 4)]
