from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.outcome import Outcome, Severity, Verdict
from parsers.document import Place
from parsers.report import Cell, Kind, Mark, Mention, OtherTable, Section
from query.answers import PartAnswer
from query.diff import MOST_CHARACTERS, character_changes, clause_changes, compare
from query.reading import Reading

CLAUSES = st.lists(
    st.sampled_from(["公开信息3条。", "收到申请4件；", "加强领导，", "无其他事项。\n"]), max_size=6
)


def reading(cells=(), sections=(), form="2021"):
    return Reading(None, None, 2021, Kind.REPORT, form, tuple(cells), tuple(sections), (), (), ())


def cell(key, text):
    mark = Mark.NUMBER if text else Mark.BLANK
    return Cell(key, text, text, Decimal(text) if text else None, None, mark, Place())


def section(key, text, heading="一、总体情况"):
    return Section(key, heading, text, Place())


def part(url, sha256, role="picture"):
    return PartAnswer(role, url, "image/png", sha256, 10)


def test_a_blank_that_becomes_zero_is_a_change():
    (change,) = compare(
        reading([cell("requests.new@total", "")]), reading([cell("requests.new@total", "0")])
    ).cells
    assert (change.old_text, change.old_mark, change.new_text) == ("", "blank", "0")


def test_a_cell_that_one_side_lacks_is_a_change():
    changes = compare(reading([cell("review.upheld", "1")]), reading([cell("review.total", "1")])).cells
    assert [(change.key, change.old_text, change.new_text) for change in changes] == [
        ("review.total", None, "1"),
        ("review.upheld", "1", None),
    ]
    assert changes[0].label_zh == "行政复议 · 总计"


def test_only_the_changed_clause_is_told():
    (change,) = clause_changes("甲。公开信息168条。乙。", "甲。公开信息169条。乙。")
    assert (change.old, change.new) == ("公开信息168条。", "公开信息169条。")


def test_white_space_is_no_change():
    assert not list(clause_changes("甲 。\n乙。", "甲 。\n  乙。\n"))


def test_the_changed_characters_stand_out():
    assert [part for part in character_changes("168条", "169条") if part[0] != "equal"] == [
        ("replace", "8", "9")
    ]


def test_a_renamed_section_is_told_with_both_headings():
    (change,) = compare(
        reading(sections=[section("other", "无。", "六、其他")]),
        reading(sections=[section("other", "无。", "六、其他事项")]),
    ).sections
    assert (change.old_heading, change.new_heading, change.changes) == ("六、其他", "六、其他事项", ())


def test_a_section_taken_out_is_told():
    (change,) = compare(reading(sections=[section("other", "无。")]), reading()).sections
    assert (change.key, change.new_heading, change.changes[0].old) == ("other", None, "无。")


def test_unknown_parts_with_the_same_heading_do_not_swallow_one_another():
    old = reading(sections=[section(None, "甲。", "附件"), section(None, "乙。", "附件")])
    new = reading(sections=[section(None, "丙。", "附件"), section(None, "乙。", "附件")])
    new = reading(sections=[section(None, "丙。", "附件"), section(None, "乙。", "附件")])
    (change,) = compare(old, new).sections
    assert (change.changes[0].old, change.changes[0].new) == ("甲。", "丙。")


def test_a_replaced_picture_is_told_and_the_main_file_is_not():
    found = compare(
        reading(),
        reading(),
        [part("u", "a", "main"), part("p", "a")],
        [part("u", "b", "main"), part("p", "b")],
    )
    assert [(file.url, file.old_sha256, file.new_sha256) for file in found.files] == [("p", "a", "b")]


def test_a_finding_that_came_went_or_compares_other_values_is_told():
    def found(check, left):
        return Outcome(check, Verdict.FAILED, Severity.ERROR, "total", Decimal(left), Decimal(0))

    def judged(*outcomes):
        return Reading(None, None, 2021, Kind.REPORT, "2021", (), (), (), (), outcomes)

    changes = compare(
        judged(found("R01", 1), found("R02", 1), found("R04", 1)), judged(found("R01", 1), found("R02", 2))
    )
    assert [(one.check, one.member, one.old, one.new) for one in changes.findings] == [
        ("R02", "total", "1 ≠ 0", "2 ≠ 0"),
        ("R04", "total", "1 ≠ 0", None),
    ]


