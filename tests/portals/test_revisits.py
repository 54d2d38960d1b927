"""What a second crawl costs: one conditional request for whatever did not change."""


def pages(desk, replica):
    """Requests for pages and files of reports, leaving out lists, hubs and robots.txt."""
    return [
        (seen.conditional, seen.status)
        for seen in replica.log
        if "art_" in seen.target or "/attach/" in seen.target or "downfile" in seen.target
    ]


def test_an_unchanged_page_that_only_leads_to_a_file_costs_no_body(desk, replica):
    always = ("-s", "GONGKAI_FULL_CHECK_EVERY=0")
    desk.crawl("linan", *always)
    first = desk.what_counts()
    asked = pages(desk, replica)
    assert {conditional for conditional, _ in asked} == {False}
    assert desk.crawl("linan", *always).code == 0
    again = [status for conditional, status in pages(desk, replica) if conditional]
    assert again.count(304) >= 4  # two pages, two files
    assert desk.what_counts()["versions"] == first["versions"]
    assert not [row for row in desk.what_counts()["publications"] if row not in first["publications"]]


def test_a_page_that_changed_is_read_again_and_its_file_too(desk, replica):
    desk.crawl("linan", "-s", "GONGKAI_FULL_CHECK_EVERY=0")
    replica.edit_cell("003_jinbei_2020", "requests.new@natural_person", "99", "file")
    found = desk.crawl("linan", "-s", "GONGKAI_FULL_CHECK_EVERY=0")
    assert "1 new versions" in found.out


def test_a_full_check_asks_without_validators(desk, replica):
    desk.crawl("gongshu")
    desk.crawl("gongshu", "-s", "GONGKAI_FULL_CHECK_EVERY=1")
    assert {conditional for conditional, _ in pages(desk, replica)} == {False}
