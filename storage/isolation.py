"""Reading in a process of its own: a bad file takes down a worker, never a crawl or a command.

The worker lives within limits of memory, processor time and file size, and has no network. It is
started when the first document comes, and started anew after a number of documents or a death.
What kills it becomes an ``UnreadableDocument`` that says why; the bytes are in the archive anyway.
"""

import multiprocessing
import resource
import signal
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NoReturn

from parsers.bundles import Opened, open_bundle
from parsers.document import Document, UnreadableDocument
from parsers.report import ParsedReport, ParseHints
from storage.reader import CORE, NO_PICTURES, Extras, Reader, house_reader

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["parsers.parse"])


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use. Reading a report takes 30 ms and 150 MB; a scan far more."""

    memory_bytes: int = 2 * 2**30
    processor_seconds: int = 60  # for one document
    wall_seconds: float = 120.0  # for one document
    file_bytes: int = 64 * 2**20
    ocr_times: int = 10  # as long for a document whose pictures are read: a page takes 2 to 5 s
    documents: int = 200  # then a fresh worker, so that leaks of libraries do not add up


class IsolatedReading:
    """Asks one worker process to read, one document at a time; any thread may ask."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._worker: BaseProcess | None = None
        self._line: Connection | None = None
        self._read_count = 0

    def reader(self, extras: Extras = CORE) -> Reader:
        """Return the parsers and checks of this release, the parsers behind the fence."""
        fenced = house_reader(extras, self.parse, self.read_document)
        return replace(fenced, open_bundle=self.open_bundle)

    def parse(
        self,
        body: bytes,
        media_type: str | None,
        hints: ParseHints,
        pictures: Mapping[str, bytes] = NO_PICTURES,
    ) -> ParsedReport:
        """Parse in the worker; what kills it becomes a report with a problem and no cells."""
        from parsers import parse  # noqa: PLC0415  # loaded only by those who read bytes

        try:
            report = self._ask("parse", hints, (body, media_type, hints, dict(pictures)))
        except UnreadableDocument as error:
            return parse.unreadable(body, hints, str(error))
        assert isinstance(report, ParsedReport)
        return report

    def read_document(self, body: bytes, media_type: str | None, hints: ParseHints) -> Document:
        """Read blocks in the worker; raises ``UnreadableDocument``, also for what kills the worker."""
        document = self._ask("read_document", hints, (body, media_type, hints))
        assert isinstance(document, Document)
        return document

    def open_bundle(self, body: bytes) -> Opened:
        """Open a bundle in the worker; raises ``UnreadableDocument`` for what kills the worker."""
        opened = self._ask("open_bundle", ParseHints(), (body,))
        assert isinstance(opened, Opened)
        return opened

    def close(self) -> None:
        """Stop the worker, if one was started."""
        with self._lock:
            self._stop()

    def _ask(self, work: str, hints: ParseHints, arguments: tuple[object, ...]) -> object:
        times = self._limits.ocr_times if hints.ocr else 1
        wall_seconds = self._limits.wall_seconds * times
        with self._lock:
            if self._read_count >= self._limits.documents:
                self._stop()
            line = self._line or self._start()
            self._read_count += 1
            try:
                line.send((work, self._limits.processor_seconds * times, arguments))
                if not line.poll(wall_seconds):
                    self._die(f"reading took longer than {wall_seconds:g} s")
                answer = line.recv()
            except (EOFError, OSError):
                self._die(_cause_of_death(self._worker))
        if isinstance(answer, MemoryError):
            raise UnreadableDocument(f"reading needs more than {self._limits.memory_bytes} bytes of memory")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _die(self, why: str) -> NoReturn:
        self._stop()
        raise UnreadableDocument(why)

    def _start(self) -> Connection:
        ours, theirs = _CONTEXT.Pipe()
        self._worker = _CONTEXT.Process(target=_work, args=(theirs, self._limits), name="reader", daemon=True)
        self._worker.start()
        theirs.close()
        self._line, self._read_count = ours, 0
        return ours

    def _stop(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._worker is not None:
            self._worker.kill()
            self._worker.join()
            self._worker.close()
        self._line = self._worker = None


def _cause_of_death(worker: BaseProcess | None) -> str:
    if worker is None:
        return "the reader was gone"
    worker.join(5)
    code = worker.exitcode
    if code == -signal.SIGXCPU:
        return "reading took more processor time than it may"
    if code is not None and code < 0:
        return f"the reader was killed by {signal.Signals(-code).name}"
    return f"the reader ended with exit code {code}"


def _work(line: Connection, limits: Limits) -> None:
    """Read what is asked for, until nobody asks any more."""
    from parsers import parse  # noqa: PLC0415  # in the worker only

    works: dict[str, Callable[..., Any]] = {
        "parse": parse.parse,
        "read_document": parse.read_document,
        "open_bundle": open_bundle,
    }
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which then stops us
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_bytes, limits.file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    socket.socket = _NoNetwork  # type: ignore[misc,assignment]
    while True:
        try:
            work, processor_seconds, arguments = line.recv()
        except EOFError:
            return
        _allow_processor(processor_seconds)
        try:
            answer: object = works[work](*arguments)
        except Exception as error:  # noqa: BLE001  # handed to the one who asked, who tells it apart
            answer = error
        line.send(answer)


def _allow_processor(seconds: int) -> None:
    """Let the next document use so much processor time, beyond what the worker has used so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


class _NoNetwork:
    """Stands where sockets were: documents are read, nothing that they point at is fetched."""

    def __init__(self, *_: object, **__: object) -> None:
        message = "a reader of documents has no network"
        raise PermissionError(message)
