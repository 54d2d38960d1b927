"""Charts: their numbers are those of the series, text stays text, and what compares only roughly is drawn apart."""

import struct
from dataclasses import replace
from decimal import Decimal

import pytest
from parsel import Selector

from parsers.crosswalk import Comparability
from query.charts import MOST_SERIES, ChartWords, drawn, has_chinese_font, png_of, specification, svg_of
from query.edition import Edition, release_of
from query.figures import figure_groups, figures, unit_of
from query.series import Amount, Point, Series, SeriesAnswer, Step

pytestmark = pytest.mark.needs("chart")
OFFICE = "杭州-拱墅区-政府办公室"
WORDS = ChartWords("来源：公开 Gongkai，档案截至 2026-03-10", "浙江省")


def point(year, value, level=Comparability.EXACT):
    value = None if value is None else Decimal(value)
    return Point(year, value, Amount(value, 1, 0, 1), None, level)


def answer(*series, figure="requests.new@total", zh="本年新收政府信息公开申请数量"):
    return SeriesAnswer(figure, zh, "requests received", False, (), (), series)


def one(*points, group="33", name="浙江省"):
    return Series(group, points, name)


def layers(spec):
    """The four layers: lines that are whole and dashed, points that are full and hollow."""
    return spec["vconcat"][0]["layer"]


def values(spec, layer):
    data = layers(spec)[layer]["data"]
    return data["values"] if "values" in data else spec["datasets"][data["name"]]


def texts(svg):
    """What stands in the text elements of an SVG."""
    found = Selector(svg, type="xml").xpath("//*[local-name()='text']")
    return [one.xpath("string()").get() for one in found]


ROUGH = Comparability.APPROXIMATE
BROKEN = answer(
    one(point(2017, 3, ROUGH), point(2018, 4, ROUGH), point(2019, 5), point(2020, 6), point(2022, 8))
)


def test_years_that_compare_only_roughly_are_dashed_and_hollow():
    spec = specification(BROKEN, WORDS)
    whole, dashed, full, hollow = (values(spec, layer) for layer in range(4))
    assert [(p["year"], p["value"]) for p in full] == [(2019, 5), (2020, 6), (2022, 8)]
    assert [(p["year"], p["value"]) for p in hollow] == [(2017, 3), (2018, 4)]
    assert [p["year"] for p in whole] == [2019, 2020]
    assert [p["year"] for p in dashed] == [2017, 2018, 2018, 2019]
    assert layers(spec)[1]["mark"]["strokeDash"] != layers(spec)[0]["mark"]["strokeDash"]
    assert "虚线" in spec["title"]["text"][0]


def test_no_line_is_drawn_over_a_year_without_a_figure_and_no_point_without_a_value():
    spec = specification(answer(one(point(2019, 1), point(2020, None), point(2021, 3))), WORDS)
    assert [values(spec, layer) for layer in (0, 1)] == [[], []]
    assert [p["year"] for p in values(spec, 2)] == [2019, 2021]
    assert spec["title"]["text"] == [WORDS.source]


def test_only_as_many_lines_are_drawn_as_can_be_told_apart_and_the_rest_is_counted():
    many = answer(*(one(point(2020, n), group=f"{n:02}", name=f"第{n}省") for n in range(MOST_SERIES + 3)))
    chosen = drawn(many)
    assert [s.group for s in chosen.series] == [f"{n:02}" for n in range(3, MOST_SERIES + 3)]
    assert "另有 3 条未画" in specification(many, WORDS)["title"]["text"][0]


def test_text_of_an_svg_is_text_in_chinese_with_unit_and_source():
    written = texts(svg_of(BROKEN, WORDS))
    for said in ("本年新收政府信息公开申请数量", "浙江省", "年度", "数量", "2017", WORDS.source):
        assert any(said in text for text in written)


def test_a_rate_is_drawn_in_percent_and_money_in_yuan():
    rate = answer(one(point(2020, "0.25"), point(2021, "0.5")), figure="rate.disclosure")
    assert "50%" in texts(svg_of(rate, WORDS))
    assert unit_of("rate.disclosure") == ("%", "%")
    assert unit_of("proactive.procurement.amount")[0] == "元"
    assert unit_of("proactive.normative_documents.made")[0] == "件"  # as the form prints it
    assert unit_of("requests.new@total")[0] == "数量"  # the form prints none


