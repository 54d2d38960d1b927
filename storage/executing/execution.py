"""What an executor is, wherever it has its processes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

A = TypeVar("A")
R = TypeVar("R")


class ExecutorUnusable(Exception):
    """There is no such place to work, or it cannot be reached."""


@dataclass(frozen=True, slots=True)
class Done(Generic[A, R]):
    """What came of one task: its result, or None and why there is none."""

    argument: A
    result: R | None
    failure: str = ""


class Executor(Protocol):
    """Processes that work."""

    @property
    def width(self) -> int:
        """How many tasks are worked on at a time, as far as is known now."""

    def run(self, task: Callable[[A], R], arguments: Iterable[A]) -> Iterator[Done[A, R]]:
        """Run the task on each argument; yield what came of each, as they end.

        A task whose process dies is run again in another; one that dies again, or raises, is told as a failure, and
        the others go on. Whoever stops listening stops what has not begun.
        """


def told(error: BaseException) -> str:
    """Say an error in one line."""
    return f"{type(error).__name__}: {error}".replace("\n", " ").rstrip(": ")
