"""Answers that took long, kept while nothing is written to the archive: never longer, so that none is ever old."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import Connection, Engine

from storage.state import ArchiveState
from storage.unit_of_work import read

T = TypeVar("T")
MOST = 200  # answers, of some kilobytes each


class Memory:
    """Asks one archive questions: functions of a connection and of values that can be hashed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._state = ArchiveState(engine)
        self._answered = lru_cache(maxsize=MOST)(self._answer)

    def ask(self, question: Callable[..., T], *values: Hashable) -> T:
        """Return ``question(connection, *values)``, from memory where the archive is as it was then."""
        answer: T = self._answered(self._state.now(), question, values)
        return answer

    def forget(self) -> None:
        """Forget every answer."""
        self._answered.cache_clear()

    def close(self) -> None:
        """Give back the connection that watches the archive."""
        self._state.close()

    def _answer(self, _state: str, question: Callable[..., T], values: tuple[Hashable, ...]) -> T:
        def ask(connection: Connection) -> T:
            return question(connection, *values)

        return read(self._engine, ask)
