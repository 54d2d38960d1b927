"""Who publishes: expected values are those of the truth files and of publishers.yaml's events."""

from pathlib import Path

import pytest
import yaml

from parsers.divisions import Division, Divisions, Event, known_divisions
from parsers.organs import PUBLISHER_TYPES
from parsers.publishers import resolve
from parsers.sections import split_sections
from parsers.titles import find_title, parse_title
from tests.parsers.seed_dialect import CASES, blocks_of, truth_of

TESTS = Path(__file__).parent.parent
LINAN, FUYANG, XIUZHOU, GONGSHU = "330112", "330111", "330411", "330105"


def context_of(case):
    sections = split_sections(blocks_of(case))
    return "\n".join(section.text for section in sections if section.key in {"preface", "overview"})


@pytest.mark.parametrize("case", CASES)
def test_every_seed_resolves_from_its_text_alone(case):
    truth = truth_of(case)
    title, _ = find_title(blocks_of(case))
    found = resolve(parse_title(title).publisher, truth["year"], context=context_of(case))
    expected = truth["publisher"]
    assert found.printed == expected["printed"]
    assert found.canonical == expected["canonical"]
    assert found.type == expected["type"]
    assert found.division_code == expected["division"]["code"]


@pytest.mark.parametrize("case", CASES)
def test_every_seed_resolves_from_its_portal_without_context(case):
    truth = truth_of(case)["publisher"]
    county = (truth["division"]["code"])[:6]
    assert resolve(truth["printed"], truth_of(case)["year"], county).canonical == truth["canonical"]


@pytest.mark.parametrize("name", ["王店镇", "昌化镇", "教育局", "政府办公室", "东区", "鼓楼区教育局"])
def test_a_name_that_several_have_is_not_claimed_without_any_county(name):
    found = resolve(name, 2020)
    assert found.canonical is None
    assert found.id == f"未定-未知-{name}"


def test_an_unresolved_name_keeps_its_county_and_its_type():
    found = resolve("网上镇", 2021, FUYANG)
    assert (found.canonical, found.type, found.id) == (None, "town_government", "未定-富阳区-网上镇")


def test_the_same_code_and_name_is_another_publisher_after_the_merger():
    before = resolve("拱墅区政府办公室", 2020, GONGSHU)
    after = resolve("拱墅区政府办公室", 2021, GONGSHU)
    assert (before.id, after.id) == ("杭州-拱墅区-政府办公室", "杭州-拱墅区(2021)-政府办公室")
    assert before.division_code == after.division_code == "330105"


def test_a_town_stays_the_same_publisher_when_its_district_merges():
    assert (
        resolve("半山街道", 2020, GONGSHU).id
        == resolve("半山街道", 2021, GONGSHU).id
        == "杭州-拱墅区-半山街道"
    )


def test_a_subdistrict_of_a_merged_district_is_found_in_the_district_of_its_year():
    assert resolve("长庆街道", 2020, "330103").division_code == "330103001"
    assert resolve("长庆街道", 2021, GONGSHU).division_code == "330105014"
    assert resolve("长庆街道", 2020, GONGSHU).canonical is None


@pytest.mark.parametrize(
    ("printed", "year", "code", "canonical"),
    [
        ("锦北街道", 2016, "330185007", "杭州市临安市人民政府锦北街道办事处"),
        ("锦北街道", 2017, "330112007", "杭州市临安区人民政府锦北街道办事处"),
        ("临安区昌化镇", 2016, "330185108", "杭州市临安市昌化镇人民政府"),
    ],
)
def test_a_county_that_became_a_district_is_known_by_the_name_of_the_year(printed, year, code, canonical):
    found = resolve(printed, year, LINAN)
    assert (found.division_code, found.canonical) == (code, canonical)


def test_a_year_before_the_snapshots_is_told_by_events():
    assert resolve("富阳市渌渚镇", 2014, FUYANG).division_code == "330183103"
    assert resolve("富阳区渌渚镇", 2015, FUYANG).division_code == "330111103"
    assert resolve("王店镇", 2009, XIUZHOU).division_code == "330411105"


