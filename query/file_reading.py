"""Reads a file that somebody has, without an archive and without a network."""

from dataclasses import dataclass
from pathlib import Path

from parsers.report import ParseHints, ProblemKind
from storage.reader import CORE, Extras, Reader, house_reader
from storage.result_document import ResultDocument
from storage.tombstone import read_tombstone

UNREAD = frozenset({ProblemKind.UNREADABLE_DOCUMENT.value, ProblemKind.UNSUPPORTED_FORMAT.value})


@dataclass(frozen=True, slots=True)
class FileReading:
    """A file as the parsers and checks read it: the object of `gongkai parse`.

    ``failure`` says why nothing could be read, None where something was.
    """

    document: ResultDocument
    failure: str | None


def read_file(path: Path, *, extras: Extras = CORE, reader: Reader | None = None) -> FileReading:
    """Read one file. Its name is all that the parsers are told beside its bytes.

    Raises nothing: a file that is not there or cannot be read is a `FileReading` with a failure.
    """
    reader = reader or house_reader(extras)
    try:
        body = path.read_bytes()
    except OSError as error:
        return _missing(path, error.strerror or str(error), reader)
    tombstone = read_tombstone(body)
    if tombstone is not None:
        return _missing(path, f"content {tombstone.sha256} was {tombstone}", reader)
    document = reader.read(body, None, ParseHints(filename=path.name), file=str(path)).document
    failures = [problem["message"] for problem in document["problems"] if problem["kind"] in UNREAD]
    return FileReading(document, failures[0] if failures and not document["cells"] else None)


def _missing(path: Path, why: str, reader: Reader) -> FileReading:
    """Make the object of a file that the system does not give: same keys, no bytes to hash."""
    document: ResultDocument = {
        "file": str(path),
        "sha256": None,
        "media_type": None,
        "parser": {"release": reader.release, "fingerprint": reader.fingerprint},
        "title": None,
        "title_lines": [],
        "publisher": None,
        "year": None,
        "kind": "other",
        "edition": None,
        "published_on": None,
        "form": None,
        "cells": [],
        "sections": [],
        "mentions": [],
        "tables": [],
        "headers": [],
        "problems": [_problem(ProblemKind.UNREADABLE_DOCUMENT, why)],
        "is_converted": False,
        "residues": [],
        "unread_count": 0,
        "unread": [],
        "outcomes": [],
    }
    return FileReading(document, why)


def _problem(kind: ProblemKind, message: str) -> dict[str, object]:
    return {"kind": kind.value, "message": message, "keys": [], "place": {}}
