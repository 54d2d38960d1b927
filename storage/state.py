"""Tells whether anything was written to an archive since it was last asked, in a fraction of a millisecond."""

from threading import Lock
from typing import Final

from sqlalchemy import Engine, PoolProxiedConnection, text

# Which transactions are seen. It changes with every one that wrote, and is the same only where the same are seen.
SNAPSHOT: Final = text("SELECT CAST(pg_current_snapshot() AS text)")
# Of one connection: another number whenever another connection committed in between (sqlite.org/pragma.html).
DATA_VERSION: Final = "PRAGMA data_version"


class ArchiveState:
    """The state that an archive is in: a word that is the same only while nothing is written by anybody."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._watching: PoolProxiedConnection | None = None

    def now(self) -> str:
        """Return the word for what is committed now. May be asked from any thread.

        An answer that was read after this, and before it is found unchanged, is of this very state.
        """
        if self._engine.dialect.name == "postgresql":
            with self._engine.connect() as connection:
                return str(connection.scalar(SNAPSHOT))
        with self._lock:
            if self._watching is None:
                self._watching = (
                    self._engine.raw_connection()
                )  # outside of any transaction, which would stand still
            cursor = self._watching.cursor()
            cursor.execute(DATA_VERSION)
            seen = cursor.fetchone()
            cursor.close()
        return str(seen)

    def close(self) -> None:
        """Give back the connection."""
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None