@pytest.mark.parametrize(
    ("printed", "canonical", "kind", "identity"),
    [
        ("临安区人民政府", "杭州市临安区人民政府", "county_government", "杭州-临安区-人民政府"),
        ("临安区", "杭州市临安区人民政府", "county_government", "杭州-临安区-人民政府"),
        ("临安区教育局", "杭州市临安区教育局", "department", "杭州-临安区-教育局"),
        ("教育局", "杭州市临安区教育局", "department", "杭州-临安区-教育局"),
        ("区市场监管局", "杭州市临安区市场监督管理局", "department", "杭州-临安区-市场监督管理局"),
        ("杭州市临安区市场监管局", "杭州市临安区市场监督管理局", "department", "杭州-临安区-市场监督管理局"),
        (
            "国家税务总局杭州市临安区税务局",
            "国家税务总局杭州市临安区税务局",
            "vertical_organ",
            "杭州-临安区-税务局",
        ),
        ("杭州市教育局", "杭州市教育局", "department", "杭州市-教育局"),
        ("杭州市人民政府", "杭州市人民政府", "prefecture_government", "杭州市-人民政府"),
        ("浙江省人民政府办公厅", "浙江省人民政府办公厅", "government_office", "浙江省-政府办公室"),
        ("杭州市昌化镇", "杭州市临安区昌化镇人民政府", "town_government", "杭州-临安区-昌化镇"),
        (
            "临安区人民政府锦北街道办事处",
            "杭州市临安区人民政府锦北街道办事处",
            "subdistrict_office",
            "杭州-临安区-锦北街道",
        ),
        ("昌化镇党政综合办公室", "杭州市临安区昌化镇人民政府", "town_government", "杭州-临安区-昌化镇"),
    ],
)
def test_names_on_a_county_portal_become_canonical(printed, canonical, kind, identity):
    found = resolve(printed, 2020, LINAN)
    assert (found.canonical, found.type, found.id) == (canonical, kind, identity)


def test_a_county_in_the_name_wins_over_the_portal():
    assert resolve("富阳区渌渚镇", 2021, LINAN).canonical == "杭州市富阳区渌渚镇人民政府"


def test_the_column_of_the_portal_names_the_publisher_when_the_title_does_not():
    found = resolve(None, 2018, LINAN, "镇街 > 昌化镇")
    assert (found.printed, found.canonical) == ("昌化镇", "杭州市临安区昌化镇人民政府")


def test_nothing_at_all_is_unresolved_and_not_an_error():
    assert resolve(None, 2020).canonical is None


def test_a_county_named_in_the_text_decides_only_if_one_county_fits():
    text = "通过“杭州· 临安”门户网站和秀洲区政府网站公开"
    assert resolve("昌化镇", 2020, context=text).canonical == "杭州市临安区昌化镇人民政府"
    assert resolve("教育局", 2020, context=text).canonical is None


def test_a_body_of_the_state_council_has_no_division():
    found = resolve("国家新闻出版署（国家版权局）", 2019)
    assert (found.canonical, found.type, found.division_code) == (
        "国家新闻出版署（国家版权局）",
        "state_council_department",
        None,
    )


def test_duties_hang_on_the_type_of_publisher():
    assert PUBLISHER_TYPES["town_government"].government
    assert not PUBLISHER_TYPES["subdistrict_office"].government
    assert PUBLISHER_TYPES["department"].deadline == "01-31"


def test_counties_of_one_name_are_told_apart_by_prefecture_or_portal():
    rows = [
        Division("330000", "浙江省", 2015, 2023),
        Division("330100", "杭州市", 2015, 2023),
        Division("330198", "鼓楼区", 2015, 2023),
        Division("330400", "嘉兴市", 2015, 2023),
        Division("330498", "鼓楼区", 2015, 2023),
    ]
    divisions = Divisions(rows)
    assert resolve("鼓楼区教育局", 2020, divisions=divisions).canonical is None
    assert resolve("嘉兴市鼓楼区教育局", 2020, divisions=divisions).canonical == "嘉兴市鼓楼区教育局"
    assert resolve("鼓楼区教育局", 2020, "330198", divisions=divisions).canonical == "杭州市鼓楼区教育局"


def test_a_code_of_another_time_is_followed_through_events():
    divisions = known_divisions()
    assert divisions.find("330112", 2015).name == "临安市"
    assert divisions.find("330185", 2020).name == "临安区"
    assert divisions.find("330103", 2022).name == "拱墅区"
    assert divisions.find("999999", 2020) is None


