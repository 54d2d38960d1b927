"""Reports beside one another: told after each crawl, renewed on request, and the same when told twice."""

import gc
import json
from dataclasses import replace

import pytest

from checks import registry
from storage import all_shown
from storage.all_shown import shown_by_county
from storage.archive import ArchiveIsReadOnly
from storage.capture import CaptureVerdict, PublicationFacts
from storage.crawl import CrawlVerdict
from storage.models import publisher
from storage.recheck import Recheck, Scope
from storage.shown import Shown
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, next_crawl, visit

WORDS = "我镇认真贯彻落实政府信息公开条例，主动公开各类信息，受理申请全部按期办结，群众满意度稳步提高，没有收到投诉。"
OWN = "今年建成政务公开专区三处，组织政策解读直播，编制事业单位目录，开展标准化试点并接受第三方评估，整改问题若干。"
HOST = "https://www.linan.gov.cn/art/"


def body(year=2020, publisher="昌化镇", words=WORDS, **cells):
    """Write a report; of cells, ``over`` is 上年结转 and ``forward`` 结转下年度."""
    keys = {"new": "requests.new", "over": "requests.carried_over", "forward": "requests.carried_forward"}
    printed = {f"{keys[name]}@total": text for name, text in {"new": 3, **cells}.items()}
    lines = "".join(f"{key}={text}\n" for key, text in printed.items())
    said = f"section 一、总体情况: {words}\n" if words else ""
    return f"publisher={publisher}\nyear={year}\nkind=report\n{lines}{said}".encode()


def page(name, told, *, day=1, **facts):
    given = {"title": "报告", "unit": "昌化镇", "year": 2020, **facts}
    return fetched(told, url=f"{HOST}{name}.html", day=day, publication=PublicationFacts(**given))


@pytest.fixture
def findings(rows):
    """Tell what is found now beside other reports: publisher, year, check, member, sides, what it rests on."""

    def found(check):
        said = rows(
            "SELECT p.name, r.year, o.member, o.left_value, o.right_value, o.quotes, o.result_ids "
            "FROM neighbour_outcome o JOIN comparison c ON c.id = o.comparison_id "
            "JOIN report r ON r.id = c.report_id JOIN publisher p ON p.id = r.publisher_id "
            f"WHERE o.verdict = 'failed' AND o.check_id = '{check}' AND c.seq = "
            "(SELECT max(seq) FROM comparison later WHERE later.report_id = c.report_id) ORDER BY r.year, p.name"
        )
        return [(*row[:-2], json.loads(row[-2]), json.loads(row[-1])) for row in said]

    return found


def test_a_figure_that_was_changed_is_named_after_the_crawl_that_saw_it(archive, findings):
    crawl_once(archive, page("a", body(new=3)))
    crawl_once(archive, page("a", body(new=5), day=2))
    assert findings("V01") == [("昌化镇人民政府", 2020, "requests.new@total", "3", "5", [], [1])]


def test_a_version_that_came_back_is_compared_with_the_one_between(archive, findings):
    for day, new in enumerate((3, 5, 3), 1):
        crawl_once(archive, page("a", body(new=new), day=day))
    assert findings("V01")[0][3:5] == ("5", "3")


def test_an_older_version_that_another_parser_read_leaves_it_doubtful(open_archive, archive, rows):
    crawl_once(archive, page("a", body(new=3)))
    newer = open_archive(reader=replace(PLAIN, release="2.0"))
    crawl_once(newer, page("a", body(new=5), day=2))
    assert rows("SELECT severity FROM neighbour_outcome WHERE check_id = 'V01'") == [("doubtful",)]


def test_an_address_that_shows_another_year_changes_no_report(archive, findings):
    crawl_once(archive, page("a", body(2019, new=3)))
    crawl_once(archive, page("a", body(2020, new=5), day=2))
    assert findings("V01") == []


