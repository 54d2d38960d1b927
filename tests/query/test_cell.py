"""A cell is told with its place, its other versions and its other years; a version is told as it reads."""

import pytest

from parsers.crosswalk import Comparability
from query.cell import CellUnknown
from query.version_choice import VersionUnknown
from tests.query.seeds import CHANGHUA, LUZHU, truth_of

NEW = "requests.new@natural_person"


def printed(case, key):
    return next(one["text"] for one in truth_of(case)["cells"] if one["key"] == key)


def test_a_report_is_told_as_each_of_its_versions_reads(archive):
    first, second = (archive.report("昌化镇", 2020, version=name) for name in ("1v1", "1v2"))
    told = [{one["key"]: one["text"] for one in found.document["cells"]}[NEW] for found in (first, second)]
    assert told == [printed(CHANGHUA, NEW), "5"]
    assert (first.version, second.version) == ("1v1", "1v2")


def test_a_version_that_there_is_not_is_refused(archive):
    with pytest.raises(VersionUnknown, match="1v9"):
        archive.report("昌化镇", 2020, version="1v9")


def test_a_cell_is_told_in_every_version(archive):
    found = archive.cell("昌化镇", 2020, NEW)
    assert [(one.version.name, one.cell.text) for one in found.versions] == [("1v1", "4"), ("1v2", "5")]
    assert found.cell["place"]["line"] == next(
        one["line"] for one in truth_of(CHANGHUA)["cells"] if one["key"] == NEW
    )


def test_a_cell_of_no_form_is_refused(archive):
    with pytest.raises(CellUnknown, match="moon"):
        archive.cell("昌化镇", 2020, "requests.new@moon")


def test_the_year_itself_is_among_the_years_and_compares_exactly(archive):
    (year,) = archive.cell("渌渚镇", 2021, NEW).years
    assert (year.report.year, year.level) == (2021, Comparability.EXACT)
    assert [one.text for one in year.cells] == [printed(LUZHU, NEW)]


def test_problems_are_told_of_the_cells_that_they_name(archive):
    kinds = {one["kind"] for one in archive.cell("昌化镇", 2020, "review.total").problems}
    assert kinds == {"table_is_picture"}
    assert archive.cell("昌化镇", 2020, NEW).problems == ()
