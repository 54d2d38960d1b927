"""The parsers and checks as the archive calls them: one place to wire them, one to replace them."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from checks.outcome import Outcome
from parsers.bundles import BUNDLES, Opened, open_bundle
from parsers.detect import detect
from parsers.document import Document, UnreadableDocument
from parsers.fingerprint import fingerprint
from parsers.report import Kind, ParsedReport, ParseHints, Problem, ProblemKind
from storage.digest import content_digest
from storage.result_document import ResultDocument, seal, to_document

logger = logging.getLogger(__name__)

UNKNOWN_MEDIA_TYPE = "application/octet-stream"
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})

ReadDocument = Callable[[bytes, str | None, ParseHints], Document]


class Parse(Protocol):
    """A way to parse; ``pictures`` are the files that a page shows, by their addresses."""

    def __call__(
        self, body: bytes, media_type: str | None, hints: ParseHints, pictures: Mapping[str, bytes] = ..., /
    ) -> ParsedReport:
        """Read a report."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What documents are read with beside the core, where it is installed.

    ``ocr`` reads what pictures show; ``convert`` lets LibreOffice convert what only it reads.
    """

    ocr: bool = False
    convert: bool = False


CORE = Extras()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of one blob gave, and its document compressed, to be kept.

    ``is_fault`` says that our own program broke over it.
    """

    report: ParsedReport
    outcomes: tuple[Outcome, ...]
    document: ResultDocument
    digest: str
    packed: bytes
    is_fault: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """The parsers and checks that an archive reads with. Tests give others.

    ``release`` and ``fingerprint`` name them: the same bytes, hints, release and fingerprint give
    the same result. ``parse_with_pictures`` parses a page together with the pictures that it shows, None
    where pictures are not read.
    """

    parse: Callable[[bytes, str | None, ParseHints], ParsedReport]
    read_document: ReadDocument
    run_checks: Callable[[ParsedReport], tuple[Outcome, ...]]
    release: str
    fingerprint: str
    parse_with_pictures: Parse | None = None
    open_bundle: Callable[[bytes], Opened] = open_bundle

    def read(
        self,
        body: bytes,
        media_type: str | None,
        hints: ParseHints,
        *,
        file: str,
        pictures: Mapping[str, bytes] = NO_PICTURES,
    ) -> Reading:
        """Parse and check one blob. ``media_type`` is what its server called it, None where unknown.

        ``pictures`` are the files that a page shows, by their addresses.

        Raises nothing: a fault of ours is logged and becomes a problem of the result, for no
        capture may be lost over a parser that breaks.
        """
        try:
            if pictures and self.parse_with_pictures is not None:
                report = self.parse_with_pictures(body, media_type, hints, pictures)
            else:
                report = self.parse(body, media_type, hints)
        except Exception as fault:
            logger.exception("The parser broke on %s", file)
            report = _unread(media_type, f"the parser broke: {fault!r}")
            return self._sealed(report, (), body, file, is_fault=True)
        return self.reading_of(report, body, file=file)

    def reading_of(self, report: ParsedReport, body: bytes, *, file: str) -> Reading:
        """Check what was parsed of a blob. Raises nothing, as `read`."""
        try:
            return self._sealed(report, tuple(self.run_checks(report)), body, file, is_fault=False)
        except Exception as fault:
            logger.exception("The checks broke on %s", file)
            broken = Problem(ProblemKind.CONTENT_UNREAD, f"the checks broke, none was kept: {fault!r}")
            report = replace(report, problems=(*report.problems, broken))
            return self._sealed(report, (), body, file, is_fault=True)

    def _sealed(
        self, report: ParsedReport, outcomes: tuple[Outcome, ...], body: bytes, file: str, *, is_fault: bool
    ) -> Reading:
        document = to_document(
            report,
            outcomes,
            file=file,
            sha256=hashlib.sha256(body).hexdigest(),
            release=self.release,
            fingerprint=self.fingerprint,
        )
        return Reading(report, outcomes, document, *seal(document), is_fault)

    def content_digest(self, body: bytes, hints: ParseHints, part_digests: Sequence[str]) -> str:
        """Return the SHA-256 of the normalised content of a blob whose pictures have these digests."""
        return content_digest(self.document_of(body, hints), body, part_digests)

    def document_of(self, body: bytes, hints: ParseHints) -> Document | None:
        """Return the blocks of a blob, None where it cannot be read. The bytes alone tell the format."""
        try:
            return self.read_document(body, None, hints)
        except UnreadableDocument:
            return None
        except Exception:  # see `read`
            logger.exception("The reader of documents broke on %s", hints.url)
            return None

    def members_of(self, body: bytes, file: str) -> Opened | None:
        """Return the files of a bundle, None where the bytes are none. Raises nothing, as `read`."""
        if detect(body) not in BUNDLES:
            return None
        try:
            return self.open_bundle(body)
        except UnreadableDocument as error:  # it killed a reader
            return Opened((), str(error))
        except Exception as fault:
            logger.exception("The reader of bundles broke on %s", file)
            return Opened((), f"the reader of bundles broke: {fault!r}")


def house_reader(
    extras: Extras = CORE, parse: Parse | None = None, read_document: ReadDocument | None = None
) -> Reader:
    """Return the parsers and checks of this release, asked to use some extras.

    ``parse`` and ``read_document`` stand for the house's own where these are called by way of something else.
    The blocks that versions are told apart by are read without extras: a picture is told by its bytes.
    """
    import checks  # noqa: PLC0415
    import parsers  # noqa: PLC0415
    from checks import registry  # noqa: PLC0415  # loaded only by those who read bytes
    from parsers import convert, ocr  # noqa: PLC0415
    from parsers import parse as house  # noqa: PLC0415

    parse = _asking_for(extras, parse or house.parse)
    return Reader(
        parse=parse,
        read_document=read_document or house.read_document,
        run_checks=registry.run_checks,
        release=house.RELEASE,
        fingerprint=fingerprint(
            *(Path(package.__path__[0]) for package in (parsers, checks)),
            tools=(*(ocr.tools() if extras.ocr else ()), *(convert.tools() if extras.convert else ())),
        ),
        parse_with_pictures=parse if extras.ocr else None,
    )


def _asking_for(extras: Extras, parse: Parse) -> Parse:
    """Return a way to parse that asks for extras, whatever the hints say."""

    def asking(
        body: bytes, media_type: str | None, hints: ParseHints, pictures: Mapping[str, bytes] = NO_PICTURES
    ) -> ParsedReport:
        asked = replace(hints, ocr=hints.ocr or extras.ocr, convert=hints.convert or extras.convert)
        return parse(body, media_type, asked, pictures)

    return asking


def hints_document(hints: ParseHints) -> dict[str, Any]:
    """Return the hints that are set, as they are kept with a parse run."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(hints).items()
        if value
    }


def hints_digest(hints: ParseHints) -> str:
    """Return the SHA-256 of hints: other hints may give another result from the same bytes."""
    written = json.dumps(hints_document(hints), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _unread(media_type: str | None, message: str) -> ParsedReport:
    return ParsedReport(
        media_type=media_type or UNKNOWN_MEDIA_TYPE,
        title=None,
        title_lines=(),
        publisher=None,
        year=None,
        kind=Kind.OTHER,
        edition=None,
        form=None,
        cells=(),
        sections=(),
        mentions=(),
        tables=(),
        headers=(),
        problems=(Problem(ProblemKind.UNREADABLE_DOCUMENT, message),),
    )
