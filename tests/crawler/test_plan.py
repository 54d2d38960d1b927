import pytest

from crawler.plan import Mode, Plan, UsageMistake


def test_without_arguments_everything_is_asked_for():
    plan = Plan.from_arguments({})
    assert plan.mode is Mode.INCREMENTAL
    assert plan.wants_year(2009)
    assert plan.wants_unit("任何镇")
    assert plan.sample is None


def test_years_units_mode_and_sample_are_read():
    plan = Plan.from_arguments(
        {"years": "2019-2021", "units": "昌化镇，锦北街道", "mode": "backfill", "sample": "5"}
    )
    assert [year for year in range(2017, 2024) if plan.wants_year(year)] == [2019, 2020, 2021]
    assert plan.wants_unit(None, "杭州市临安区昌化镇人民政府")
    assert not plan.wants_unit("青山湖街道", None)
    assert (plan.mode, plan.sample) == (Mode.BACKFILL, 5)


def test_a_report_of_unknown_year_is_not_filtered_out():
    assert Plan.from_arguments({"years": "2020"}).wants_year(None)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("years", "twenty"), ("years", "2021-2019"), ("years", "1999"), ("mode", "all"), ("sample", "0"),
        ("sample", "-1"), ("sample", "many"), ("origin", "127.0.0.1:8000"), ("origin", "http://127.0.0.1/path"),
        ("orgin", "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_named(name, text):
    with pytest.raises(UsageMistake, match=name):
        Plan.from_arguments({name: text})


def test_all_mistakes_are_named_at_once():
    with pytest.raises(UsageMistake, match=r"units2.*mode=x.*sample=y|units2"):
        Plan.from_arguments({"units2": "a", "mode": "x", "sample": "y"})


@pytest.mark.parametrize(
    ("origin", "is_loopback"),
    [
        ("http://127.0.0.1:8000", True), ("http://localhost:8000", True), ("http://[::1]:8000", True),
        ("http://10.0.0.1:8000", False), ("https://127.0.0.1.example.org", False), ("http://www.linan.gov.cn", False),
    ],
)  # fmt: skip
def test_only_this_machine_is_loopback(origin, is_loopback):
    assert Plan.from_arguments({"origin": origin}).is_loopback is is_loopback


def test_the_same_request_is_spelt_the_same_so_that_a_killed_run_is_found_again():
    first = Plan.from_arguments({"years": "2020", "units": "甲镇, 乙镇", "origin": "http://127.0.0.1:1"})
    second = Plan.from_arguments({"units": "甲镇,乙镇", "years": "2020-2020", "origin": "http://127.0.0.1:2"})
    assert first.as_arguments() == second.as_arguments()
