import pytest

from crawler.platforms import Follow, ListingError, ListingTrouble, jcms

URL = "http://www.dingxi.gov.cn/col/col12377/index.html"
NEXT = (
    "/module/web/jpage/dataproxy.jsp?page=1&appid=1&appid=1&webid=110&path=/&columnid=12377&unitid=38486"
    "&webname=%25E5%25AE%259A&permissiontype=0"
)
RECORD = """<record><![CDATA[
 <li class="clearfix"> <a target="_blank" href="/art/2022/1/14/art_12377_1485512.html" \
title="2021年度政府网站年度工作报表">2021年度政府网站年度...</a> <b>2022-01-14</b></li>]]></record>"""


def store(*records, group=NEXT, total=None):
    parts = [f"<totalrecord>{total}</totalrecord>" if total is not None else ""]
    if group:
        parts.append(f'<nextgroup><![CDATA[<a href="{group}"></a>]]></nextgroup>')
    return "<datastore>" + "".join(parts) + "<recordset>" + "".join(records) + "</recordset></datastore>"


def shell(*stores):
    return "<html><div id='38486'><script type='text/xml'>" + "".join(stores) + "</script></div></html>"


def record(markup):
    return f"<record><![CDATA[{markup}]]></record>"


def test_rows_are_read_out_of_the_script_with_their_full_title():
    page = jcms.column(shell(store(RECORD)), URL, {})
    (entry,) = page.entries
    assert entry.title == "2021年度政府网站年度工作报表"
    assert entry.url == "http://www.dingxi.gov.cn/art/2022/1/14/art_12377_1485512.html"
    assert entry.date == "2022-01-14"


def test_the_next_group_is_asked_for_byte_for_byte():
    (follow,) = jcms.column(shell(store(RECORD)), URL, {}).follow
    assert follow.url == f"http://www.dingxi.gov.cn{NEXT}"


def test_a_parameter_that_begins_like_an_entity_stays_as_it_is():
    group = NEXT.replace("&", "&amp;") + "&amp;param=1&copy=2"
    (follow,) = jcms.column(shell(store(RECORD, group=group)), URL, {}).follow
    assert follow.url.endswith("&permissiontype=0&param=1&copy=2")


@pytest.mark.parametrize(
    ("markup", "title", "date"),
    [
        ('<li><span class="date">2020-03-25</span><a href="/art/1" target="_blank">甲</a></li>', "甲", "2020-03-25"),
        ('<div class="list"><a href="/art/1">甲<span class="time">2020-03-25</span></a></div>', "甲", "2020-03-25"),
        ("<a style='' href='/art/1' class='bt_link' title='甲'>甲<span class='bt_time'>2020-03-25</span></a>", "甲",
         "2020-03-25"),
        ('<a class="news" href="/art/1">甲</a><span class="time">[2020-03-25]</span>', "甲", "2020-03-25"),
        ('<li><a href="/art/1"><span>甲</span><i>2020-03-25</i></a></li>', "甲", "2020-03-25"),
        ("<li><span>2020/03/25</span><a href='/art/1' title=''>甲</a></li>", "甲", "2020-03-25"),
        ('<a href="/art/1">甲</a><div class="sj1">2020-3-5</div>', "甲", "2020-03-05"),
    ],
)  # fmt: skip
def test_every_row_shape_seen_gives_title_and_date(markup, title, date):
    (entry,) = jcms.column(shell(store(record(markup))), URL, {}).entries
    assert (entry.title, entry.date) == (title, date)


def test_junk_between_records_and_a_second_datastore_do_no_harm():
    page = jcms.column(shell(store(RECORD), store(RECORD, "<table class='x'></table>", RECORD)), URL, {})
    assert page.rows_seen == 2


def test_a_bare_datastore_is_read_too():
    assert jcms.column(f"<div id='38486'>{store(RECORD)}</div>", URL, {}).rows_seen == 1


def test_a_record_that_links_nowhere_still_counts_as_a_row():
    page = jcms.column(shell(store(record("<a href='javascript:void(0)'>x</a>"))), URL, {})
    assert (page.entries, page.rows_seen) == ((), 1)


def test_a_next_group_on_another_host_is_not_followed():
    with pytest.raises(ListingError, match="another host"):
        jcms.column(shell(store(RECORD, group="http://evil.example/dataproxy.jsp?page=1")), URL, {})


def test_an_answer_without_a_datastore_fails():
    with pytest.raises(ListingError) as trouble:
        jcms.listing("<html>系统繁忙</html>", URL, Follow(URL))
    assert trouble.value.trouble is ListingTrouble.FAILED


def test_a_last_group_has_no_next():
    page = jcms.listing("\n\n" + store(RECORD, group=None, total=46), URL, Follow(URL, number=2))
    assert (page.total, page.follow, page.is_proven_last) == (46, (), True)


def test_without_a_next_group_the_missing_ranges_are_posted_as_the_site_would():
    page = shell(store(*[RECORD] * 6, group=None, total=14))
    page += """<script>var proxy = "/module/jpage/dataproxy.jsp?col=1&appid=1&webid=2754&columnid=7&unitid=9"; perpage: 2</script>"""
    (follow,) = jcms.column(page, URL, {}).follow
    assert (follow.method, follow.url.partition("?")[2]) == ("POST", "startrecord=7&endrecord=12&perpage=2")
    assert dict(follow.form) == {"col": "1", "appid": "1", "webid": "2754", "columnid": "7", "unitid": "9"}
    (again,) = jcms.listing(store(*[RECORD] * 6, group=None, total=14), URL, follow).follow
    assert again.url.partition("?")[2] == "startrecord=13&endrecord=18&perpage=2"
    assert jcms.listing(store(RECORD, RECORD, group=None, total=14), URL, again).follow == ()