def test_changed_words_are_named(archive, findings):
    crawl_once(archive, page("a", body()))
    crawl_once(archive, page("a", body(words=OWN), day=2))
    assert findings("V02")[0][5] == [f"－{WORDS}", f"＋{OWN}"]


def test_a_report_that_disappeared_is_told_and_forgotten_when_it_comes_back(archive, findings):
    crawl_once(archive, page("a", body()))
    gone = visit(CaptureVerdict.GONE, status=404, url=f"{HOST}a.html", day=2)
    crawl_once(archive, gone)
    assert findings("V03") == [
        ("昌化镇人民政府", 2020, None, "2026-11-02", "2026-11-03", [f"{HOST}a.html"], [])
    ]
    crawl_once(archive, page("a", body(), day=3))
    assert findings("V03") == []


def test_a_report_that_one_of_two_places_still_shows_has_not_disappeared(archive, findings):
    crawl_once(archive, page("a", body()), page("b", body()))
    assert [row[3] for row in findings("V06")] == ["2"]
    crawl_once(archive, visit(CaptureVerdict.GONE, status=404, url=f"{HOST}a.html", day=2))
    assert findings("V03") == []
    assert findings("V06") == []


def test_another_date_of_the_same_content_is_told(archive, findings):
    crawl_once(archive, page("a", body(), published_on="2021-02-20"))
    crawl_once(archive, page("a", body(), day=2, published_on="2021-01-31"))
    assert findings("V04") == [
        ("昌化镇人民政府", 2020, None, "2021-02-20", "2021-01-31", ["2021-02-20", "2021-01-31"], [])
    ]


@pytest.mark.parametrize(
    "order", [(0, 1), (1, 0)], ids=["the page first", "the file first, as a spider brings it"]
)
def test_a_page_and_its_attachment_are_one_address_and_are_compared(archive, findings, order):
    visits = page("a", body(new=3)), page("a.docx", body(new=4), parent_url=f"{HOST}a.html")
    crawl_once(archive, *(visits[place] for place in order))
    assert findings("V06") == []
    ((_, _, member, left, right, _, rests_on),) = findings("V05")
    assert (member, {left, right}, len(rests_on)) == ("requests.new@total", {"3", "4"}, 1)


def test_the_year_before_counts_also_when_it_is_captured_later(archive, findings):
    crawl_once(archive, page("b", body(2020, over=2)))
    assert findings("X01") == []
    crawl_once(archive, page("a", body(2019, forward=1), year=2019))
    assert findings("X01") == [("昌化镇人民政府", 2020, "total", "2", "1", [], [2])]


def test_a_gap_is_told_only_where_a_complete_crawl_looked_for_it(archive, findings):
    crawl = next_crawl(archive, {"years": "2018-2020", "sample": "2"})
    archive.record(crawl, page("a", body(2018), year=2018))
    archive.record(crawl, page("c", body(2020)))
    archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
    assert findings("X09") == []
    crawl = next_crawl(archive, {"years": "2018-2020"})
    archive.record(crawl, page("c", body(2020), day=2))
    archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
    assert [(row[1], row[5]) for row in findings("X09")] == [(2020, ["2019"])]


def test_a_copy_is_told_on_both_sides_and_on_neither_once_one_is_rewritten(archive, findings):
    crawl_once(archive, page("a", body()), page("b", body(publisher="锦北街道"), unit="锦北街道"))
    assert [(row[0], row[2]) for row in findings("U01")] == [
        ("昌化镇人民政府", "linan-锦北街道"),
        ("锦北街道人民政府", "linan-昌化镇"),
    ]
    crawl_once(archive, page("b", body(publisher="锦北街道", words=OWN), unit="锦北街道", day=2))
    assert findings("U01") == []


def test_the_same_words_in_another_year_are_no_copy_from_another_publisher(archive, findings):
    crawl_once(
        archive,
        page("a", body(2019), year=2019),
        page("b", body(2020, publisher="锦北街道"), unit="锦北街道"),
    )
    assert findings("U01") == []


