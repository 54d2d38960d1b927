"""Answers that took long, kept while nothing is written to the archive: never longer, so that none is ever old."""

import pickle
from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache
from sqlalchemy import Engine

from storage.state import ArchiveState
from storage.unit_of_work import read

T = TypeVar("T")
MOST_BYTES = 16_000_000  # of all answers, pickled; held they take some five times that


class Memory:
    """Asks one archive questions: functions of a connection and of values that can be hashed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._state = ArchiveState(engine)
        self._lock = Lock()
        self._answers: LRUCache[Hashable, Any] = LRUCache(MOST_BYTES, getsizeof=_weight)

    def ask(self, question: Callable[..., T], *values: Hashable) -> T:
        """Return ``question(connection, *values)``, from memory where the archive is as it was then."""
        asked = (self._state.now(), question, values)
        with self._lock:
            remembered: T | None = self._answers.get(asked)
        if remembered is not None:
            return remembered
        answer: T = read(self._engine, lambda connection: question(connection, *values))
        with self._lock, suppress(ValueError):  # heavier than all that may be remembered
            self._answers[asked] = answer
        return answer

    def forget(self) -> None:
        """Forget every answer."""
        with self._lock:
            self._answers.clear()

    def close(self) -> None:
        """Give back the connection that watches the archive."""
        self._state.close()


def _weight(answer: object) -> int:
    return len(pickle.dumps(answer))