def test_a_finding_that_came_with_the_new_version_is_told_by_the_words_it_points_at():
    def judged(*outcomes):
        return Reading(None, None, 2021, Kind.REPORT, "2021", (), (), (), (), outcomes)

    pointing = Outcome("P01", Verdict.FAILED, Severity.INFO, None, None, None, quotes=("甲", "乙"))
    (change,) = compare(judged(), judged(pointing)).findings
    assert (change.check, change.old, change.new) == ("P01", None, "甲、乙")
    assert compare(judged(pointing), judged(pointing)).findings == ()


def test_sections_of_no_key_are_told_apart_by_their_headings():
    old = reading(sections=[section(None, "甲。", "附件"), section(None, "乙。", "附表")])
    new = reading(sections=[section(None, "乙。", "附表"), section(None, "甲。", "附件")])
    assert compare(old, new).sections == ()


def test_a_file_that_came_or_went_is_told_with_one_digest():
    came, went = (
        compare(reading(), reading(), *sides).files
        for sides in (([], [part("p", "a")]), ([part("q", "b", "attachment")], []))
    )
    assert [(one.role, one.url, one.old_sha256, one.new_sha256) for one in (*came, *went)] == [
        ("picture", "p", None, "a"),
        ("attachment", "q", "b", None),
    ]


def test_a_section_put_in_is_told():
    (change,) = compare(reading(), reading(sections=[section("other", "无。")])).sections
    assert (change.key, change.old_heading, change.changes[0].new) == ("other", None, "无。")


def test_one_clause_put_in_among_hundreds_alike_is_the_only_change():
    assert [(one.old, one.new) for one in clause_changes("无。" * 300, "无。" * 300 + "有。")] == [
        ("", "有。")
    ]


def test_a_change_of_files_alone_is_a_change():
    assert not compare(reading(), reading(), [part("p", "a")], [part("p", "b")]).is_empty
    assert not compare(reading([cell("a", "1")]), reading([cell("a", "2")])).is_empty
    assert not compare(reading(), reading(sections=[section("other", "无。")])).is_empty
    assert compare(reading(), reading(), [part("p", "a")], [part("p", "a")]).is_empty


def test_a_row_of_a_table_that_no_form_knows_is_a_change():
    def of(*rows):
        return replace(reading(), tables=(OtherTable(rows, Place()),))

    found = compare(of(("栏目", "条数"), ("公文", "3")), of(("栏目", "条数"), ("公文", "4"), ("计划", "1")))
    assert not found.is_empty
    assert [(one.old, one.new) for one in found.rows] == [((("公文", "3"),), (("公文", "4"), ("计划", "1")))]
    assert compare(of(("a",)), of(("a",))).is_empty


def test_a_number_that_only_one_side_states_is_a_change():
    def of(*figures):
        stated = [
            Mention("requests.new", figure, f"新收{figure}件", Place(), unit="件") for figure in figures
        ]
        return replace(reading(), mentions=tuple(stated))

    found = compare(of("3", "3"), of("3", "4"))
    assert not found.is_empty
    assert [(one.key, one.old, one.new, one.quote) for one in found.mentions] == [
        ("requests.new", "3件", None, "新收3件"),
        ("requests.new", None, "4件", "新收4件"),
    ]
    assert compare(of("3", "4"), of("4", "3")).is_empty


def test_another_title_is_a_change():
    assert not compare(reading(), replace(reading(), title="年度报告")).is_empty


def test_a_changed_clause_carries_its_characters_unless_it_is_without_end():
    (change,) = clause_changes("公开信息168条。", "公开信息169条。")
    assert change.characters == (
        ("equal", "公开信息16", "公开信息16"),
        ("replace", "8", "9"),
        ("equal", "条。", "条。"),
    )
    (change,) = clause_changes("甲" * (MOST_CHARACTERS - 1), "乙")
    assert change.characters
    (change,) = clause_changes("", "乙")
    assert change.characters == ()
    (change,) = clause_changes("甲" * MOST_CHARACTERS, "乙")
    assert change.characters == ()


@pytest.mark.parametrize("form", ["2019", None])
def test_another_form_is_a_change(form):
    assert not compare(reading(form=form), reading(form="2021")).is_empty


@given(CLAUSES, CLAUSES)
def test_changes_account_for_every_clause(old, new):
    changes = list(clause_changes("".join(old), "".join(new)))
    taken = "".join(change.old for change in changes)
    put = "".join(change.new for change in changes)
    assert len("".join(old).replace("\n", "")) - len(taken.replace("\n", "")) == len(
        "".join(new).replace("\n", "")
    ) - len(put.replace("\n", ""))
    assert bool(changes) == ([c.strip() for c in old] != [c.strip() for c in new])
