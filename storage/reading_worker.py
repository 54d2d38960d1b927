"""The process that documents are read in: what it may use, and what it is asked to do."""

import logging
import resource
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from lxml.etree import LxmlError

from parsers.bundles import open_bundle
from storage.reader import CORE, Extras, Reader, house_reader

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use. Reading a report takes 30 ms and 150 MB; a scan far more."""

    memory_bytes: int = 2 * 2**30
    processor_seconds: int = 60  # for one document
    wall_seconds: float = 120.0  # for one document
    file_bytes: int = 64 * 2**20
    ocr_times: int = 10  # as long for a document whose pictures are read: a page takes 2 to 5 s
    documents: int = 200  # then a fresh worker, so that leaks of libraries do not add up


class OutOfMemory(BaseException):
    """A document needs more than it may have. No ``Exception``: for a reader, those are faults of ours."""


def serve(line: Connection, limits: Limits) -> None:
    """Read what is asked for, until nobody asks any more."""
    from parsers import parse  # noqa: PLC0415  # in the worker only

    @cache
    def readers(extras: Extras) -> Reader:
        return house_reader(extras, _within_memory(parse.parse), _within_memory(parse.read_document))

    works: dict[str, Callable[..., Any]] = {
        "parse": readers(CORE).parse,
        "read_document": readers(CORE).read_document,
        "open_bundle": open_bundle,
        "content_digest": readers(CORE).content_digest,
        "read": lambda extras, body, media_type, hints, file, pictures: readers(extras).read(
            body, media_type, hints, file=file, pictures=pictures
        ),
    }
    told = _Told()
    logging.getLogger().addHandler(told)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which then stops us
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_bytes, limits.file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    socket.socket = _NoNetwork  # type: ignore[misc,assignment]
    while True:
        try:
            name, processor_seconds, arguments = line.recv()
        except EOFError:
            return
        _allow_processor(processor_seconds)
        try:
            answer: object = works[name](*arguments)
        except (Exception, OutOfMemory) as error:  # noqa: BLE001  # handed to the one who asked, who tells it apart
            answer = error
        line.send((answer, told.take()))


def _within_memory(read: Callable[P, T]) -> Callable[P, T]:
    """Return a way to read for which too little memory is a matter of the document, and no fault of ours."""

    def reading(*arguments: P.args, **named: P.kwargs) -> T:
        try:
            return read(*arguments, **named)
        except Exception as failure:
            if is_of_memory(failure):
                raise OutOfMemory from None
            raise

    return reading


def is_of_memory(failure: BaseException) -> bool:
    """Whether something failed because memory was refused: libxml2 has then none left to say so."""
    if isinstance(failure, MemoryError) or (
        isinstance(failure, LxmlError) and str(failure) == "unknown error"
    ):
        return True
    return failure.__context__ is not None and is_of_memory(failure.__context__)


def _allow_processor(seconds: int) -> None:
    """Let the next document use so much processor time, beyond what the worker has used so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


class _Told(QueueHandler):
    """Holds what is logged in the worker until its answer takes it along."""

    def __init__(self) -> None:
        self._records: SimpleQueue[logging.LogRecord] = SimpleQueue()
        super().__init__(self._records)

    def take(self) -> list[logging.LogRecord]:
        """Return what was logged since the last time, ready to be sent."""
        return [self._records.get() for _ in range(self._records.qsize())]


class _NoNetwork:
    """Stands where sockets were: documents are read, nothing that they point at is fetched."""

    def __init__(self, *_: object, **__: object) -> None:
        message = "a reader of documents has no network"
        raise PermissionError(message)
