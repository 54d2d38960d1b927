"""T1 to T12, the acceptance tests of a crawl: which tests prove each, and those that stand nowhere else."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PROOFS = {
    "T1 killed twice, the rows of an unbroken crawl, no version twice": (
        "portals/test_killed_crawls.py::test_after_sigkill_at_any_moment_a_second_run_gives_the_same_archive",
        "portals/test_province.py::test_killed_at_any_moments_the_crawls_end_in_the_same_archive",
    ),
    "T2 304, changed and touched are counted exactly; a server that lies is found out": (
        "portals/test_province.py::test_the_archive_of_eight_portals_is_what_the_replica_says_there_was",
        "portals/test_crawls.py::test_an_edited_cell_makes_one_new_version_and_touching_none",
        "portals/test_revisits.py::test_a_full_check_asks_without_validators",
        "portals/test_acceptance.py::test_an_edit_behind_an_old_date_is_found_by_a_full_check",
    ),
    "T3 offline out of WARC as online": (
        "portals/test_evidence.py::test_a_crawl_is_repeated_offline_with_identical_captures",
    ),
    "T4 a segment that a kill left open is adopted": (
        "portals/test_evidence.py::test_a_killed_crawl_leaves_evidence_of_all_that_it_archived",
        "crawler/test_warc.py::test_an_open_segment_is_adopted_without_what_was_torn_off",
    ),
    "T5 gaps of a host hold with AutoThrottle on": (
        "portals/test_pace.py::test_requests_come_no_faster_than_the_delay_and_crawl_delay_whatever_autothrottle_makes_of_it",
    ),
    "T6 a worker is killed: all is done, nothing twice": (
        "storage/test_executing.py::test_a_task_whose_process_was_killed_is_done_by_another",
        "storage/test_executing.py::test_every_task_is_done_once_on_as_many_processes_as_there_are",
    ),
    "T7 a changed layout, all gone, a start that breaks, a broken chain: no success, nothing withdrawn": (
        "portals/test_troubles.py::test_a_column_without_a_list_has_changed",
        "portals/test_troubles.py::test_an_archive_that_cannot_be_opened_is_a_crash",
        "portals/test_families.py::test_a_list_that_lies_is_a_partial_crawl_that_still_brings_the_reports_seen",
        "portals/test_acceptance.py::test_lists_that_are_gone_or_broken_withdraw_nothing",
    ),
    "T8 GBK under a wrong charset": (
        "portals/test_province.py::test_the_archive_of_eight_portals_is_what_the_replica_says_there_was",
        "portals/test_crawls.py::test_a_crawl_collects_exactly_the_reports_and_a_second_one_nothing_new",
    ),
    "T9 a server with TLS 1.0": (
        "portals/test_safety.py::test_a_server_with_nothing_better_than_tls_1_0_is_read_only_where_the_portal_file_allows_it",
    ),
    "T10 what a capture costs is counted; what it takes of time is measured by benchmarks/crawl.py": (
        "storage/test_cost.py::test_a_capture_takes_one_transaction_and_few_statements",
        "portals/test_revisits.py::test_an_unchanged_page_that_only_leads_to_a_file_costs_no_body",
    ),
    "T11 no port is listened on": ("portals/test_safety.py::test_a_crawl_listens_on_no_port",),
    "T12 a second process steps back": (
        "portals/test_troubles.py::test_a_second_process_on_the_same_portal_steps_back",
        "crawler/test_lock.py::test_a_portal_is_held_by_one_at_a_time_and_let_go_afterwards",
    ),
}


@pytest.mark.parametrize("proof", sorted({proof for proofs in PROOFS.values() for proof in proofs}))
def test_every_proof_is_there(proof):
    path, _, name = proof.partition("::")
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_an_edit_behind_an_old_date_is_found_by_a_full_check(desk, replica):
    replica.lie_about_changes("004_gongshu_office_2020")
    desk.crawl("gongshu")
    before = desk.versions()
    replica.edit_cell("004_gongshu_office_2020", "requests.new@natural_person", "99")
    assert desk.crawl("gongshu", "-s", "GONGKAI_FULL_CHECK_EVERY=0").code == 0
    assert desk.versions() == before  # the server says that nothing changed
    assert desk.crawl("gongshu", "-s", "GONGKAI_FULL_CHECK_EVERY=1").code == 0
    assert desk.versions() > before


@pytest.mark.parametrize(
    ("kind", "where", "code"),
    [("404", "column", 5), ("api_failure", "list", 3), ("count_too_high", "list", 3)],
)
def test_lists_that_are_gone_or_broken_withdraw_nothing(desk, replica, kind, where, code):
    desk.crawl("linan")
    seen = "select p.url from observation o join publication p on p.id = o.publication_id where o.verdict = 'gone'"
    replica.trouble(kind, "www.linan.gov.cn", where=where)
    found = desk.crawl("linan", "-s", "RETRY_TIMES=0")
    assert found.code == code, found.out
    assert desk.rows(seen) == []
    assert desk.rows("select verdict from crawl order by id desc limit 1") != [("complete",)]
