from dataclasses import replace

from crawler.platforms import Entry, Follow, ListingError, ListingTrouble, Page
from crawler.walk import ColumnWalk
from storage.crawl import CrawlVerdict

URL = "https://www.linan.gov.cn/col/col1/index.html"


def ask(number):
    return Follow(f"{URL}?page={number}", number=number)


def page(number, *, rows=2, total=None, more=True, echoed=None):
    entries = tuple(Entry(f"{URL}/{number}/{row}", "标题") for row in range(rows))
    return Page(entries, total, rows, (ask(number + 1),) if more else (), echoed)


def walked(*pages):
    walk = ColumnWalk("年报", URL)
    for number, one in enumerate(pages, 1):
        walk.take(one, ask(number))
    return walk.verdict()


def test_a_list_whose_rows_add_up_is_complete():
    verdict = walked(page(1, total=3), page(2, rows=1, total=3, more=False))
    assert (verdict.verdict, verdict.rows, verdict.total) == (CrawlVerdict.COMPLETE, 3, 3)


def test_a_list_without_a_total_is_complete_at_its_proven_end():
    assert walked(page(1), page(2, more=False)).verdict is CrawlVerdict.COMPLETE


def test_missing_rows_make_the_column_partial_and_say_how_many():
    verdict = walked(page(1, total=5), page(2, total=5, more=False))
    assert (verdict.verdict, verdict.reason) == (CrawlVerdict.PARTIAL, "4 rows seen of 5")


def test_missing_pages_make_the_column_partial_and_say_how_many():
    first, last = (replace(page(number, more=number < 2), pages=3) for number in (1, 2))
    verdict = walked(first, last)
    assert (verdict.verdict, verdict.reason) == (CrawlVerdict.PARTIAL, "2 pages seen of 3")


def test_a_number_of_pages_that_changes_during_the_walk_is_named():
    first, last = (replace(page(number, more=number < 2), pages=number + 2) for number in (1, 2))
    assert "from 3 to 4" in (walked(first, last).reason or "")


def test_pages_need_not_say_again_how_many_they_are():
    verdict = walked(replace(page(1), pages=3), page(2, more=False))
    assert (verdict.verdict, verdict.reason) == (CrawlVerdict.PARTIAL, "2 pages seen of 3")


def test_a_list_is_left_for_the_first_reason_that_was_met():
    walk = ColumnWalk("年报", URL)
    walk.take(page(1, total=9), ask(1))
    walk.fail(ListingError(ListingTrouble.FAILED, "not JSON"), ask(2))
    walk.fail(ListingError(ListingTrouble.FAILED, "timeout"), ask(3))
    assert walk.verdict().reason == "not JSON"


def test_a_total_that_changes_during_the_walk_is_named():
    verdict = walked(page(1, total=4), page(2, total=5, more=False))
    assert verdict.verdict is CrawlVerdict.PARTIAL
    assert "from 4 to 5" in (verdict.reason or "")


def test_an_echo_of_another_page_is_a_contradiction():
    assert "got page 1" in (walked(page(1, total=4, echoed=1), page(2, total=4, echoed=1)).reason or "")


def test_a_repeated_page_is_noticed():
    assert "repeats" in (walked(page(1, total=9), page(1, total=9)).reason or "")


def test_a_list_that_loops_ends():
    walk = ColumnWalk("年报", URL)
    assert walk.take(page(1), ask(1)) == (ask(2),)
    looping = Page((Entry(f"{URL}/z", "标题"),), None, 1, (ask(2),))
    assert walk.take(looping, ask(2)) == ()
    assert "loops" in (walk.verdict().reason or "")


def test_a_walk_cut_off_in_the_middle_is_partial():
    assert walked(page(1, total=9)).reason == "stopped before the end of the list"


def test_a_walk_cut_off_before_its_list_came_is_partial_and_not_a_changed_template():
    walk = ColumnWalk("年报", URL)
    walk.take(Page(follow=(ask(1),)), Follow(URL, number=0))
    assert walk.verdict().verdict is CrawlVerdict.PARTIAL
    walk.fail(ListingError(ListingTrouble.FAILED, "empty"), ask(1))
    assert walk.verdict().verdict is CrawlVerdict.FAILED


def test_no_rows_without_a_count_of_zero_is_a_changed_template():
    assert walked(Page()).verdict is CrawlVerdict.CHANGED


def test_a_stated_count_of_zero_is_complete():
    assert walked(Page(total=0)).verdict is CrawlVerdict.COMPLETE


def test_a_failure_on_the_first_page_fails_the_column_and_a_later_one_makes_it_partial():
    trouble = ListingError(ListingTrouble.FAILED, "not JSON")
    first, later = ColumnWalk("年报", URL), ColumnWalk("年报", URL)
    first.fail(trouble, ask(1))
    later.take(page(1, total=9), ask(1))
    later.fail(trouble, ask(2))
    assert first.verdict().verdict is CrawlVerdict.FAILED
    assert later.verdict().verdict is CrawlVerdict.PARTIAL


def test_a_navigation_unit_that_fails_beside_the_list_does_no_harm():
    walk = ColumnWalk("年报", URL)
    walk.fail(ListingError(ListingTrouble.FAILED, "empty"), Follow(URL, sequence="内容1"))
    walk.take(page(1, total=2, more=False), Follow(URL, sequence="信息列表"))
    assert walk.verdict().verdict is CrawlVerdict.COMPLETE


def test_a_unit_that_never_came_may_be_the_list_so_the_column_is_not_complete():
    walk = ColumnWalk("年报", URL)
    walk.take(page(1, total=2, more=False), Follow(URL, sequence="内容1"))
    walk.lose(ListingError(ListingTrouble.FAILED, "timeout"), Follow(URL, sequence="信息列表"))
    verdict = walk.verdict()
    assert (verdict.verdict, verdict.reason) == (CrawlVerdict.PARTIAL, "timeout")


def test_a_column_of_which_nothing_came_failed():
    walk = ColumnWalk("年报", URL)
    walk.lose(ListingError(ListingTrouble.FAILED, "timeout"), Follow(URL, number=0))
    assert walk.verdict().verdict is CrawlVerdict.FAILED


def test_a_challenge_blocks_the_column():
    walk = ColumnWalk("年报", URL)
    walk.take(page(1, total=9), ask(1))
    walk.block("521 加速乐 challenge")
    assert walk.verdict().verdict is CrawlVerdict.BLOCKED
