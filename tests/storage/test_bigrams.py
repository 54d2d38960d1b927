"""What counts as the same text, and where a phrase stands in what was printed."""

import pytest

from storage.bigrams import LONGEST_WORD, MOST_GRAMS, Gram, NothingToSearch, Phrase, grams_of, grams_within


def stands(asked, text):
    return [text[start:end] for start, end in Phrase.of(asked).spans(text)]


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("公开", "依法公开", ["公开"]),
        ("公开", "依法公\n 开", ["公\n 开"]),  # a line of a pdf ends anywhere
        ("公开", "公、开", []),
        ("公、开", "公，\n（开）", ["公，\n（开"]),  # signs are alike
        ("公、开", "公开", []),
        ("年", "2020年", ["年"]),
        ("2020年", "２０２０ 年", ["２０２０ 年"]),
        ("202", "2020年", []),
        ("20", "12,20", ["20"]),
        ("foi act", "FOI  Act of 2000", ["FOI  Act"]),
        ("foi act", "foiact", []),
        ("1", "①②", []),  # both fold to one word
        ("12", "①②", ["①②"]),
        ("𠮷", "𠮷野", ["𠮷"]),
        ("公开公", "公开公开公", ["公开公"]),
    ],
)
def test_a_phrase_stands_where_its_units_follow_one_another(asked, text, found):
    assert stands(asked, text) == found


@pytest.mark.parametrize("asked", ["", " ", "。，", "（ ）"])
def test_signs_alone_are_nothing_to_search_for(asked):
    with pytest.raises(NothingToSearch, match="no letter and no digit"):
        Phrase.of(asked)


def test_pairs_end_at_a_break_and_a_word_is_one_unit():
    end = "\ue000"
    assert list(grams_of("政府 信息。2020年")) == ["政府", "府信", "信息", "息", f"2020{end}年", "年"]


@pytest.mark.parametrize(
    ("asked", "grams"),
    [
        ("政", [Gram("政", is_beginning=True)]),
        ("政府", [Gram("政府")]),
        ("政府，信", [Gram("政府"), Gram("府"), Gram("信", is_beginning=True)]),
        ("政，府信", [Gram("政"), Gram("府信")]),
        ("2020", [Gram("2020\ue000", is_beginning=True)]),
        ("2020年", [Gram("2020\ue000年")]),
    ],
)
def test_a_phrase_asks_for_its_pairs_for_what_ends_at_a_break_and_for_what_begins_like_a_last_unit(
    asked, grams
):
    assert list(Phrase.of(asked).grams) == grams


@pytest.mark.parametrize(
    ("asked", "grams"),
    [
        ("政", [Gram("政", is_beginning=True)]),
        ("政府信", [Gram("政府"), Gram("府信")]),
        ("a政b信息", [Gram("政", is_beginning=True), Gram("信息")]),
        ("2020", []),  # the end of a longer word, perhaps
        ("政府政府", [Gram("政府"), Gram("府政")]),
    ],
)
def test_signs_anywhere_in_a_word_are_certain_only_of_chinese_characters(asked, grams):
    assert list(grams_within(asked)) == grams


def test_a_word_without_end_is_cut_for_the_index_and_found_whole():
    word = "a" * (3 * LONGEST_WORD + 1)
    assert max(map(len, grams_of(word))) <= 2 * LONGEST_WORD + 2
    assert {gram.text for gram in Phrase.of(word).grams} <= set(grams_of(f"见{word}年"))
    assert stands(word, f"见{word}年") == [word]
    assert stands(word[1:], word) == []


def test_a_long_phrase_asks_the_index_for_no_more_than_narrows():
    assert len(Phrase.of("依法公开政府信息是每一个行政机关应尽的法定职责之一").grams) == MOST_GRAMS
