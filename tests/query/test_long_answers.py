import json
from functools import partial
from itertools import islice

import pytest
from sqlalchemy import func, select

from query.cli.long_answers import json_texts
from query.cli.terminal import json_text
from query.findings import FindingSearch, find_findings
from query.publisher_list import each_publisher
from query.reports import ReportSearch, each_report
from query.search import SectionSearch
from query.shown import in_parts
from query.tables import Table
from storage.models import report

ASKED = {
    "find": ("query.reports", partial(each_report, search=ReportSearch())),
    "findings": ("query.findings", partial(find_findings, search=FindingSearch())),
    "publishers": ("query.publisher_list", each_publisher),
}


@pytest.mark.parametrize("command", ASKED)
def test_of_a_long_answer_no_more_is_read_than_is_asked_for(archive, command, monkeypatch):
    module, values = ASKED[command]
    parts = []

    def counted(connection, query):
        for rows in in_parts(connection, query):
            parts.append(len(rows))
            yield rows

    monkeypatch.setattr(f"{module}.in_parts", counted)
    monkeypatch.setattr("query.shown.FEW", 1)
    with archive.engine.connect() as connection:
        found = iter(values(connection))
        assert len(list(islice(found, 1))) == 1
        assert sum(parts) < 5
        rest = list(found)
    assert rest
    assert len(parts) >= 5
    assert set(parts) == {1}


def test_the_driver_steps_through_a_query_no_further_than_its_rows_are_taken(archive, monkeypatch):
    monkeypatch.setattr("query.shown.FEW", 1)
    stepped = []
    with archive.engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.create_function("step", 1, lambda number: stepped.append(number) or number)
        parts = in_parts(connection, select(func.step(report.c.id)).order_by(report.c.id))
        assert len(next(parts)) == 1
        assert len(stepped) <= 2
        assert [len(rows) for rows in parts] == [1] * (len(stepped) - 1)
    assert len(stepped) >= 5


def test_a_list_written_one_by_one_is_the_json_of_the_whole():
    values = [{"名": "甲\n乙\u2028", "none": None, "empty": []}, [1, [2]], "\x85", 3]
    for some in (values, []):
        whole = {"total": len(some), "values": some, "after": None}
        written = "".join(json_texts([("total", len(some)), ("values", iter(some)), ("after", None)]))
        assert written == json_text(whole) + "\n"
        assert json.loads(written) == whole


def test_lines_of_csv_one_by_one_are_those_of_the_whole():
    table = Table(("a", "b"), [("x\r\ny", None), ('"', (1, 2)), ("", "\n")])
    assert list(table.csv_lines()) == ["a,b\n", '"x\r\ny",\n', '"""",1 2\n', ',"\n"\n']
    assert table.as_csv() == "".join(table.csv_lines())


def test_json_and_csv_of_a_command_are_the_answer_in_python(ask, archive):
    found = archive.find(ReportSearch())
    assert ask("find", "--json").stdout == json_text(found) + "\n"
    assert (
        ask("findings", "--json").stdout == json_text({"findings": archive.findings(FindingSearch())}) + "\n"
    )
    hits = archive.search(SectionSearch(("公开",), limit=2))
    assert hits.after is not None
    assert ask("search", "公开", "--limit", 2, "--json").stdout == json_text(hits) + "\n"
    assert len(ask("publishers", "--csv").stdout.splitlines()) == 1 + len(archive.publishers())
