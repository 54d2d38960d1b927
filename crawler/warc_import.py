"""Bring captures of older crawls, ours or others', out of WARC files into the archive, at their own dates."""

import hashlib
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.article import is_file
from crawler.evidence import KEPT, warc_folder
from crawler.portal import Portal
from crawler.revisits import facts_known
from crawler.visits import Visit, capture_response
from crawler.warc import Kept
from crawler.warc_answers import Answer, WarcDamaged, read_answer, read_answers
from crawler.warc_index import Found, WarcIndex
from parsers.report import ParseHints
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, CaptureVerdict, Part, PublicationFacts
from storage.crawl import Crawl, CrawlVerdict, PortalFacts
from storage.url_key import url_key

MODE = "import"
IMPORTED = "imported"  # the folder of data/warc for files that came from elsewhere
NO_CLAIM = "imported from WARC: says nothing of what those files do not hold"


@dataclass(slots=True)
class Tally:
    """What an import came to."""

    read: int = 0  # answers in the files
    imported: int = 0  # visits that the archive did not have
    known: int = 0  # visits that it had
    new_versions: int = 0
    portals: set[str] = field(default_factory=set)
    damaged: list[str] = field(default_factory=list)


class WarcImport:
    """Imports files into one archive. Doing it again changes nothing; killed, it goes on."""

    def __init__(self, archive: Archive, portals: Iterable[Portal], release: str) -> None:
        self._archive = archive
        self._portals = tuple(portals)
        self._release = release
        self._index = WarcIndex(self._portals)
        self._places: dict[Path, str] = {}

    def run(self, paths: Sequence[Path], progress: Callable[[int, int], None]) -> Tally:
        """Read the files, and record what they hold of the portals in the order of its dates.

        A damaged file gives what stands before the damage, and is named in the tally.
        """
        tally = Tally()
        for path in paths:
            try:
                for answer in read_answers(path):
                    self._index.add(answer)
                    tally.read += 1
            except WarcDamaged as damage:
                tally.damaged.append(str(damage))
        by_portal: dict[str, list[Found]] = defaultdict(list)
        for found in self._index.publications(self._known()):
            by_portal[found.portal.id].append(found)
        wanted = {name: self._new(name, found, tally) for name, found in by_portal.items()}
        total = sum(map(len, wanted.values()))
        arguments = {"files": ", ".join(sorted(path.name for path in paths))}
        for found_here in wanted.values():
            self._import(found_here, arguments, tally, lambda: progress(tally.imported, total))
        return tally

    def _known(self) -> dict[str, tuple[Portal, PublicationFacts]]:
        return {
            one.url_key: (portal, facts_known(one))
            for portal in self._portals
            for one in self._archive.known_publications(portal.id)
        }

    def _new(self, portal_id: str, found: list[Found], tally: Tally) -> list[Found]:
        """Leave out the visits that the archive has, from whatever crawl."""
        moments = [self._moment(one) for one in found]
        kept = self._archive.visits_between(portal_id, min(moments), max(moments))
        visits = ((url_key(one.answer.url), at) for one, at in zip(found, moments, strict=True))
        wanted = [one for one, visit in zip(found, visits, strict=True) if visit not in kept]
        tally.known += len(found) - len(wanted)
        return sorted(wanted, key=_in_order)

    def _import(
        self, wanted: list[Found], arguments: Mapping[str, str], tally: Tally, progress: Callable[[], None]
    ) -> None:
        crawls: dict[int, Crawl] = {}
        counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for found in wanted:
            # A crawl says one thing of a publication: the second visit of it belongs to a second one.
            number = [visit.at for visit in self._index.visits(found.answer.url)].index(found.answer.at) + 1
            if number not in crawls:
                crawls[number] = self._begin(found.portal, {**arguments, "visit": str(number)})
            capture = self._capture(found)
            recorded = self._archive.record(crawls[number], capture, _hints(found))
            counts[number][f"{capture.role}/{capture.verdict}"] += 1
            tally.imported += 1
            tally.new_versions += recorded.new_version_count
            tally.portals.add(found.portal.id)
            progress()
        for number, crawl in crawls.items():
            reasons = [NO_CLAIM, *tally.damaged]
            self._archive.finish_crawl(crawl, CrawlVerdict.PARTIAL, reasons, counts[number])

    def _moment(self, found: Found) -> datetime:
        """Return when a visit was: when its last redirect was answered, as in a crawl."""
        return self._index.follow(found.answer)[0].at

    def _begin(self, portal: Portal, arguments: Mapping[str, str]) -> Crawl:
        facts = PortalFacts(portal.id, portal.title, portal.base_url, portal.division_code)
        return self._archive.begin_crawl(facts, MODE, arguments, self._release)

    def _capture(self, found: Found) -> Capture:
        answer, way = self._index.follow(found.answer)
        role = CaptureRole.PUBLICATION if found.facts else CaptureRole.LISTING
        is_document = found.facts is not None and (
            found.facts.parent_url is not None or is_file(found.answer.url)
        )
        visit = Visit(found.answer.url, role, is_document, found.facts)
        response = self._response(found.answer, answer, way)
        parts: list[Part] = []
        missing: list[str] = []
        for url in found.pictures:
            part = self._part(url, found.answer)
            if part is None:
                missing.append(url)
            else:
                parts.append(part)
        capture = capture_response(visit, response, tuple(parts))
        if answer.is_same_payload and not response.body:
            detail = "the same bytes as before, by the word of its WARC"
            capture = replace(capture, verdict=CaptureVerdict.NOT_MODIFIED, body=None, detail=detail)
        elif missing:
            detail = f"{len(missing)} of {len(found.pictures)} pictures are not in the files: {missing[0]}"
            capture = replace(capture, verdict=CaptureVerdict.FAILED, detail=detail)
        return capture

    def _response(self, asked: Answer, answer: Answer, way: tuple[str, ...]) -> Response:
        held = self._index.same_payload(answer) if answer.is_same_payload else answer
        body = read_answer(held).body if held else b""
        headers = Headers()
        for name, value in answer.headers:
            headers.appendlist(name, _bytes(value))
        kept = Kept(self._place(answer.file), answer.offset, answer.at)
        meta = {KEPT: kept, **({"redirect_urls": list(way)} if way else {})}
        kind = responsetypes.from_args(headers=headers, url=answer.url, body=body)
        request = Request(asked.url, meta=meta)
        return kind(answer.url, answer.status, headers, body, request=request)

    def _part(self, url: str, page: Answer) -> Part | None:
        found = self._index.near(url, page.at)
        if found is None:
            return None
        answer, _ = self._index.follow(found)
        body = read_answer(answer).body if answer.status == 200 else b""
        return Part(url, body, answer.header("content-type")) if body else None

    def _place(self, path: Path) -> str:
        """Return what captures call a file: below data/warc, where it is copied to if it is elsewhere."""
        if path not in self._places:
            self._places[path] = keep_file(path, warc_folder())
        return self._places[path]


def keep_file(path: Path, folder: Path) -> str:
    """Keep a file among the evidence, whole or not at all; return its name below ``folder``."""
    if path.resolve().is_relative_to(folder.resolve()):
        return path.resolve().relative_to(folder.resolve()).as_posix()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name = f"{IMPORTED}/{digest[:16]}-{path.name}"
    target = folder / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{target.name}.{os.getpid()}.draft")
        shutil.copyfile(path, draft)
        with draft.open("rb") as copied:
            os.fsync(copied.fileno())
        draft.replace(target)
    return name


def _in_order(found: Found) -> tuple[object, ...]:
    # Files before the page that leads to them at one moment, as in a crawl.
    return found.answer.at, found.facts is None, found.answer.offset


def _bytes(value: str) -> bytes:
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:  # a name in raw UTF-8, which warcio has decoded
        return value.encode()


def _hints(found: Found) -> ParseHints | None:
    facts = found.facts
    if facts is None:
        return None
    return ParseHints(
        url=found.answer.url,
        filename=facts.filename,
        title=facts.title,
        unit=facts.unit,
        division_code=found.portal.division_code,
        published_on=facts.published_on,
        body_selectors=found.portal.article.body,
    )
