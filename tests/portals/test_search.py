"""The last layer of discovery: a report that hangs in no column is found by the portal's own search."""


def searches(replica):
    return [seen for seen in replica.log if seen.host == "search.zj.gov.cn" and seen.method == "POST"]


def test_a_report_that_hangs_in_no_column_is_found_by_the_search(desk, replica):
    replica.unlist("002_luzhu_2021")
    found = desk.crawl("fuyang")
    assert (found.code, found.err) == (0, ""), found.out
    page = replica.page_url("002_luzhu_2021")
    assert page in desk.reports()  # by https, though the index has it by http
    columns = desk.rows("select column_verdicts from crawl")[0][0]
    assert "渌渚镇 (search)" in columns


def test_the_search_is_asked_once_for_each_unit_without_a_report_and_for_no_other(desk, replica):
    assert desk.crawl("fuyang").code == 0
    # 渌渚镇 shows its report among its 重点领域信息公开; 新登镇 and 场口镇 show none.
    assert len(searches(replica)) == 2


def test_a_search_that_fails_makes_the_crawl_partial(desk, replica):
    replica.trouble("html_for_json", "search.zj.gov.cn", "list")
    found = desk.crawl("fuyang")
    assert found.code == 3, found.out
    assert "新登镇 (search): no JSON" in found.out


def test_a_portal_without_a_search_asks_none(desk, replica):
    folder = desk.database.parent / "portals"
    folder.mkdir()
    from storage.portal_folders import BUNDLED

    text = (BUNDLED / "fuyang.toml").read_text(encoding="utf-8")
    start, end = text.index("# Where no list shows"), text.index("[article]")
    (folder / "plain.toml").write_text(text[:start] + text[end:], encoding="utf-8")
    desk.environment["GONGKAI_PORTALS"] = str(folder)
    replica.unlist("002_luzhu_2021")
    desk.crawl("plain")
    assert searches(replica) == []
    assert replica.page_url("002_luzhu_2021") not in desk.reports()


def test_the_second_layer_finds_what_only_the_page_of_a_unit_leads_to(desk, replica):
    # Its 年报 column shows nothing; the unit's own page leads to the list that does.
    assert desk.crawl("fuyang", "-a", "units=渌渚镇").code == 0
    assert searches(replica) == []
    assert replica.page_url("002_luzhu_2021") in desk.reports()
