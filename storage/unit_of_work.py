"""Whole units of work: one transaction, tried again when the database asks for patience."""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from storage.database import reading_options

T = TypeVar("T")

PATIENCE_SECONDS = 60.0
MAX_COLLISIONS = 5  # two writers can meet on a natural key once or twice; more is our mistake
# serialization failure, deadlock, lock not available
POSTGRES_TRANSIENT = frozenset({"40001", "40P01", "55P03"})
POSTGRES_UNIQUE = "23505"
SQLITE_TRANSIENT = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
SQLITE_UNIQUE = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})


def run_in_transaction(
    engine: Engine, work: Callable[[Connection], T], *, patience_seconds: float = PATIENCE_SECONDS
) -> T:
    """Run ``work`` in one transaction and return what it returns.

    When the database is busy, finds a deadlock, drops the connection, or another writer was first
    with a natural key, the whole of ``work`` runs again in a new transaction. Any other error,
    and one that outlasts ``patience_seconds``, is raised as it is. So ``work`` must have no effect
    but on its connection.
    """
    retrying = Retrying(
        retry=retry_if_exception(is_passing),
        wait=wait_random_exponential(multiplier=0.05, max=5),
        stop=lambda state: stop_after_delay(patience_seconds)(state) or _has_collided_too_often(state),
        reraise=True,
    )

    def attempt() -> T:
        with engine.begin() as connection:
            return work(connection)

    return retrying(attempt)


def read(engine: Engine, query: Callable[[Connection], T]) -> T:
    """Run ``query`` in one transaction that takes no write lock, and return what it returns."""
    return run_in_transaction(engine.execution_options(**reading_options(engine)), query)


def is_passing(error: BaseException) -> bool:
    """Tell whether an error of the database may be gone when the same work is tried again."""
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or _is_contention(error) or is_collision(error)


def is_collision(error: BaseException | None) -> bool:
    """Tell whether another writer was first with the same natural key."""
    if not isinstance(error, IntegrityError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code in SQLITE_UNIQUE or getattr(error.orig, "sqlstate", None) == POSTGRES_UNIQUE


def _is_contention(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in SQLITE_TRANSIENT  # the low byte; the rest says which kind of busy
    return getattr(error.orig, "sqlstate", None) in POSTGRES_TRANSIENT


def _has_collided_too_often(state: RetryCallState) -> bool:
    error = state.outcome.exception() if state.outcome else None
    return state.attempt_number >= MAX_COLLISIONS and is_collision(error)
