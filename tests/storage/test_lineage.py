from storage.lineage import lineage


def test_a_county_that_became_a_district_is_one_series():
    both = {"杭州-临安市-人民政府", "杭州-临安区-人民政府"}
    assert lineage("杭州-临安区-人民政府", "330112") == both
    assert lineage("杭州-临安市-人民政府", "330185") == both


def test_a_merger_breaks_the_series():
    assert lineage("杭州-拱墅区(2021)-政府办公室", "330105") == {"杭州-拱墅区(2021)-政府办公室"}


def test_a_publisher_whose_division_nobody_knows_is_itself():
    assert lineage("unresolved-nowhere-某局", None) == {"unresolved-nowhere-某局"}