def test_every_figure_that_is_offered_can_be_followed(archive):
    keys = [figure.key for group in figure_groups() for figure in group.figures]
    assert len(keys) == len(set(keys)) == len(figures())
    assert {"rate.disclosure", "outcome.denied", "requests.new@total"} < set(keys)


@pytest.mark.needs("cjk_font")
def test_a_png_shows_chinese_and_no_boxes_in_its_place():
    def drawn_as(character):
        return png_of(answer(one(point(2020, 1)), zh=character * 8), ChartWords("s"))

    assert drawn_as("\ue0f0") == drawn_as("\ue0f1")  # no font has these: both are drawn as what is missing
    assert len({drawn_as(character) for character in "公开申请\ue0f0"}) == 5


@pytest.mark.needs("cjk_font")
def test_the_command_draws_what_the_series_says(ask, archive, tmp_path):
    svg, png = tmp_path / "a.svg", tmp_path / "a.png"
    assert ask("chart", "rate.disclosure", "--publisher", OFFICE, "-o", svg).exit_code == 0
    written = texts(svg.read_text(encoding="utf-8"))
    last = max(crawl.finished_at for crawl in archive.crawls()).date()
    assert f"来源：公开 Gongkai，档案截至 {last}" in written
    assert "公开率（含部分公开）" in written
    assert ask("chart", "requests.new@total", "--by", "county", "-o", png).exit_code == 0
    head = png.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24]) > (1000, 600)


def test_without_a_chinese_font_no_picture_of_boxes_is_drawn(ask, tmp_path, monkeypatch):
    monkeypatch.setattr("query.charts.has_chinese_font", lambda: False)
    told = ask("chart", "requests.new@total", "-o", tmp_path / "a.png")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "fonts-noto-cjk" in told.stderr
    assert ask("chart", "requests.new@total", "-o", tmp_path / "a.svg").exit_code == 0


@pytest.mark.needs("cjk_font")
def test_a_chinese_font_is_noticed():
    assert has_chinese_font()


def test_a_form_that_does_not_tell_the_figure_is_named_in_the_picture_with_the_reason():
    reason = ("2021年格式不再统计事项数量", "the form of 2021 no longer counts items")
    untold = Step("2021", (), (), Comparability.NONE, (reason,))
    found = replace(answer(one(point(2019, 1), point(2020, 2))), of=(untold,))
    assert specification(found, WORDS)["title"]["text"] == [
        f"2021 格式不可比，未画：{reason[0]}",
        WORDS.source,
    ]
    english = specification(found, ChartWords("s", is_chinese=False))["title"]["text"]
    assert english == [f"Not drawn, for the form 2021 does not tell it: {reason[1]}", "s"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("requests.new@total", "-o", "a.jpg"), 2, ".svg"),
        (("requests.new@total", "--division", "北京市", "-o", "a.svg"), 1, "nothing to draw"),
        (("no.figure", "-o", "a.svg"), 1, "no.figure"),
        (("requests.new@total", "-o", "nowhere/a.svg"), 1, "nowhere/a.svg: No such file or directory"),
    ],
)
def test_what_cannot_be_drawn_is_said(ask, arguments, code, words):
    said = ask("chart", *arguments)
    assert said.exit_code == code
    assert words in said.stderr


def test_a_release_is_known_by_what_stands_beside_its_database(tmp_path):
    assert release_of(tmp_path / "archive.sqlite") is None
    (tmp_path / "datapackage.json").write_text(
        '{"name": "gongkai", "version": "2026.11.1"}', encoding="utf-8"
    )
    assert release_of(tmp_path / "archive.sqlite") == "2026.11.1"
    assert release_of("postgresql://localhost/gongkai") is None


def test_an_edition_is_told_by_its_release_or_its_day():
    assert Edition(None).told(is_chinese=False) == "Gongkai 公开, archive as of —"
    assert Edition(None, "2026.11.1").told(is_chinese=True) == "公开 Gongkai，第 2026.11.1 版"


def test_names_from_documents_cannot_bring_markup_into_a_chart():
    evil = '<script>alert("x")</script>&<b>'
    found = answer(one(point(2020, 1), name=evil), one(point(2020, 2), group="34", name="安徽省"), zh=evil)
    drawn_svg = svg_of(found, ChartWords(evil, evil))
    assert "<script" not in drawn_svg
    assert "<b>" not in drawn_svg
    assert any(evil in text for text in texts(drawn_svg))
