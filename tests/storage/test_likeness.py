"""Which reports are looked at as copies of one: compared with counting by hand."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from parsers.report import PrintedPublisher
from storage import shown
from storage.likeness import FIGURES, candidates, keep_likeness
from storage.models import likeness, report
from storage.shown import shown_by_result, shown_of
from tests.storage.plain_reader import PLAIN, crawl_once
from tests.storage.test_recheck import body, page

NAMES = ("甲镇", "乙镇", "丙镇", "丁镇", "戊镇", "己镇", "庚镇")


def parse(told, media_type, hints):
    """Read as the plain reader does, with a publisher for every name."""
    found = PLAIN.parse(told, media_type, hints)
    name = found.publisher.printed
    return replace(found, publisher=PrintedPublisher(name, name, "town_government", f"id-{name}", "330112"))


@pytest.fixture
def connection(open_archive):
    archive = open_archive(reader=replace(PLAIN, parse=parse))
    crawl_once(archive, *(page(f"{name}{year}", body(year, name), year=year, unit=name)
                          for name in NAMES for year in (2019, 2020)))  # fmt: skip
    with archive.engine.begin() as connection:
        yield connection


def counted(numbers, one):
    """Count by hand what each other result shares with one; those that share most come first."""
    counts = {
        other: sum(mine == theirs for mine in numbers[one].values() for theirs in numbers[other].values())
        for other in numbers
        if other != one
    }
    return sorted((other for other in counts if counts[other]), key=lambda other: (-counts[other], other))


def test_candidates_share_a_number_and_those_that_share_most_come_first(connection):
    results = connection.scalars(select(report.c.result_id)).all()
    for seed in range(5):
        chance = random.Random(seed)
        numbers = {
            one: {place: chance.randrange(12) for place in range(FIGURES, chance.randrange(5))}
            for one in results
        }
        connection.execute(delete(likeness))
        keep_likeness(connection, numbers)
        assert [list(candidates(connection, one)) for one in results] == [
            counted(numbers, one) for one in results
        ]


def test_reports_of_results_come_in_the_order_of_the_results_however_many_are_asked_at_once(
    connection, monkeypatch
):
    every = shown_of(connection)
    assert len(every) == 2 * len(NAMES)
    asked = [one.result_id for one in reversed(every)]
    for at_once in (1, 3, 100):
        monkeypatch.setattr(shown, "FIRST", at_once)
        found = list(shown_by_result(connection, [*asked, 10**6], 2020))
        assert found == [one for one in reversed(every) if one.year == 2020]
