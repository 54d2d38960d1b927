"""What stands beside a report, as the checks see it: ids and facts turned into documents."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, select

from checks.neighbours import Neighbours, OlderVersion, Others, Peer, Series, Sightings
from parsers.report import ParsedReport
from storage.models import result
from storage.result_document import unpack
from storage.revive import revive_report
from storage.shown import Shown
from storage.surroundings import Surroundings

KEPT: Final = 400  # documents in memory: those of a county and two years; each takes about 200 kB, and as much again for its words


@dataclass(slots=True)
class Documents:
    """Kept results as reports, the latest used ones held in memory."""

    peers: OrderedDict[int, Peer] = field(default_factory=OrderedDict)

    def report(self, connection: Connection, result_id: int) -> ParsedReport:
        """Return what a result says."""
        return self.peer(connection, result_id, "", "").report

    def peer(self, connection: Connection, result_id: int, publisher_id: str, name: str) -> Peer:
        """Return what a result says, with its publisher."""
        held = self.peers.get(result_id)
        if held is None or held.id != publisher_id:
            report = held.report if held else _load(connection, result_id)
            held = self.peers[result_id] = Peer(publisher_id, name, report)
        self.peers.move_to_end(result_id)
        while len(self.peers) > KEPT:
            self.peers.popitem(last=False)
        return held


def neighbours_of(connection: Connection, around: Surroundings, documents: Documents) -> Neighbours:
    """Return what the checks need to know of everything beside a report."""
    year = around.report.year
    before = {
        one.year: documents.report(connection, one.result_id)
        for one in around.series
        if year - 4 < one.year < year
    }
    versions = tuple(
        OlderVersion(f"v{one.seq}", documents.report(connection, one.result_id), one.is_same_parser)
        for one in around.versions
    )

    def peers(found: tuple[Shown, ...]) -> tuple[Peer, ...]:
        return tuple(documents.peer(connection, one.result_id, one.publisher_id, one.name) for one in found)

    alike = peers(around.alike)
    return Neighbours(
        previous=before.pop(year - 1, None),
        earlier=tuple(before[one] for one in sorted(before, reverse=True)),
        series=Series(frozenset(one.year for one in around.series), frozenset(around.sought)),
        peers=peers(around.peers),
        others=Others(max(int(around.has_others), len(alike)), alike),
        parts=peers(around.parts),
        missing=around.missing,
        versions=versions,
        sightings=_sightings(connection, around, documents, versions),
    )


def _sightings(
    connection: Connection, around: Surroundings, documents: Documents, versions: tuple[OlderVersion, ...]
) -> Sightings | None:
    if around.visits is None:
        return None
    shown = documents.report(connection, around.report.result_id)
    earlier = [
        one.report.published_on for one in versions if one.is_same_parser and _says_same(one.report, shown)
    ]
    own = around.dates or ((shown.published_on,) if shown.published_on else ())
    return Sightings(
        addresses=around.visits.addresses,
        last_seen_on=around.visits.last_seen_on,
        gone_on=around.visits.gone_on,
        page_dates=tuple(dict.fromkeys(day for day in (*earlier, *own) if day)),
        attachments=tuple(documents.report(connection, one) for one in around.attachments),
    )


def _says_same(one: ParsedReport, other: ParsedReport) -> bool:
    """Whether two readings differ in nothing that the publisher wrote."""

    def said(report: ParsedReport) -> tuple[object, ...]:
        cells = tuple((cell.key, cell.text) for cell in report.cells)
        return cells, tuple("".join(section.text.split()) for section in report.sections)

    return said(one) == said(other)


def _load(connection: Connection, result_id: int) -> ParsedReport:
    packed = connection.scalars(select(result.c.document).where(result.c.id == result_id)).one()
    return revive_report(unpack(packed))
