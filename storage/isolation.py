"""Reading in a process of its own: a bad file takes down a worker, never a crawl or a command.

The worker lives within limits of memory, processor time and file size, and has no network. It is
started when the first document comes, and started anew after a number of documents or a death.
What kills it becomes an ``UnreadableDocument`` that says why; the bytes are in the archive anyway.
"""

import logging
import signal
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NoReturn

from parsers.bundles import Opened
from parsers.document import Document, UnreadableDocument
from parsers.report import ParsedReport, ParseHints
from storage.child_processes import child_context
from storage.digest import content_digest
from storage.reader import CORE, NO_PICTURES, Extras, Reader, Reading, house_reader
from storage.reading_worker import Limits, OutOfMemory, serve

_CONTEXT = child_context()


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
        given = {part.name: getattr(fenced, part.name) for part in fields(fenced)}
        return _IsolatedReader(**{**given, "open_bundle": self.open_bundle}, reading=self, extras=extras)

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
            report = self.ask("parse", hints, (body, media_type, hints, dict(pictures)))
        except UnreadableDocument as error:
            return parse.unreadable(body, hints, str(error))
        assert isinstance(report, ParsedReport)
        return report

    def read_document(self, body: bytes, media_type: str | None, hints: ParseHints) -> Document:
        """Read blocks in the worker; raises ``UnreadableDocument``, also for what kills the worker."""
        document = self.ask("read_document", hints, (body, media_type, hints))
        assert isinstance(document, Document)
        return document

    def open_bundle(self, body: bytes) -> Opened:
        """Open a bundle in the worker; raises ``UnreadableDocument`` for what kills the worker."""
        opened = self.ask("open_bundle", ParseHints(), (body,))
        assert isinstance(opened, Opened)
        return opened

    def close(self) -> None:
        """Stop the worker, if one was started."""
        with self._lock:
            self._stop()

    def ask(self, work: str, hints: ParseHints, arguments: tuple[object, ...]) -> object:
        """Let the worker do one of its works; raises what it raises, ``UnreadableDocument`` for what kills it."""
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
                answer, told = line.recv()
            except (EOFError, OSError):
                self._die(_cause_of_death(self._worker))
        for record in told:
            logging.getLogger(record.name).handle(record)
        if isinstance(answer, OutOfMemory):
            raise UnreadableDocument(f"reading needs more than {self._limits.memory_bytes} bytes of memory")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _die(self, why: str) -> NoReturn:
        self._stop()
        raise UnreadableDocument(why)

    def _start(self) -> Connection:
        ours, theirs = _CONTEXT.Pipe()
        self._worker = _CONTEXT.Process(target=serve, args=(theirs, self._limits), name="reader", daemon=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _IsolatedReader(Reader):
    """A reader whose documents stay in the worker: only what is said of them comes back."""

    reading: IsolatedReading
    extras: Extras

    def read(
        self,
        body: bytes,
        media_type: str | None,
        hints: ParseHints,
        *,
        file: str,
        pictures: Mapping[str, bytes] = NO_PICTURES,
    ) -> Reading:
        """Parse and check in the worker; what kills it becomes a problem."""
        from parsers import parse  # noqa: PLC0415  # loaded only by those who read bytes

        try:
            asked = replace(hints, ocr=hints.ocr or self.extras.ocr)  # pictures take their time
            what = (self.extras, body, media_type, hints, file, dict(pictures))
            reading = self.reading.ask("read", asked, what)
        except UnreadableDocument as error:
            return self.reading_of(parse.unreadable(body, hints, str(error)), body, file=file)
        assert isinstance(reading, Reading)
        return reading

    def content_digest(self, body: bytes, hints: ParseHints, part_digests: Sequence[str]) -> str:
        """Digest in the worker; of what kills it, the bytes alone count."""
        try:
            digest = self.reading.ask("content_digest", hints, (body, hints, part_digests))
        except UnreadableDocument:
            return content_digest(None, body, part_digests)
        assert isinstance(digest, str)
        return digest


def _cause_of_death(worker: BaseProcess | None) -> str:
    if worker is None:
        return "the reader was gone"
    worker.join(5)
    code = worker.exitcode
    if code == -signal.SIGXCPU:
        return "reading took more processor time than it may"
    if code == -signal.SIGABRT:  # what Python and the libraries do where not even an error finds room
        return "the reader ended itself: it had no memory left, or a library of it broke"
    if code is not None and code < 0:
        return f"the reader was killed by {signal.Signals(-code).name}"
    return f"the reader ended with exit code {code}"