def test_events_refuse_words_that_they_do_not_know():
    with pytest.raises(ValueError, match="kind"):
        Event(effective="2021-04-09", kind="annexation", before=(), after=(), source="")


@pytest.mark.parametrize(
    ("printed", "canonical", "kind", "identity"),
    [
        ("上海市人民政府办公厅", "上海市人民政府办公厅", "government_office", "上海市-政府办公室"),
        ("上海市黄浦区人民政府", "上海市黄浦区人民政府", "county_government", "上海-黄浦区-人民政府"),
        ("淮安市洪泽区人民政府", "淮安市洪泽区人民政府", "county_government", "淮安-洪泽区-人民政府"),
        ("吉林市人民政府", "吉林市人民政府", "prefecture_government", "吉林市-人民政府"),
        ("吉林省人民政府", "吉林省人民政府", "provincial_government", "吉林省-人民政府"),
        ("兴安盟行政公署", "兴安盟行政公署", "prefecture_government", "兴安盟-人民政府"),
        ("兴安盟行署外事办公室", "兴安盟外事办公室", "department", "兴安盟-外事办公室"),
        ("浙江省教育厅", "浙江省教育厅", "department", "浙江省-教育厅"),
        ("仙桃市人民政府", "仙桃市人民政府", "county_government", "湖北-仙桃市-人民政府"),
        ("嘉峪关市人民政府", "嘉峪关市人民政府", "prefecture_government", "嘉峪关市-人民政府"),
        ("国家税务总局上海市税务局", "国家税务总局上海市税务局", "vertical_organ", "上海市-税务局"),
        ("东莞市虎门镇", "东莞市虎门镇人民政府", "town_government", "东莞市-虎门镇"),
        ("杭州临安区教育局", "杭州市临安区教育局", "department", "杭州-临安区-教育局"),
        ("杭州市昌化镇", "杭州市临安区昌化镇人民政府", "town_government", "杭州-临安区-昌化镇"),
        ("锦北街道", "杭州市临安区人民政府锦北街道办事处", "subdistrict_office", "杭州-临安区-锦北街道"),
    ],
)
def test_names_of_the_whole_country_resolve_without_any_portal(printed, canonical, kind, identity):
    found = resolve(printed, 2020)
    assert (found.canonical, found.type, found.id) == (canonical, kind, identity)


def test_on_the_portal_of_a_city_a_town_is_found_in_its_county():
    assert resolve("昌化镇", 2020, "330100").canonical == "杭州市临安区昌化镇人民政府"


def test_on_the_portal_of_a_county_no_town_of_another_is_claimed_by_its_bare_name():
    assert resolve("渌渚镇", 2021).canonical == "杭州市富阳区渌渚镇人民政府"
    assert resolve("渌渚镇", 2021, LINAN).canonical is None


def test_a_town_keeps_its_id_when_its_county_becomes_a_district():
    ids = {resolve("昌化镇", year, LINAN).id for year in (2014, 2016, 2017, 2025)}
    assert ids == {"杭州-临安区-昌化镇"}


@pytest.mark.parametrize(
    ("name", "portal", "identity"),
    [("朱坝街道", "320813", "淮安-洪泽区-朱坝街道"), ("南长街街道", "130502", "邢台-襄都区-南长街街道")],
)
def test_so_does_a_town_of_a_county_whose_change_only_the_snapshots_tell(name, portal, identity):
    assert {resolve(name, year, portal).id for year in (2015, 2016, 2021)} == {identity}


def test_a_former_name_of_a_county_still_names_it():
    assert resolve("洪泽县教育局", 2015).canonical == "淮安市洪泽县教育局"
    assert resolve("洪泽县教育局", 2020).canonical == "淮安市洪泽区教育局"


def test_a_district_named_by_the_way_makes_no_department_its_own():
    assert resolve("教育局", 2020, context="我局与秀洲区、西区学校交流").canonical is None
    assert resolve("教育局", 2020, context="在秀洲区政府门户网站公开").canonical == "嘉兴市秀洲区教育局"


def test_every_publisher_that_titles_are_known_of_resolves_but_for_shared_names():
    catalogue = yaml.safe_load((TESTS / "expectations" / "titles.yaml").read_text(encoding="utf-8"))
    named = [title for title in catalogue if title.get("pub")]
    open_ = [title["pub"] for title in named if resolve(title["pub"], title["year"]).canonical is None]
    assert open_ == ["王店镇"]
