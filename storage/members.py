"""Members of bundles: each file of a zip, rar or 7z is a publication of its own, whose parent is the bundle.

What a visit of the bundle found is said of each member, as if each had been visited then: present,
unchanged, or gone. A bundle that cannot be opened to its end says of no member that it is gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine, bindparam, select

from parsers.bundles import BUNDLES, Member, Opened
from parsers.file_names import judge_name
from parsers.report import Kind, ParseHints
from storage.blobs import BlobMissing, BlobStore
from storage.capture import Capture, CaptureRole, CaptureVerdict, PublicationFacts
from storage.models import observation, publication
from storage.reader import UNKNOWN_MEDIA_TYPE, Reader
from storage.standing import standing_result
from storage.unit_of_work import read
from storage.url_key import is_member, member_url, url_key
from storage.versions import last_seen_version, parts_of, publication_id_of

PRESENT = frozenset({CaptureVerdict.FETCHED.value, CaptureVerdict.NOT_MODIFIED.value})


@dataclass(frozen=True, slots=True)
class Membership:
    """Tells what a visit of a bundle says of its members."""

    engine: Engine
    blobs: BlobStore
    reader: Reader

    def captures(self, capture: Capture) -> tuple[Capture, ...]:
        """Return a capture for each member; none where the capture is of no bundle, or says nothing."""
        if capture.role is not CaptureRole.PUBLICATION or is_member(capture.url):
            return ()
        if capture.verdict is CaptureVerdict.FETCHED and capture.body is not None:
            opened = self.reader.members_of(capture.body, capture.url)
            return tuple(self._present(capture, opened))
        if capture.verdict is CaptureVerdict.NOT_MODIFIED:
            return tuple(self._unchanged(capture))
        if capture.verdict is CaptureVerdict.GONE:
            return tuple(self._gone(capture, "its bundle is gone"))
        return ()

    def _present(self, capture: Capture, opened: Opened | None) -> Iterator[Capture]:
        found = opened.members if opened else ()
        for member in found:
            yield _capture_of(capture, member, is_only=len(found) == 1)
        if opened is None:
            yield from self._gone(capture, "its bundle was replaced by a file that is none")
        elif opened.trouble is None:
            there = {url_key(member_url(capture.url, member.name)) for member in found}
            yield from self._gone(capture, "no longer in its bundle", there)

    def _unchanged(self, capture: Capture) -> Iterator[Capture]:
        known, unopened = read(self.engine, lambda connection: _held_of(connection, capture))
        for url, verdict in known:
            if verdict in PRESENT:
                yield replace(_bare(capture, url), verdict=CaptureVerdict.NOT_MODIFIED)
        if unopened is not None and (body := self._bytes(unopened)) is not None:
            # Kept before bundles were opened, or where rar could not be: open what we hold.
            opened = self.reader.members_of(body, capture.url)
            for member in opened.members if opened else ():
                yield _capture_of(capture, member, is_only=len(opened.members) == 1 if opened else False)

    def _gone(
        self, capture: Capture, detail: str, still_there: set[str] | frozenset[str] = frozenset()
    ) -> Iterator[Capture]:
        for url, verdict in read(self.engine, lambda connection: _known_members(connection, capture)):
            if verdict in PRESENT and url_key(url) not in still_there:
                yield replace(_bare(capture, url), verdict=CaptureVerdict.GONE, detail=detail)

    def _bytes(self, sha256: str) -> bytes | None:
        try:
            return self.blobs.get(sha256)
        except BlobMissing:  # withdrawn: there is nothing left to open
            return None


def member_hints(capture: Capture, bundle: ParseHints) -> ParseHints:
    """Return what the finder of a bundle knows of one of its members."""
    facts = capture.publication
    title, unit, name = (facts.title, facts.unit, facts.filename) if facts else (None, None, None)
    return replace(bundle, url=capture.url, filename=name, title=title, unit=unit)


def member_facts(name: str, bundle_url: str, bundle: PublicationFacts, *, is_only: bool) -> PublicationFacts:
    """Return what the name of a member tells, and otherwise the bundle.

    Whose report it is, the bundle tells only of its single member: a district posts the reports of all
    its towns in one.
    """
    own = judge_name(name)
    kind = own.kind or bundle.kind
    return PublicationFacts(
        title=own.title or bundle.title,
        kind=bundle.kind if kind is Kind.REPORT and bundle.kind is Kind.VARIANT else kind,
        edition=own.edition or bundle.edition,
        unit=bundle.unit if is_only else None,
        filename=name.rpartition("/")[2],
        parent_url=bundle_url,
        published_on=bundle.published_on,
        year=own.year or bundle.year,
    )


def _capture_of(capture: Capture, member: Member, *, is_only: bool) -> Capture:
    bundle = capture.publication or PublicationFacts(title="")
    facts = member_facts(member.name, capture.url, bundle, is_only=is_only)
    found = replace(_bare(capture, member_url(capture.url, member.name)), publication=facts)
    if not member.body:
        return replace(found, verdict=CaptureVerdict.FAILED, detail="empty file in its bundle")
    return replace(found, verdict=CaptureVerdict.FETCHED, body=member.body)


def _bare(capture: Capture, url: str) -> Capture:
    """Return the visit of a bundle as one of a member: the same moment and evidence, nothing of its answer."""
    nothing = replace(capture, status=None, headers=(), body=None, detail=None, final_url=None, parts=())
    return replace(nothing, url=url, publication=None)


_MEMBERS = (
    select(publication.c.url, observation.c.verdict)
    .join(observation, observation.c.publication_id == publication.c.id)
    .where(publication.c.parent_id == bindparam("parent"), observation.c.observed_at <= bindparam("by"))
    .order_by(observation.c.observed_at, observation.c.crawl_id)
)


def _held_of(connection: Connection, capture: Capture) -> tuple[list[tuple[str, str]], str | None]:
    """Return the members known of what may be a bundle, and where none is, the digest of the bundle to open.

    That is None where the bytes were read as a document.
    """
    publication_id = publication_id_of(connection, url_key(capture.url))
    if publication_id is None:
        return [], None
    known = _members_of(connection, publication_id, capture)
    version_id = last_seen_version(connection, publication_id, by=capture.captured_at)
    if known or version_id is None:
        return known, None
    held = standing_result(connection, version_id)
    is_document = held is not None and held.media_type not in {*BUNDLES, UNKNOWN_MEDIA_TYPE}
    return [], None if is_document else parts_of(connection, version_id)[0].sha256


def _known_members(connection: Connection, capture: Capture) -> list[tuple[str, str]]:
    """Return the members known of a bundle by then, with what was seen of each last."""
    publication_id = publication_id_of(connection, url_key(capture.url))
    return [] if publication_id is None else _members_of(connection, publication_id, capture)


def _members_of(connection: Connection, parent: int, capture: Capture) -> list[tuple[str, str]]:
    found = connection.execute(_MEMBERS, {"parent": parent, "by": capture.captured_at})
    last = {url: verdict for url, verdict in found if is_member(url)}
    return list(last.items())