def test_the_text_of_last_year_is_told(archive, findings):
    crawl_once(archive, page("a", body(2019), year=2019), page("b", body(2020)))
    assert [(row[1], row[3]) for row in findings("X06")] == [(2020, "1.00")]


def test_comparing_again_changes_nothing(archive, rows):
    crawl_once(archive, page("a", body(2019), year=2019), page("b", body(2020, over=2)))
    tables = ("comparison", "neighbour_outcome", "likeness")
    before = [rows(f"SELECT * FROM {table}") for table in tables]
    tally = archive.recheck(Scope())
    assert (tally.compared, tally.renewed, tally.broken) == (2, 0, 0)
    assert [rows(f"SELECT * FROM {table}") for table in tables] == before


def test_a_new_neighbour_that_changes_no_outcome_makes_no_new_comparison(archive, rows):
    crawl_once(archive, page("a", body(2019), year=2019), page("b", body(2020)))
    before = rows("SELECT count(*) FROM comparison")
    crawl_once(archive, page("c", body(2020, publisher="锦北街道", words=OWN, new=8), unit="锦北街道", day=2))
    ((count,),) = before
    assert rows("SELECT count(*) FROM comparison") in ([(count + 1,)], [(count + 2,)])
    assert archive.recheck(Scope()).renewed == 0


def test_a_new_release_of_the_checks_is_a_new_comparison_that_the_old_one_outlives(archive, rows, clock):
    crawl_once(archive, page("a", body()))
    newer = Recheck(archive.engine, clock, registry.compare, "2099.1")
    assert newer.run(Scope()).renewed == 1
    said = rows("SELECT seq, check_release FROM comparison ORDER BY seq")
    assert said == [(1, registry.RELEASE), (2, "2099.1")]
    assert newer.run(Scope()).renewed == 0


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        (Scope(), 2),
        (Scope(years=(2019, 2019)), 1),
        (Scope(publisher_id="linan-昌化镇"), 2),
        (Scope(publisher_id="linan-锦北街道"), 0),
        (Scope(portal_id="linan"), 2),
        (Scope(portal_id="fuyang"), 0),
    ],
)
def test_only_what_is_in_scope_is_compared(archive, scope, count):
    crawl_once(archive, page("a", body(2019), year=2019), page("b", body(2020)))
    told = []
    assert archive.recheck(scope, lambda done, of: told.append((done, of))).compared == count
    assert told == [(done, count) for done in range(1, count + 1)]


def test_while_a_county_is_compared_no_report_of_another_is_held(archive, clock):
    counties = {"未知单位": None, "临安甲镇": "330112", "临安乙镇": "330112", "富阳丙镇": "330111"}
    for number, (name, county) in enumerate(counties.items()):
        told = (body(year, name, words="", new=number) for year in (2019, 2020))
        crawl_once(archive, *(page(f"{number}-{n}", one, unit=name) for n, one in enumerate(told)))
        with archive.engine.begin() as connection:
            code = county and f"{county}{number:06}"
            connection.execute(publisher.update().values(division_code=code).where(publisher.c.name == name))
    held = []

    def compare(report, neighbours):
        gc.collect()
        names = {one.name for one in gc.get_objects() if isinstance(one, Shown)}
        held.append({counties[name] for name in names & set(counties)})
        return registry.compare(report, neighbours)

    assert Recheck(archive.engine, clock, compare, "2099.1").run(Scope()).compared == 8
    assert held == [{None}] * 2 + [{"330111"}] * 2 + [{"330112"}] * 4


@pytest.mark.parametrize(("few", "parts"), [(1, [[2018], [2019], [2020]]), (2, [[2018, 2019], [2020]])])
def test_reports_of_no_county_are_looked_up_a_few_at_a_time(archive, monkeypatch, few, parts):
    crawl_once(archive, *(page(str(year), body(year)) for year in (2018, 2019, 2020)))
    with archive.engine.begin() as connection:
        connection.execute(publisher.update().values(division_code=None))
    monkeypatch.setattr(all_shown, "FEW", few)
    assert [[one.year for one in part] for part in shown_by_county(archive.engine)] == parts


