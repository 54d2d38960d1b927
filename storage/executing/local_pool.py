"""Processes of this machine. Each has one task at a time, so that one that dies takes no other task with it."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from multiprocessing.context import BaseContext
from queue import SimpleQueue
from typing import TypeVar

from storage.child_processes import child_context
from storage.executing.execution import Done, told

A = TypeVar("A")
R = TypeVar("R")

TRIES = 2  # of a task whose process dies
AHEAD = 2  # tasks for each process that are taken from those who give them: what it is at, and its next


@dataclass(frozen=True, slots=True)
class LocalPool:
    """So many processes, started as they are needed, and ended with the run."""

    width: int

    def run(self, task: Callable[[A], R], arguments: Iterable[A]) -> Iterator[Done[A, R]]:
        """Run the task on each argument, see `Executor.run`."""
        if task.__module__ == "__main__":
            message = (
                f"{task.__qualname__} is of the program that was started, which its processes do not load"
            )
            raise ValueError(message)
        idle = SimpleQueue[_Place]()
        context = child_context(task.__module__)

        def work(argument: A) -> Done[A, R]:
            place = idle.get()
            try:
                return place.run(task, argument)
            finally:
                idle.put(place)

        with ExitStack() as stack:
            for _ in range(self.width):
                place = _Place(context)
                stack.callback(place.close)
                idle.put(place)
            threads = ThreadPoolExecutor(self.width, "task")
            stack.callback(threads.shutdown, cancel_futures=True)
            asked = iter(arguments)
            running = {threads.submit(work, argument) for argument in islice(asked, AHEAD * self.width)}
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                running |= {threads.submit(work, argument) for argument in islice(asked, len(done))}
                yield from (future.result() for future in done)


class _Place:
    """One process, and another when that is dead."""

    def __init__(self, context: BaseContext) -> None:
        self._context = context
        self._process: ProcessPoolExecutor | None = None

    def run(self, task: Callable[[A], R], argument: A) -> Done[A, R]:
        """Run one task, twice where its process dies."""
        for _ in range(TRIES):
            future = self._begin(task, argument)
            error = future.exception()
            if error is None:
                return Done(argument, *future.result())
            if not isinstance(error, BrokenProcessPool):  # its result cannot be sent
                return Done(argument, None, told(error))
            self.close()
        return Done(argument, None, f"its process died {TRIES} times")

    def _begin(self, task: Callable[[A], R], argument: A) -> "Future[tuple[R | None, str]]":
        """Give a task to the process, to a new one where there is none or it died while it had nothing to do."""
        if self._process is not None:
            try:
                return self._process.submit(_work, task, argument)
            except BrokenProcessPool:
                self.close()
        self._process = ProcessPoolExecutor(1, self._context, initializer=_begin)
        return self._process.submit(_work, task, argument)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.shutdown()
        self._process = None


def _work(task: Callable[[A], R], argument: A) -> tuple[R | None, str]:
    """Work on one task; say an error here, as not every error can be sent."""
    try:
        return task(argument), ""
    except Exception as error:  # noqa: BLE001  # told to the one who gave the task
        return None, told(error)


def _begin() -> None:
    """Leave Ctrl-C to the program that gives the tasks, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)  # in the midst of whatever it is: that is done again

    threading.Thread(target=follow, name="follow", daemon=True).start()
