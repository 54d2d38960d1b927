"""Coverage on the archive of the seeds: what is there, what is gone, and what may be called missing."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from parsers.report import Kind
from query.archive import Archive
from query.portal_reports import PortalUnknown
from storage.archive import Archive as KeptArchive
from storage.capture import PublicationFacts
from storage.crawl import CrawlVerdict, ListedUnit
from storage.local_days import day_of
from storage.roster import legal_day
from tests.query.seeds import FIRST, JINBEI, PORTALS, WANGDIAN, body_of, capture

TODAY = date(2099, 4, 1)  # after every crawl of these tests, which begin when they are run
LINAN, JINBEI_ID = PORTALS["linan"][0], "杭州-临安区-锦北街道"


def states(answer, year):
    place = answer.years.index(year)
    return {line.publisher.id: line.cells[place].state.value for line in answer.lines}


def record(
    folder,
    portal,
    cases,
    arguments,
    *,
    verdict=CrawlVerdict.COMPLETE,
    change=None,
    mode="incremental",
    titles=True,
):
    """Crawl reports of the seeds once; ``change`` edits their text, and their titles too."""
    with KeptArchive.open(folder / "archive.sqlite", folder) as archive:
        crawl = archive.begin_crawl(portal, mode, arguments, "0.1.0")
        for place, case in enumerate(cases):
            seen = capture(portal, case, FIRST + timedelta(minutes=place))
            if change:
                title = change(seen.publication.title) if titles else seen.publication.title
                facts = replace(seen.publication, title=title)
                seen = replace(seen, body=change(body_of(case).decode()).encode(), publication=facts)
            archive.record(crawl, seen)
        archive.finish_crawl(crawl, verdict, [], {}, {})
    return folder / "archive.sqlite"


def test_the_roster_is_the_government_and_every_town_of_the_division(archive):
    answer = archive.coverage("linan", (2020, 2020), TODAY)
    assert len(answer.lines) == 1 + 5 + 13
    assert answer.lines[0].publisher.name == "杭州市临安区人民政府"
    assert {line.basis for line in answer.lines} == {"divisions"}


def test_what_is_there_is_told_with_its_versions_and_findings(archive):
    answer = archive.coverage("linan", (2020, 2020), TODAY)
    (changhua,) = [line for line in answer.lines if line.publisher.id == "杭州-临安区-昌化镇"]
    (cell,) = changhua.cells
    assert (cell.state, cell.version_count, cell.finding_count > 0) == ("present", 2, True)
    assert answer.counts[2020] == {"present": 2, "missing": 17}


def test_what_is_there_and_cannot_be_read_is_unread(tmp_path):
    path = record(tmp_path, LINAN, [JINBEI], {}, change=lambda _text: "%PDF-1.4", titles=False)
    with Archive.open(path) as archive:
        answer = archive.coverage("linan", None, TODAY)
    assert states(answer, 2020)[JINBEI_ID] == "unread"
    assert answer.counts[2020]["unread"] == 1


def test_without_a_day_it_is_told_what_is_known_now_and_of_last_year_where_nothing_is_held(tmp_path):
    path = listed_at(tmp_path, "网上镇", datetime(2021, 1, 20, tzinfo=UTC))
    with Archive.open(path) as archive:
        answer = archive.coverage("linan")
    assert answer.as_of in {day_of(datetime.now(UTC)), day_of(datetime.now(UTC) - timedelta(minutes=1))}
    assert answer.years == (answer.as_of.year - 1,)
    assert answer.lines[-1].publisher.name == "网上镇"


def test_what_another_portal_was_searched_for_says_nothing_of_this_one(tmp_path):
    record(tmp_path, PORTALS["fuyang"][0], [WANGDIAN], {})
    path = record(tmp_path, LINAN, [JINBEI], {"sample": "5"})
    with Archive.open(path) as archive:
        found = states(archive.coverage("linan", (2020, 2020), TODAY), 2020)
    assert "missing" not in found.values()


def test_what_is_gone_is_withdrawn_and_not_missing(archive):
    found = states(archive.coverage("xiuzhou", None, TODAY), 2020)
    assert found["嘉兴-秀洲区-王店镇"] == "withdrawn"


def test_a_year_that_no_crawl_asked_for_is_unknown(archive):
    found = states(archive.coverage("linan", (2019, 2019), TODAY), 2019)
    assert set(found.values()) == {"unknown"}


def test_nothing_is_missing_before_the_law_wants_it():
    assert legal_day("department", 2020) == date(2021, 1, 31)
    assert legal_day("county_government", 2020) == date(2021, 3, 31)
    assert legal_day("town_government", 2020) == date(2021, 3, 31)


def test_a_report_not_due_yet_is_not_missing(archive):
    this_year = FIRST.year
    found = states(archive.coverage("linan", (2020, this_year), date(this_year, 3, 31)), this_year)
    assert set(found.values()) == {"not_due"}
    before = states(archive.coverage("linan", (2020, 2020), date(2021, 3, 31)), 2020)
    assert set(before.values()) == {"not_due"}  # also of what was found five years later


@pytest.mark.parametrize(
    ("arguments", "verdict"),
    [
        ({"years": "2020-2021"}, CrawlVerdict.PARTIAL),
        ({"years": "2020-2021"}, CrawlVerdict.BLOCKED),
        ({"years": "2020-2021", "units": "锦北街道"}, CrawlVerdict.COMPLETE),
        ({"sample": "5"}, CrawlVerdict.COMPLETE),
        ({"years": "2018-2019"}, CrawlVerdict.COMPLETE),
    ],
)
def test_a_crawl_that_saw_only_a_part_calls_nothing_missing(tmp_path, arguments, verdict):
    path = record(tmp_path, LINAN, [JINBEI], arguments, verdict=verdict)
    with Archive.open(path) as archive:
        found = states(archive.coverage("linan", None, TODAY), 2020)
    assert found.pop(JINBEI_ID) == "present"
    assert set(found.values()) == {"unknown"}


def test_a_visit_to_what_is_known_reads_no_list_and_calls_nothing_missing(tmp_path):
    path = record(tmp_path, LINAN, [JINBEI], {}, mode="recheck")
    with Archive.open(path) as archive:
        found = states(archive.coverage("linan", None, TODAY), 2020)
    assert found.pop(JINBEI_ID) == "present"
    assert set(found.values()) == {"unknown"}


@pytest.mark.parametrize(
    ("began_at", "expected"),
    [
        (datetime(2021, 3, 31, 15, 59, tzinfo=UTC), "unknown"),
        (datetime(2021, 3, 31, 16, tzinfo=UTC), "missing"),  # it is 1 April in China
        (datetime(2021, 4, 1, 23, 59, tzinfo=UTC), "missing"),
        (datetime(2021, 4, 2, tzinfo=UTC), "unknown"),  # after the day that is asked for
    ],
)
def test_the_legal_day_ends_in_china(tmp_path, began_at, expected):
    path = listed_at(tmp_path, "网上镇", began_at)
    with Archive.open(path) as archive:
        answer = archive.coverage("linan", (2020, 2020), date(2021, 4, 1))
    assert states(answer, 2020)[JINBEI_ID] == expected


def test_a_crawl_before_the_legal_day_calls_nothing_missing(tmp_path):
    path = record(tmp_path, LINAN, [JINBEI], {})
    this_year = datetime.now(UTC).year  # its reports are due in the year after the crawl
    with Archive.open(path) as archive:
        answer = archive.coverage("linan", (this_year, this_year), date(this_year + 1, 12, 31))
    assert set(states(answer, this_year).values()) == {"unknown"}


def test_a_publisher_nobody_resolved_is_listed_last_and_never_dropped(tmp_path):
    portal = PORTALS["fuyang"][0]
    path = record(tmp_path, portal, [WANGDIAN], {}, change=lambda text: text.replace("王店镇", "网上镇"))
    with Archive.open(path) as archive:
        answer = archive.coverage("fuyang", None, TODAY)
        (unresolved,) = archive.publishers(only_unresolved=True)
    assert answer.lines[-1].publisher.id == unresolved.publisher.id == "未定-富阳区-网上镇"
    assert states(answer, 2020)["未定-富阳区-网上镇"] == "unresolved"
    assert unresolved.years == (2020,)
    assert unresolved.urls == (f"{portal.base_url}/art/2021/{WANGDIAN}.html",)


def test_an_unresolved_name_is_told_with_the_places_that_have_it(tmp_path):
    portal = PORTALS["fuyang"][0]
    path = record(tmp_path, portal, [WANGDIAN], {}, change=lambda text: text.replace("秀洲", ""))
    with Archive.open(path) as archive:
        (unresolved,) = archive.publishers(only_unresolved=True)
    assert "浙江省嘉兴市秀洲区王店镇" in unresolved.namesakes
    assert len(unresolved.namesakes) == 6


def test_a_department_seen_once_is_expected_until_its_county_ends(tmp_path):
    portal = PORTALS["gongshu"][0]

    def to_department(text):
        return text.replace("王店镇", "教育局").replace("2020", "2018").replace("2019", "2017")

    path = record(tmp_path, portal, [WANGDIAN], {}, change=to_department)
    with Archive.open(path) as archive:
        answer = archive.coverage("gongshu", (2017, 2022), TODAY)
    (department,) = [line for line in answer.lines if line.publisher.id == "杭州-拱墅区-教育局"]
    assert department.basis == "seen"
    assert [cell.state.value for cell in department.cells] == [
        "not_expected", "present", "missing", "missing", "not_expected", "not_expected",
    ]  # fmt: skip


def test_a_government_is_another_publisher_after_the_merger(archive):
    answer = archive.coverage("gongshu", (2020, 2021), TODAY)
    governments = [line for line in answer.lines if line.publisher.type == "county_government"]
    assert [line.publisher.id for line in governments] == [
        "杭州-拱墅区-人民政府",
        "杭州-拱墅区(2021)-人民政府",
    ]
    assert [[cell.state.value for cell in line.cells] for line in governments] == [
        ["missing", "not_expected"],
        ["not_expected", "missing"],
    ]
    towns = [line for line in answer.lines if len(line.publisher.division_code) > 6]
    assert sum(line.cells[0].state != "not_expected" for line in towns) == 10
    assert sum(line.cells[1].state != "not_expected" for line in towns) == 18


def test_a_portal_never_visited_is_told_with_those_that_were(archive):
    with pytest.raises(PortalUnknown, match="it has fuyang, gongshu, linan, xiuzhou"):
        archive.coverage("nowhere")


def test_every_publisher_is_listed_with_its_years_and_portals(archive):
    found = {line.publisher.id: line for line in archive.publishers()}
    assert len(found) == 5
    assert (found[JINBEI_ID].years, found[JINBEI_ID].portals) == ((2020,), ("linan",))
    assert archive.publishers(only_unresolved=True) == ()


def test_the_matrix_is_printed_with_a_sum_for_each_year(ask):
    told = ask("coverage", "--portal", "linan", "--years", "2019-2020", "--as-of", TODAY.isoformat()).stdout
    assert "锦北街道办事处" in told
    assert told.splitlines()[-2:] == ["2019  19 unknown", "2020  2 present, 17 missing"]


def test_csv_has_a_line_for_every_cell(ask):
    told = ask(
        "coverage", "--portal", "xiuzhou", "--years", "2020", "--as-of", TODAY.isoformat(), "--csv"
    ).stdout
    rows = list(csv.DictReader(io.StringIO(told)))
    (wangdian,) = [row for row in rows if row["publisher_id"] == "嘉兴-秀洲区-王店镇"]
    assert (wangdian["year"], wangdian["state"], wangdian["version_count"]) == ("2020", "withdrawn", "1")
    assert len(rows) == 10


def test_publishers_are_printed_with_the_names_they_were_printed_under(ask):
    told = ask("publishers").stdout
    assert "拱墅区政府办公室" in told
    assert told.splitlines()[-1] == "5 publishers"
    assert ask("publishers", "--unresolved").stdout == "0 unresolved publishers\n"


def listed(folder, name, *days):
    """Crawl 临安 on each of these days and find a unit of that name in its navigation."""
    return listed_at(folder, name, *(datetime.combine(day, datetime.min.time(), UTC) for day in days))


def listed_at(folder, name, *moments):
    """Crawl 临安 at each of these moments and find a unit of that name in its navigation."""
    for moment in moments:
        with KeptArchive.open(folder / "archive.sqlite", folder, clock=lambda now=moment: now) as archive:
            crawl = archive.begin_crawl(LINAN, "incremental", {}, "0.1.0")
            url = "https://www.linan.gov.cn/col/col1/index.html"
            archive.keep_units(crawl, [ListedUnit(name, url, "https://www.linan.gov.cn/units.html", moment)])
            archive.finish_crawl(crawl, CrawlVerdict.COMPLETE, [], {}, {})
    return folder / "archive.sqlite"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([date(2021, 1, 20)], ["not_expected", "missing", "missing", "not_expected"]),
        ([date(2021, 2, 1)], ["not_expected", "not_expected", "missing", "not_expected"]),
        ([date(2021, 2, 1), date(2022, 6, 1)], ["not_expected", "not_expected", "missing", "missing"]),
    ],
)
def test_a_listed_department_that_never_reported_is_missing_while_the_list_has_it(tmp_path, days, expected):
    """A department's report is due on 31 January: who is listed on that day has to have one."""
    path = listed(tmp_path, "区教育局", *days)
    listed(tmp_path, "昌化镇", date(2026, 3, 1))  # a later complete crawl, which no longer lists it
    with Archive.open(path) as archive:
        answer = archive.coverage("linan", (2019, 2022), TODAY)
    (line,) = [line for line in answer.lines if line.publisher.name == "杭州市临安区教育局"]
    assert (line.basis, line.publisher.type) == ("listed", "department")
    assert (line.listed_from_on, line.listed_to_on) == (days[0], days[-1])
    assert [cell.state.value for cell in line.cells] == expected


