"""Work in many processes, on this machine or on many: one interface for crawling portals and for reading again.

    with open_executor("local:4") as executor:        # or "dask://host:8786", or a Dask cluster
        for done in executor.run(task, arguments): ...

A task is a function of one argument that can be pickled, found by its name. It keeps nothing but in the archive,
and may be run twice: a process that is killed costs what it was at, and another does it. So may the program
that gives the tasks be killed; started again, it gives those that are not done.
"""

from storage.executing.execution import Done, Executor, ExecutorUnusable
from storage.executing.opening import open_executor

__all__ = ["Done", "Executor", "ExecutorUnusable", "open_executor"]
