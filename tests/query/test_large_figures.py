"""Boxes of nonsense, twenty digits long: no figure of a report, and no reason to answer nothing at all."""

import shutil
from decimal import Decimal

import pytest
from sqlalchemy import create_engine, text

from query.archive import Archive
from query.indicators import By, IndicatorSearch

KEY = "requests.new@total"


def with_every_box(archive_path, folder, number):
    """Copy the archive of the seeds, and print one number in a box of every report."""
    there = shutil.copy(archive_path, folder / "archive.sqlite")
    with create_engine(f"sqlite:///{there}").begin() as connection:
        change = "UPDATE cell SET num = :num WHERE cell_id = (SELECT id FROM form_cell WHERE key = :key)"
        connection.execute(text(change), {"num": number, "key": KEY})
    return there


@pytest.mark.parametrize("top", [None, 1])
def test_a_sum_beyond_the_integers_of_the_database_is_told_roughly(archive_path, tmp_path, top):
    number = 4 * 10**18  # three of them are more than 2**63
    with Archive.open(with_every_box(archive_path, tmp_path, number)) as archive:
        lines = archive.indicator(IndicatorSearch((KEY,), by=(By.KEY,), top=top))
    assert [(line.total, line.number_count) for line in lines] == [(Decimal(number) * 5, 5)]