def test_a_unit_first_listed_when_the_legal_day_was_over_in_china_is_not_expected_yet(tmp_path):
    path = listed_at(
        tmp_path, "区教育局", datetime(2021, 1, 31, 16, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    )
    with Archive.open(path) as archive:
        answer = archive.coverage("linan", (2020, 2021), TODAY)
    (line,) = [line for line in answer.lines if line.publisher.name == "杭州市临安区教育局"]
    assert line.listed_from_on == date(2021, 2, 1)
    assert [cell.state.value for cell in line.cells] == ["not_expected", "missing"]


def test_a_listed_unit_that_nobody_resolves_is_kept_and_expected_nowhere(tmp_path):
    path = listed(tmp_path, "网上镇", date(2021, 1, 20), date(2026, 3, 1))
    with Archive.open(path) as archive:
        line = archive.coverage("linan", (2020, 2021), TODAY).lines[-1]
    assert (line.publisher.name, line.publisher.is_resolved, line.basis) == ("网上镇", False, "listed")
    assert [cell.state.value for cell in line.cells] == ["not_expected", "not_expected"]


def test_a_department_goes_on_under_the_name_that_its_county_took(tmp_path):
    def to_department(text):
        return text.replace("秀洲区", "临安区").replace("王店镇", "教育局").replace("2020", "2016")

    path = record(tmp_path, LINAN, [WANGDIAN], {}, change=to_department)
    with Archive.open(path) as archive:
        answer = archive.coverage("linan", (2016, 2018), TODAY)
    lines = {line.publisher.id: [cell.state.value for cell in line.cells] for line in answer.lines}
    assert lines["杭州-临安市-教育局"] == ["present", "not_expected", "not_expected"]
    assert lines["杭州-临安区-教育局"] == ["not_expected", "missing", "missing"]


def test_coverage_as_of_a_day_knows_what_had_been_seen_until_then(archive):
    before, between, after = (
        archive.coverage("xiuzhou", (2020, 2020), day)
        for day in (FIRST.date() - timedelta(days=1), FIRST.date(), TODAY)
    )
    one = "嘉兴-秀洲区-王店镇"
    assert [states(answer, 2020)[one] for answer in (before, between, after)] == [
        "unknown",
        "present",
        "withdrawn",
    ]
    counts = [
        [line.cells[0].version_count for line in answer.lines if line.publisher.id == "杭州-临安区-昌化镇"]
        for answer in (archive.coverage("linan", (2020, 2020), day) for day in (FIRST.date(), TODAY))
    ]
    assert counts == [[1], [2]]


def test_a_day_before_a_unit_was_listed_does_not_know_of_it(tmp_path):
    path = listed(tmp_path, "网上镇", date(2021, 1, 20))
    with Archive.open(path) as archive:
        names = [
            [line.publisher.name for line in archive.coverage("linan", (2020, 2020), day).lines]
            for day in (date(2021, 1, 19), date(2021, 1, 20))
        ]
    assert ["网上镇" in one for one in names] == [False, True]


@pytest.mark.parametrize(
    ("finished_at", "expected"),
    [
        (datetime(2021, 4, 4, 9, tzinfo=UTC), ["unknown", "missing", "missing"]),
        (datetime(2021, 4, 5, tzinfo=UTC), ["unknown", "unknown", "missing"]),
        (None, ["unknown", "unknown", "unknown"]),  # it is running, or was killed
    ],
)
def test_a_search_counts_from_the_day_on_which_it_was_finished(tmp_path, finished_at, expected):
    now = [datetime(2021, 4, 3, 9, tzinfo=UTC)]
    with KeptArchive.open(tmp_path / "archive.sqlite", tmp_path, clock=lambda: now[0]) as kept:
        crawl = kept.begin_crawl(LINAN, "incremental", {}, "0.1.0")
        if finished_at:
            now[0] = finished_at
            kept.finish_crawl(crawl, CrawlVerdict.COMPLETE, [], {}, {})
    with Archive.open(tmp_path / "archive.sqlite") as archive:
        days = (date(2021, 4, 3), date(2021, 4, 4), date(2021, 4, 5))
        found = [archive.coverage("linan", (2020, 2020), day) for day in days]
        paged = [archive.page_of_coverage("linan", 4, None, (2020, 2020), day) for day in days]
    assert [states(answer, 2020)[JINBEI_ID] for answer in found] == expected
    assert [one.counts for one in paged] == [one.counts for one in found]


def test_a_publication_of_nobody_is_counted_from_the_day_on_which_it_was_heard_of(tmp_path):
    for number, moment in enumerate((datetime(2021, 1, 20, tzinfo=UTC), datetime(2021, 2, 1, tzinfo=UTC))):
        with KeptArchive.open(tmp_path / "archive.sqlite", tmp_path, clock=lambda now=moment: now) as kept:
            crawl = kept.begin_crawl(LINAN, "incremental", {}, "0.1.0")
            facts = PublicationFacts(title="政府信息公开工作年度报告", kind=Kind.REPORT)
            url = f"{LINAN.base_url}/art/{number}.html"
            kept.record(
                crawl, replace(capture(LINAN, JINBEI, moment), url=url, body=b"<p>.</p>", publication=facts)
            )
            kept.finish_crawl(crawl, CrawlVerdict.COMPLETE, [], {}, {})
    with Archive.open(tmp_path / "archive.sqlite") as archive:
        days = (date(2021, 1, 19), date(2021, 1, 20), date(2021, 1, 31), date(2021, 2, 1), None)
        counts = [archive.coverage("linan", None, day).unattached_publication_count for day in days]
    assert counts == [0, 1, 1, 2, 2]


@pytest.mark.parametrize("portal", ["linan", "xiuzhou", "gongshu"])
def test_pages_of_a_matrix_have_every_line_once_and_the_counts_of_all(archive, portal):
    whole = archive.coverage(portal, None, TODAY)
    lines, after = (), None
    while True:
        page = archive.page_of_coverage(portal, 4, after, as_of=TODAY)
        assert replace(page, lines=whole.lines, after=None) == whole
        assert len(page.lines) == min(4, len(whole.lines) - len(lines))
        lines, after = lines + page.lines, page.after
        if after is None:
            break
    assert lines == whole.lines
    for place, year in enumerate(whole.years):
        counted = Counter(line.cells[place].state.value for line in whole.lines)
        assert whole.counts[year] == dict(counted)