def test_a_check_that_breaks_over_one_report_spares_the_others(archive, clock, rows, caplog):
    crawl_once(archive, page("a", body(2019), year=2019), page("b", body(2020)))

    def breaking(report, neighbours):
        return registry.compare(report, neighbours) if report.year == 2020 else 1 // 0

    tally = Recheck(archive.engine, clock, breaking, "2099.1").run(Scope())
    assert (tally.compared, tally.broken) == (1, 1)
    assert "A check broke on 昌化镇人民政府 2019" in caplog.text
    assert rows("SELECT count(*) FROM comparison WHERE check_release = '2099.1'") == [(1,)]


def test_others_write_while_reports_are_compared(archive, clock):
    crawl_once(archive, page("a", body(2019), year=2019), page("b", body(2020)))
    written = []

    def compare(report, neighbours):
        with archive.engine.begin() as connection:  # waits for nobody: the test would end at its time limit
            written.append(connection.execute(publisher.update().values(type=publisher.c.type)).rowcount)
        return registry.compare(report, neighbours)

    assert Recheck(archive.engine, clock, compare, "2099.1").run(Scope()).renewed == 2
    assert written == [1, 1]


def test_what_another_process_compared_meanwhile_is_compared_again_with_what_it_saw(archive, clock, rows):
    crawl_once(archive, page("a", body(2020, over=2)))
    seen = []

    def compare(report, neighbours):
        seen.append(neighbours.previous is not None)
        if len(seen) == 1:  # now another crawl ends
            crawl_once(archive, page("b", body(2019, forward=1), year=2019, day=2))
        return registry.compare(report, neighbours)

    assert Recheck(archive.engine, clock, compare, registry.RELEASE + "x").run(Scope()).compared == 1
    assert seen == [False, True]
    said = "SELECT n.left_value FROM neighbour_outcome n JOIN comparison c ON c.id = n.comparison_id"
    assert rows(f"{said} WHERE n.check_id = 'X01' AND n.verdict = 'failed' ORDER BY c.seq")[-1:] == [("2",)]
    newest = "SELECT count(*) FROM comparison GROUP BY report_id, seq"
    assert set(rows(newest)) == {(1,)}


def test_a_crawl_that_is_killed_while_it_compares_stays_open_and_compares_when_it_is_resumed(
    open_archive, archive, findings, rows, monkeypatch
):
    def killed(report, neighbours):
        raise KeyboardInterrupt

    crawl = next_crawl(archive)
    archive.record(crawl, page("a", body(2018), year=2018))
    archive.record(crawl, page("c", body(2020)))
    with monkeypatch.context() as patch:
        patch.setattr(registry, "compare", killed)
        with pytest.raises(KeyboardInterrupt):
            archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
    assert rows("SELECT verdict FROM crawl") == [(None,)]
    resumed = open_archive()
    resumed.finish_crawl(next_crawl(resumed), CrawlVerdict.COMPLETE)
    assert [(row[1], row[5]) for row in findings("X09")] == [(2020, ["2019"])]
    assert rows("SELECT verdict FROM crawl") == [("complete",)]


def test_a_result_s_own_document_and_rows_say_nothing_of_others(archive, rows):
    crawl_once(archive, page("a", body(2019, forward=1), year=2019), page("b", body(2020, over=2)))
    assert rows("SELECT count(*) FROM outcome WHERE check_id LIKE 'X%'") == [(0,)]
    assert rows("SELECT check_id, member, year FROM findings WHERE check_id = 'X01'") == [
        ("X01", "total", 2020)
    ]


def test_a_read_only_archive_is_not_compared(archive, open_archive):
    crawl_once(archive, page("a", body()))
    with pytest.raises(ArchiveIsReadOnly):
        open_archive(is_read_only=True).recheck(Scope())
