"""Constructed neighbours of golden reports. None of them was ever published."""

from dataclasses import replace

from checks.neighbours import Neighbours, Others, Peer
from checks.registry import compare
from parsers.report import PrintedPublisher


def all_said(check, report, **neighbours):
    """Return what one check says of a report with these neighbours."""
    return [one for one in compare(report, Neighbours(**neighbours)) if one.check == check]


def said(check, report, **neighbours):
    """Return the only thing that one check says."""
    (only,) = all_said(check, report, **neighbours)
    return only


def verdicts(check, report, **neighbours):
    """Return the verdicts of one check by member."""
    return {one.member: one.verdict.value for one in all_said(check, report, **neighbours)}


def findings(check, report, **neighbours):
    """Return what failed, by member."""
    found = all_said(check, report, **neighbours)
    return {one.member: one for one in found if one.verdict == "failed"}


def of_year(report, year):
    """Return the report as that of another year."""
    return replace(report, year=year)


def named(report, name, kind=None):
    """Return the report as that of a publisher that nobody resolves."""
    return replace(report, publisher=PrintedPublisher(name, type=kind), title=None, title_lines=())


def peer(report, id_="甲"):
    return Peer(id_, f"{id_}人民政府", report)


def others(*reports):
    """Return the other reports of the year, each of a publisher of its own."""
    peers = tuple(peer(report, id_) for id_, report in zip("甲乙丙丁", reports, strict=False))
    return Others(len(peers), peers)
