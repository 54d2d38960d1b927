"""How alike texts are, and whether the sketch finds the alike ones. Every text here is constructed."""

import random

import pytest

from checks.similarity import BINS, Narrative, bands, grams, jaccard, sketch
from tests.checks.constructed import CHANGHUA, GONGSHU, JINBEI, LUZHU, WANGDIAN, golden

SEEDS = (CHANGHUA, WANGDIAN, LUZHU, JINBEI, GONGSHU)


def text(seed, length=1500):
    chosen = random.Random(seed)
    return "".join(chr(chosen.randrange(0x4E00, 0x9FA5)) for _ in range(length))


def mixed(seed, share):
    """Two texts that have about this share of their 8-grams in common."""
    kept = int(1500 * 2 * share / (1 + share))
    return text(seed)[:kept] + text(seed + 1)[kept:], text(seed)[:kept] + text(seed + 2)[kept:]


def are_found(one, two):
    return bool(set(bands(sketch(grams(one)))) & set(bands(sketch(grams(two)))))


def test_a_narrative_is_without_names_digits_and_punctuation():
    said = Narrative(golden(CHANGHUA)).text
    assert "昌化镇" not in said
    assert "临安" not in said
    assert not any(letter.isdigit() or letter in "，。、（）《》" for letter in said)
    assert len(said) > 1000


def test_the_seeds_have_next_to_nothing_in_common():
    texts = {seed: Narrative(golden(seed)).grams for seed in SEEDS}
    alike = [jaccard(texts[one], texts[two]) for one in SEEDS for two in SEEDS if one < two]
    assert max(alike) < 0.04


def test_a_text_is_wholly_like_itself_and_empty_texts_are_like_none():
    assert jaccard(grams(text(1)), grams(text(1))) == 1
    assert jaccard(grams("无"), grams("无")) == 0


def test_eight_characters_make_one_gram_and_seven_none():
    assert grams("一二三四五六七八") == {"一二三四五六七八"}
    assert grams("一二三四五六七") == frozenset()


@pytest.mark.parametrize("share", [0.55, 0.7, 0.9])
def test_the_sketch_finds_what_is_more_than_half_alike(share):
    found = [are_found(*mixed(seed, share)) for seed in range(0, 300, 3)]
    assert sum(found) >= 99


def test_the_sketch_leaves_out_what_is_not_alike():
    assert not any(are_found(text(seed), text(seed + 1)) for seed in range(0, 200, 2))
    assert sum(are_found(*mixed(seed, 0.05)) for seed in range(0, 300, 3)) <= 5


def test_equal_bins_are_about_as_many_as_the_texts_are_alike():
    one, two = (sketch(grams(part)) for part in mixed(7, 0.6))
    assert len(one) == BINS
    assert sum(a == b for a, b in zip(one, two, strict=True)) / BINS == pytest.approx(0.6, abs=0.15)


def test_a_short_text_fills_its_empty_bins_from_others():
    short = sketch(grams(text(5, 20)))
    assert len(short) == BINS
    assert are_found(text(5, 20), text(5, 20))


def test_a_text_without_grams_has_no_sketch():
    assert sketch(grams("无")) == ()
    assert bands(()) == ()


def test_bands_fit_into_a_signed_integer_of_eight_bytes():
    assert all(0 <= band < 2**63 for band in bands(sketch(grams(text(3)))))
    assert len(bands(sketch(grams(text(3))))) == 40
