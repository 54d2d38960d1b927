"""Processes of a Dask cluster: of many machines, which come and go."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from storage.executing.execution import Done, ExecutorUnusable, told

A = TypeVar("A")
R = TypeVar("R")


class DaskCluster:
    """The workers of one scheduler, given as ``host:port`` or as a cluster object of Dask.

    What a worker was at when it died is done by another; Dask gives a task up when it was at hand in more
    deaths than its setting ``distributed.scheduler.allowed-failures`` allows, 3 unless changed.
    """

    def __init__(self, cluster: object) -> None:
        try:
            from distributed import Client  # noqa: PLC0415  # the extra `cluster`
        except ModuleNotFoundError:
            message = "a Dask cluster needs the extra: pip install 'gongkai[cluster]'"
            raise ExecutorUnusable(message) from None
        try:
            # Not the default client: whoever gave us a cluster may have one.
            self._client = Client(cluster, set_as_default=False)
        except OSError as error:
            message = f"no Dask scheduler at {cluster}: {told(error)}"
            raise ExecutorUnusable(message) from error

    @property
    def width(self) -> int:
        """The threads of the workers that are there now."""
        threads: int = sum(self._client.nthreads().values())
        return max(1, threads)

    def run(self, task: Callable[[A], R], arguments: Iterable[A]) -> Iterator[Done[A, R]]:
        """Run the task on each argument, see `Executor.run`."""
        from distributed import as_completed  # noqa: PLC0415

        # Not pure: the same task asked for again looks at the archive again.
        asked: dict[Any, A] = {
            self._client.submit(task, argument, pure=False): argument for argument in arguments
        }
        try:
            for future in as_completed(list(asked), loop=self._client.loop):
                argument = asked.pop(future)  # so that the scheduler may forget its result
                yield _done(argument, future.result)
        finally:
            self._client.cancel(list(asked))

    def close(self) -> None:
        """Leave the cluster as it is."""
        self._client.close()


def _done(argument: A, result: Callable[[], R]) -> Done[A, R]:
    """Say what came of a task, also where what it raised cannot be made again here, or the scheduler is gone."""
    try:
        return Done(argument, result())
    except Exception as error:  # noqa: BLE001  # whatever the task raised
        return Done(argument, None, told(error))
