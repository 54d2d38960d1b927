"""From what a user says to an executor."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager

from storage.executing.dask_cluster import DaskCluster
from storage.executing.execution import Executor, ExecutorUnusable
from storage.executing.local_pool import LocalPool

_LOCAL = re.compile(r"local:([1-9]\d*)")
_DASK = re.compile(r"dask://([^/\s]+:\d+)/?")


@contextmanager
def open_executor(where: object) -> Iterator[Executor]:
    """Open ``local:N`` (N processes here), ``dask://host:port`` (a scheduler) or a cluster object of Dask.

    Raises `ExecutorUnusable`.
    """
    if not isinstance(where, str):
        with closing(DaskCluster(where)) as cluster:
            yield cluster
    elif found := _LOCAL.fullmatch(where):
        yield LocalPool(int(found[1]))
    elif found := _DASK.fullmatch(where):
        # Without a scheme it is Dask's setting `distributed.comm.default-scheme` that says tcp or tls.
        with closing(DaskCluster(found[1])) as cluster:
            yield cluster
    else:
        message = f"{where!r} is no place to work: local:4, or dask://host:8786"
        raise ExecutorUnusable(message)
