"""The four portals, crawled as a user would: what is collected, and what time changes about it."""

import pytest

CASES = {
    "linan": ("000_changhua_2020", "003_jinbei_2020"),
    "xiuzhou": ("001_wangdian_2020",),
    "fuyang": ("002_luzhu_2021",),
    "gongshu": ("004_gongshu_office_2020",),
}
ONLY_FILES = {"000_changhua_2020", "003_jinbei_2020"}  # their pages say no more than "see the file"


def published(replica, portal):
    pages = {replica.page_url(case) for case in CASES[portal] if case not in ONLY_FILES}
    files = {replica.file_url(case) for case in CASES[portal]} - {None}
    return pages | files


@pytest.mark.parametrize("portal", CASES)
def test_a_crawl_collects_exactly_the_reports_and_a_second_one_nothing_new(desk, replica, portal):
    first = desk.crawl(portal)
    assert (first.code, first.err) == (0, ""), first.out
    assert desk.reports() == published(replica, portal)
    versions = desk.versions()
    second = desk.crawl(portal)
    assert second.code == 0, second.out
    assert "0 new versions" in second.out
    assert desk.versions() == versions
    assert desk.reports() == published(replica, portal)


def test_whom_the_portal_lists_is_kept_with_its_page_also_where_only_one_was_asked_for(desk):
    """The units of demo/jpaas_sites.py: three towns, and two departments that have no report."""
    desk.crawl("linan", "-a", "units=昌化镇")
    base = "https://www.linan.gov.cn/col/col1229361"
    seen = "select u.name, s.url, s.list_url from unit_sighting s join portal_unit u on u.id = s.unit_id"
    assert set(desk.rows(seen)) == {
        ("昌化镇", f"{base}111/index.html", f"{base}105/index.html"),
        ("锦北街道", f"{base}112/index.html", f"{base}105/index.html"),
        ("太湖源镇", f"{base}113/index.html", f"{base}105/index.html"),
        ("区发改局", f"{base}114/index.html", f"{base}106/index.html"),
        ("区教育局", f"{base}115/index.html", f"{base}106/index.html"),
    }
    desk.crawl("linan")
    assert desk.rows("select count(*), count(distinct name) from portal_unit") == [(5, 5)]
    assert desk.rows("select count(*), count(distinct crawl_id) from unit_sighting") == [(10, 2)]


def test_what_the_lists_call_by_another_name_is_kept_as_a_variant_and_decoys_not_at_all(desk):
    desk.crawl("linan")
    kinds = dict(desk.rows("select kind, count(*) from publication group by kind"))
    assert set(kinds) == {"report", "variant"}
    assert desk.rows("select title from publication where title like '%法治%' or title like '%通知%'") == []


def test_an_edited_cell_makes_one_new_version_and_touching_none(desk, replica):
    desk.crawl("fuyang")
    before = desk.versions()
    replica.touch("002_luzhu_2021")
    desk.crawl("fuyang")
    assert desk.versions() == before
    replica.edit_cell("002_luzhu_2021", "requests.new@natural_person", "99", "file")
    found = desk.crawl("fuyang")
    assert "1 new versions" in found.out
    assert desk.versions() == before + 1


def test_a_withdrawn_report_is_observed_as_gone_and_its_versions_stay(desk, replica):
    desk.crawl("linan")
    before = desk.versions()
    replica.withdraw("003_jinbei_2020")
    assert desk.crawl("linan").code == 0  # that it is gone was seen: nothing is missing from the crawl
    seen = "select o.verdict from observation o join publication p on p.id = o.publication_id where p.url = ? order by o.crawl_id"
    assert desk.rows(seen, replica.file_url("003_jinbei_2020")) == [("fetched",), ("gone",)]
    assert desk.versions() == before


def test_a_report_that_was_posted_again_as_a_correction_is_another_publication(desk, replica):
    desk.crawl("xiuzhou")
    path = replica.repost("001_wangdian_2020")
    desk.crawl("xiuzhou")
    assert f"https://www.xiuzhou.gov.cn{path}" in desk.reports()


def test_a_republished_template_is_read_anew(desk, replica):
    desk.crawl("gongshu")
    replica.republish_template("www.gongshu.gov.cn")
    assert desk.crawl("gongshu").code == 0


def test_only_the_first_visit_of_a_document_is_unconditional_unless_it_is_a_recheck(desk, replica):
    desk.crawl("gongshu")
    url = replica.file_url("004_gongshu_office_2020")
    asked = lambda: [seen for seen in replica.log if seen.target in url and "attach" in seen.target]  # noqa: E731
    assert [seen.conditional for seen in asked()] == [False]
    desk.crawl("gongshu")
    assert [(seen.conditional, seen.status) for seen in asked()] == [(True, 304)]
    found = desk.crawl("gongshu", "-a", "mode=recheck")
    assert [(seen.conditional, seen.status) for seen in asked()] == [(False, 200)]
    assert found.code == 0
    assert "columns       0 complete of 0" in found.out


def test_years_units_and_sample_limit_what_is_visited(desk, replica):
    assert desk.crawl("linan", "-a", "years=2015-2016").code == 0
    assert desk.reports() == set()
    desk.crawl("linan", "-a", "units=锦北街道")
    assert desk.reports() == {replica.file_url("003_jinbei_2020")}


def test_a_sample_of_one_visits_one_publication(desk):
    found = desk.crawl("gongshu", "-a", "sample=1", "-a", "mode=backfill")
    assert found.code == 0, found.out
    assert len(desk.rows("select distinct coalesce(parent_url, url) from publication")) == 1


def test_every_request_carries_the_host_of_the_portal_an_honest_name_and_a_referer_for_lists(desk, replica):
    desk.crawl("linan")
    assert {seen.host for seen in replica.log} <= {
        "www.linan.gov.cn",
        "zjjcmspublicnew.oss-cn-hangzhou-zwynet-d01-a.internet.cloud.zj.gov.cn",
        "search.zj.gov.cn",  # for a unit that shows no report anywhere
    }
    assert all("gongkai" in seen.user_agent for seen in replica.log)
    lists = [seen for seen in replica.log if "build/unit" in seen.target]
    assert lists
    assert all("/col/col" in seen.referer for seen in lists)
    assert desk.rows("select count(*) from capture where url like '%127.0.0.1%'") == [(0,)]
