"""Whose reports belong together by territory: of one county, under one government, above one, and missing."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, bindparam, or_, select

from checks.prose.own import TELLING
from parsers.divisions import known_divisions
from storage.listed_units import units_seen
from storage.local_days import end_of
from storage.models import portal, portal_unit, publisher, report
from storage.publishers import KnownPublisher
from storage.roster import roster
from storage.searches import FIRST_YEAR
from storage.shown import Shown, shown_of, shown_reports

OFFICE: Final = "government_office"
_OF_COUNTY = shown_reports(
    publisher.c.division_code.startswith(bindparam("county")),
    report.c.year.in_(bindparam("years", expanding=True)),
)


def county_reports(connection: Connection, one: Shown, years: Iterable[int]) -> list[Shown]:
    """Return the reports of the publishers of the same county in these years; none without a county.

    Of a city or a province: those of its own government and departments.
    """
    if one.county is None:
        return []
    told = {"county": one.county, "years": list(years)}
    return [Shown(*row) for row in connection.execute(_OF_COUNTY, told)]


def parts_of(connection: Connection, one: Shown, county: Iterable[Shown]) -> Iterator[Shown]:
    """Yield whose figures a government's own take in: departments, towns, and governments one level down.

    Of a government and its office, which tell of the same territory, only one.
    """
    if one.type not in TELLING:
        return
    yield from (other for other in county if other.type not in TELLING)
    divisions: dict[str, Shown] = {}
    for other in _governments_below(connection, one):
        held = divisions.get(other.county or "")
        if held is None or held.type == OFFICE:
            divisions[other.county or ""] = other
    yield from divisions.values()


def governments_above(connection: Connection, one: Shown) -> list[Shown]:
    """Return the reports of the year by governments over the one that tells of this territory."""
    if one.type not in TELLING or one.county is None:
        return []
    codes = _codes_above(one.county, one.year)
    return shown_of(
        connection,
        publisher.c.division_code.in_(codes),
        publisher.c.type.in_(TELLING),
        report.c.year == one.year,
    )


def missing_beside(
    connection: Connection, one: Shown, searched_at: Iterable[datetime]
) -> tuple[tuple[str, str], ...] | None:
    """Return who of the roster of a government's division has no report of the year, by id and name.

    None where nobody looked after 31 March, when the last reports are due (Regulation, article 49).
    ``searched_at`` is when the complete searches for reports of the year began. Governments themselves are left
    out: one report, of theirs or of their office, tells of both.
    """
    if one.type not in TELLING:
        return ()
    if all(at <= end_of(date(one.year + 1, 3, 31)) for at in searched_at):
        return None
    codes = _codes_of_territory(one)
    known = _publishers_of(connection, codes)
    query = select(report.c.publisher_id, report.c.year).where(report.c.publisher_id.in_(known))
    held = [(row.publisher_id, row.year) for row in connection.execute(query) if row.year <= one.year]
    present = {publisher_id for publisher_id, year in held if year == one.year}
    lists = select(portal.c.id).where(portal.c.division_code.in_(codes))
    units = units_seen(connection, portal_unit.c.portal_id.in_(lists))
    members = roster(one.county, [one.year], held, units, known)
    return tuple(
        (member.publisher.id, member.publisher.name)
        for member in members
        if member.years and member.publisher.id not in present and member.publisher.type not in TELLING
    )


def _governments_below(connection: Connection, one: Shown) -> Iterator[Shown]:
    code = one.county or ""
    prefix = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else None
    if prefix is None:
        return
    for other in shown_of(
        connection,
        publisher.c.division_code.startswith(prefix, autoescape=True),
        publisher.c.type.in_(TELLING),
        report.c.year == one.year,
    ):
        if other.county and _codes_above(other.county, one.year)[-1:] == [code]:
            yield other


def _codes_above(code: str, year: int) -> list[str]:
    """Return the codes of the divisions over one that have governments, from the province down."""
    divisions = known_divisions()
    division = divisions.find(code, year)
    return [above.code for above in divisions.line(division, year)] if division else []


def _codes_of_territory(one: Shown) -> list[str]:
    """Return the codes that the division has had until then: 330185 and 330112."""
    divisions = known_divisions()
    found = (divisions.find(one.county or "", year) for year in range(FIRST_YEAR, one.year + 1))
    return sorted({division.code for division in found if division})


def _publishers_of(connection: Connection, codes: Iterable[str]) -> dict[str, KnownPublisher]:
    of_codes = or_(*(publisher.c.division_code.startswith(code, autoescape=True) for code in codes))
    columns = (publisher.c[one.name] for one in fields(KnownPublisher))
    return {row.id: KnownPublisher(*row) for row in connection.execute(select(*columns).where(of_codes))}
