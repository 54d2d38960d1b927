from datetime import UTC, date, datetime, timedelta

from crawler.plan import Mode, Plan
from crawler.revisits import FullCheck, Ledger, facts_known
from parsers.report import Kind
from storage.capture import CaptureVerdict
from storage.crawl import KnownPublication, Validators
from storage.url_key import member_url, url_key

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def known(name="a", **more):
    facts = dict(  # noqa: C408
        url=f"https://www.linan.gov.cn/{name}", url_key=f"www.linan.gov.cn/{name}", kind=Kind.REPORT,
        title="昌化镇2020年政府信息公开年度报告", edition=None, unit="昌化镇", published_on=date(2021, 1, 26), year=2020,
        parent_url=None, filename=None, etag='"1"', last_modified="Tue, 26 Jan 2021 01:30:00 GMT",
        last_verdict=CaptureVerdict.FETCHED, last_observed_at=NOW - timedelta(days=2),
    )  # fmt: skip
    return KnownPublication(**(facts | more))


def ledger(*publications, mode=Mode.INCREMENTAL, settled=(), rest=0.0, **arguments):
    return Ledger.of(Plan(mode=mode, **arguments), publications, frozenset(settled), rest)


def names(one):
    return [publication.url.rsplit("/", 1)[-1] for publication in one.due(NOW)]


def test_what_failed_last_time_comes_first():
    assert names(ledger(known("a"), known("b", last_verdict=CaptureVerdict.FAILED))) == ["b", "a"]


def test_what_an_interrupted_run_has_settled_is_not_due_again():
    assert names(ledger(known("a"), known("b"), settled=["www.linan.gov.cn/a"])) == ["b"]


def test_a_known_publication_rests_for_the_interval_of_the_portal_but_not_one_that_failed():
    resting = ledger(known("a"), known("b", last_verdict=CaptureVerdict.FAILED), rest=7)
    assert names(resting) == ["b"]
    assert names(ledger(known("a"), rest=7, mode=Mode.RECHECK)) == ["a"]


def test_years_and_units_limit_what_is_due():
    assert names(ledger(known("a"), years=range(2021, 2022))) == []
    assert names(ledger(known("a"), units=("锦北街道",))) == []
    assert names(ledger(known("a"), years=range(2020, 2021), units=("昌化镇",))) == ["a"]


def test_notices_and_members_of_bundles_are_not_visited_again_by_themselves():
    inside = member_url("https://www.linan.gov.cn/b.zip", "a.docx")
    member = known("b.zip", url=inside, url_key=url_key(inside))
    kinds = [known(kind.value, kind=kind) for kind in Kind]
    assert sorted(names(ledger(*kinds, member))) == ["report", "variant"]


def test_validators_are_sent_only_by_an_incremental_run_for_what_we_hold():
    url = "http://www.linan.gov.cn/a"  # the scheme does not matter
    assert ledger(known("a")).validators(url) == {
        "If-None-Match": '"1"', "If-Modified-Since": "Tue, 26 Jan 2021 01:30:00 GMT"
    }  # fmt: skip
    assert ledger(known("a"), mode=Mode.RECHECK).validators(url) == {}
    assert ledger(known("a", last_verdict=CaptureVerdict.FAILED)).validators(url) == {}
    assert ledger(known("a", etag=None, last_modified=None)).validators(url) == {}
    assert ledger().validators(url) == {}


def test_what_is_known_is_told_again_word_for_word():
    facts = facts_known(known("a", filename="年报.docx", parent_url="https://www.linan.gov.cn/p"))
    assert (facts.filename, facts.parent_url, facts.published_on, facts.year) == (
        "年报.docx", "https://www.linan.gov.cn/p", "2021-01-26", 2020,
    )  # fmt: skip


def test_what_has_no_date_is_told_again_without_one():
    assert facts_known(known("a", published_on=None)).published_on is None


def test_a_page_that_only_leads_to_files_is_asked_with_its_validators_while_we_hold_them_all():
    page, asked = "https://www.linan.gov.cn/p", {"If-None-Match": '"7"'}
    leads = {"www.linan.gov.cn/p": Validators('"7"', None)}
    held, lost = known("f", parent_url=page), known("g", parent_url=page, last_verdict=CaptureVerdict.FAILED)
    of = lambda *publications, **more: Ledger.of(Plan(**more), publications, frozenset(), 0.0, leads=leads)  # noqa: E731
    assert of(held).only_leads(page)
    assert of(held).validators(page) == asked
    assert of(held, lost).validators(page) == {}
    assert of(held, mode=Mode.RECHECK).validators(page) == {}
    assert of().validators(page) == {}  # an archive begun anew
    assert not of(held, known("p")).only_leads(page)  # a publication itself


def test_one_check_of_twenty_is_made_without_validators_and_each_publication_has_its_turn():
    keys = [f"www.linan.gov.cn/{number}" for number in range(1000)]
    first = {key for key in keys if FullCheck(1).is_due(key)}
    assert 25 <= len(first) <= 75
    assert first == {key for key in keys if FullCheck(1).is_due(key)}
    assert all(any(FullCheck(crawl).is_due(key) for crawl in range(400)) for key in keys)
    assert not any(FullCheck(1, 0).is_due(key) for key in keys)
    one = Ledger.of(Plan(), [known("a")], frozenset(), 0.0, full_check=FullCheck(1, 1))
    assert one.validators("https://www.linan.gov.cn/a") == {}


def test_a_member_of_a_bundle_is_visited_with_its_bundle_only():
    assert names(ledger(known("a.zip"), known("a.zip#member=b.docx"))) == ["a.zip"]
