"""One report in full: as it is shown, or as one of its versions reads; and two of its versions compared."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from checks.diagnosis import Story, diagnose, has_story
from query.answers import PublicationAnswer, PublisherAnswer, ReportAnswer, VersionAnswer
from query.diff import ReportDiff, compare
from query.findings import FindingSearch, find_findings
from query.moments import Moment
from query.publisher_choice import choose_publisher
from query.reading import Reading, outcomes_of, reading_of
from query.shown import shown_report
from query.version_choice import VersionUnknown, choose_versions, version_named
from query.versions import publications_of
from storage.models import result
from storage.result_document import unpack
from storage.revive import revive_report


def whole_report(
    connection: Connection, asked: str, year: int, as_of: Moment | None = None, version: str | None = None
) -> ReportAnswer:
    """Show a report as `read_report` does, with the stories behind its findings: these take as long as the rest."""
    found = read_report(connection, asked, year, as_of, version)
    return found if found.document is None else replace(found, stories=_stories(found.document))


def read_report(
    connection: Connection, asked: str, year: int, as_of: Moment | None = None, version: str | None = None
) -> ReportAnswer:
    """Show a report as the archive showed it at a moment, or as a version of it reads ("1v2"); without stories.

    Findings beside other reports stand only with the version that is shown: no other was compared.
    Raises `VersionUnknown` for a version that there is not, or that was never read.
    """
    chosen = choose_publisher(connection, asked, year)
    shown = shown_report(connection, chosen.publisher, year, as_of)
    publications = publications_of(connection, shown.report_id, shown.result_id, as_of)
    read = version_named(publications, version) if version else _shown_version(publications)
    is_shown = read is None or read.is_shown
    document = _document(connection, shown.result_id if is_shown else _result_id(read))
    return ReportAnswer(
        publisher=chosen.publisher,
        aliases=chosen.aliases,
        year=year,
        publications=publications,
        document=document,
        shown_because=shown.reason,
        shown_since=shown.recorded_at,
        beside=_beside(connection, chosen.publisher, year, as_of) if is_shown else (),
        version=read.name if read else None,
    )


def compare_versions(
    connection: Connection, asked: str, year: int, old: str | None, new: str | None
) -> tuple[VersionAnswer, VersionAnswer, ReportDiff]:
    """Compare two versions of a report, by default the last two. Raises `VersionUnknown`."""
    chosen = choose_publisher(connection, asked, year)
    shown: Row[Any] = shown_report(connection, chosen.publisher, year)
    publications = publications_of(connection, shown.report_id, shown.result_id)
    before, after = choose_versions(publications, old, new)
    readings = (_reading(connection, before), _reading(connection, after))
    return before, after, compare(*readings, before.parts, after.parts)


def _shown_version(publications: tuple[PublicationAnswer, ...]) -> VersionAnswer | None:
    versions = (one for publication in publications for one in publication.versions)
    return next((one for one in versions if one.is_shown), None)


def _beside(
    connection: Connection, owner: PublisherAnswer, year: int, as_of: Moment | None
) -> tuple[Any, ...]:
    search = FindingSearch(publisher_id=owner.id, years=(year, year), only_beside=True, as_of=as_of)
    return tuple(find_findings(connection, search))


def _stories(document: Mapping[str, Any]) -> tuple[Story, ...]:
    outcomes = outcomes_of(document)
    return diagnose(revive_report(document), outcomes) if has_story(outcomes) else ()


def _reading(connection: Connection, version: VersionAnswer) -> Reading:
    document = _document(connection, _result_id(version))
    if document is None:
        message = f"version {version.name} was never read"
        raise VersionUnknown(message)
    return reading_of(document)


def _result_id(version: VersionAnswer | None) -> int:
    if version is None or version.result_id is None:
        message = f"version {version.name if version else ''} was never read"
        raise VersionUnknown(message)
    return version.result_id


def _document(connection: Connection, result_id: int | None) -> Mapping[str, Any] | None:
    packed = connection.scalar(select(result.c.document).where(result.c.id == result_id))
    return None if packed is None else unpack(packed)
