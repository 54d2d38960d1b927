"""Bytes -> parse -> check -> rows: the only place where the three meet."""

from collections.abc import Callable
from dataclasses import dataclass

from checks.outcome import Outcome
from parsers.document import Document
from parsers.report import ParsedReport, ParseHints


@dataclass(frozen=True, slots=True)
class Reader:
    """The parsers and checks that an archive reads with. Tests give others.

    ``release`` and ``fingerprint`` name them: the same bytes, hints, release and fingerprint give
    the same result.
    """

    parse: Callable[[bytes, str | None, ParseHints], ParsedReport]
    read_document: Callable[[bytes, str | None, ParseHints], Document]
    run_checks: Callable[[ParsedReport], tuple[Outcome, ...]]
    release: str
    fingerprint: str
