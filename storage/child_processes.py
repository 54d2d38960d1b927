"""Child processes: forked from a server that has loaded the parsers, so that the first document of each is cheap.

A child of `multiprocessing` loads the program that was started, to find functions that are defined in it: 0.6 s and 40 MB
of ``gongkai`` in every reader. Ours run functions of modules, which are found by their names.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, ForkServerProcess

from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

# None of them starts a thread.
READING = ("parsers.parse", "parsers.every_format", "checks.registry", "storage.reading_worker")

_NAMES: tuple[str, ...] = ("__spec__", "__file__")
_starting = threading.Lock()
_trying = Retrying(
    retry=retry_if_exception_type((ConnectionError, EOFError)),
    wait=wait_fixed(0.05),
    stop=stop_after_delay(5),
    reraise=True,
)


class _Process(ForkServerProcess):
    """A process that knows nothing of the program that was started."""

    def start(self) -> None:
        """Start, from another server where the one that was there has just been killed."""
        with _starting, _program_without_name():
            _trying(super().start)


class _Context(ForkServerContext):
    Process = _Process


@contextmanager
def _program_without_name() -> Iterator[None]:
    """Hide where the running program is from: a child loads what has a name or a file."""
    program = vars(sys.modules["__main__"])
    kept = {name: program.pop(name) for name in _NAMES if name in program}
    program["__spec__"] = None
    try:
        yield
    finally:
        program.update(kept)


def child_context(*preloaded: str) -> ForkServerContext:
    """Return where child processes come from.

    The server is started with the first child of this program. It loads what readers need, and the modules that are
    named then: once, however many children there will be.
    """
    context = _Context()
    context.set_forkserver_preload([*READING, *preloaded])
    return context
