import pytest

from query.archive import Archive
from query.publisher_choice import PublisherAmbiguous, PublisherUnknown
from storage.archive import Archive as WritableArchive
from storage.models import publisher, publisher_alias, report

CHANGHUA = "杭州-临安区-昌化镇"
PUBLISHERS = [
    (CHANGHUA, "杭州市临安区昌化镇人民政府", "330112102", [2019, 2020], ["昌化镇"]),
    ("沈阳-某区-昌化镇", "沈阳市某区昌化镇人民政府", "210199100", [2020], []),
    ("杭州-临安区-锦北街道", "杭州市临安区人民政府锦北街道办事处", "330112007", [2020], ["锦北街道办"]),
    ("杭州-拱墅区-政府办公室", "杭州市拱墅区人民政府办公室", "330105", [2020], ["拱墅区政府办公室"]),
    ("杭州-拱墅区(2021)-政府办公室", "杭州市拱墅区人民政府办公室", "330105", [2021, 2022], []),
]


@pytest.fixture
def few(tmp_path):
    with WritableArchive.open(tmp_path / "few.sqlite", tmp_path) as archive, archive.engine.begin() as rows:
        for id_, name, code, years, aliases in PUBLISHERS:
            rows.execute(publisher.insert().values(id=id_, name=name, division_code=code, is_resolved=True))
            for year in years:
                rows.execute(report.insert().values(publisher_id=id_, year=year))
            for alias in aliases:
                rows.execute(publisher_alias.insert().values(publisher_id=id_, name=alias))
    with Archive.open(tmp_path / "few.sqlite") as archive:
        yield archive


@pytest.mark.parametrize(
    ("asked", "id_"),
    [
        (CHANGHUA, CHANGHUA),
        ("杭州市临安区昌化镇人民政府", CHANGHUA),
        ("临安区昌化镇", CHANGHUA),
        ("临安区昌化镇人民政府", CHANGHUA),
        ("锦北街道", "杭州-临安区-锦北街道"),
        (" 锦北 街道办 ", "杭州-临安区-锦北街道"),
        ("锦北街道办事处", "杭州-临安区-锦北街道"),
        ("杭州-拱墅区(2021)-政府办公室", "杭州-拱墅区(2021)-政府办公室"),
        ("杭州-拱墅区（2021）-政府办公室", "杭州-拱墅区(2021)-政府办公室"),
    ],
)
def test_a_publisher_is_known_by_every_name(few, asked, id_):
    assert few.choose_publisher(asked).publisher.id == id_


@pytest.mark.parametrize("year", [None, 2019, 2020])
def test_a_name_of_two_publishers_is_not_decided_silently(few, year):
    with pytest.raises(PublisherAmbiguous) as failure:
        few.choose_publisher("昌化镇", year)
    assert [(one.publisher.id, one.years) for one in failure.value.candidates] == [
        (CHANGHUA, (2019, 2020)),
        ("沈阳-某区-昌化镇", (2020,)),
    ]


def test_the_program_lists_the_candidates_of_an_ambiguous_name(few, run, tmp_path):
    told = run("cells", "--publisher", "昌化镇", "--year", "2020", "--archive", tmp_path / "few.sqlite")
    assert (told.exit_code, told.stdout) == (2, "")
    first, *listed = told.stderr.splitlines()
    assert "name one by its id" in first
    assert [line.split() for line in listed] == [
        [CHANGHUA, "杭州市临安区昌化镇人民政府", "330112102", "2019,", "2020", "printed", "昌化镇"],
        ["沈阳-某区-昌化镇", "沈阳市某区昌化镇人民政府", "210199100", "2020"],
    ]


@pytest.mark.parametrize(
    ("year", "id_"), [(2020, "杭州-拱墅区-政府办公室"), (2022, "杭州-拱墅区(2021)-政府办公室")]
)
def test_authorities_of_one_name_that_followed_one_another_are_told_apart_by_year(few, year, id_):
    assert few.choose_publisher("拱墅区人民政府办公室", year).publisher.id == id_


@pytest.mark.parametrize("year", [None, 1999])
def test_a_year_without_report_tells_nothing_apart(few, year):
    with pytest.raises(PublisherAmbiguous):
        few.choose_publisher("杭州市拱墅区人民政府办公室", year)


@pytest.mark.parametrize("asked", ["王店镇", "", "镇"])
def test_a_name_that_nobody_has_is_unknown(few, asked):
    with pytest.raises(PublisherUnknown):
        few.choose_publisher(asked)


def test_near_names_are_suggested(few):
    with pytest.raises(PublisherUnknown) as failure:
        few.choose_publisher("锦背街道")
    assert failure.value.near[0].publisher.id == "杭州-临安区-锦北街道"
