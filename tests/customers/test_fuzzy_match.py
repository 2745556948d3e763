from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.customers.fuzzy_match import GOOD_ENOUGH, NEAR_MISS, likeness, trigrams, word_likeness
from prefpad.domain.normalize import name_words

WORDS = st.text("abcdeinorst", min_size=1, max_size=9)
NAMES = st.lists(WORDS, min_size=1, max_size=4)


def alike(one: str, other: str) -> float:
    return likeness(name_words(one), name_words(other))


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Sam Smyth", "Sam Smith"),
        ("Anna Smith", "Anne Smith"),
        ("Maria Garcia", "Mario Garcia"),
        ("Sma Smith", "Sam Smith"),
        ("Jon Smith", "John Smith"),
        ("Sarah Jones", "Sara Jones"),
        ("Philip Brown", "Phillip Brown"),
        ("Smith Sam", "Sam Smith"),
        ("Smyth Sam", "Sam Smith"),
        ("Maryann Smith", "Mary Ann Smith"),
        ("Mary Ann Smith", "Maryann Smith"),
        ("Andr ew Renfrey", "Andrew Renfrey"),
        ("Sam Smith", "Sam James Smith"),
        ("Sam James Smith", "Sam Smith"),
        ("Sam Smith", "Samuel Smith"),
        ("Łukasz Müler", "Lukasz Müller"),
    ],
)
def test_a_slip_is_a_near_miss(typed: str, held: str) -> None:
    assert alike(typed, held) >= NEAR_MISS


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("John Smith", "Jane Smith"),
        ("Pam Smith", "Sam Smith"),
        ("J Smith", "John Smith"),
        ("Thomas Egan", "Hannah Egan"),
        ("Thomas Egan", "Hannah Eagan"),
        ("王小明", "王晓明"),
    ],
)
def test_one_right_word_of_two_is_worth_suggesting_and_no_near_miss(typed: str, held: str) -> None:
    assert GOOD_ENOUGH <= alike(typed, held) < NEAR_MISS


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Sara Jones", "Sam Smith"),
        ("Olga Petrova", "Sam Smith"),
        ("李四", "王小明"),
        ("", "Sam Smith"),
        ("Sam Smith", "--"),
    ],
)
def test_another_name_is_not_worth_suggesting(typed: str, held: str) -> None:
    assert alike(typed, held) < GOOD_ENOUGH


def test_an_absent_word_costs_less_than_a_wrong_one_and_more_than_none() -> None:
    whole = alike("sam smith", "sam smith")
    not_asked_for = alike("sam smith", "sam james smith")
    not_held = alike("sam james smith", "sam smith")
    wrong = alike("sam james smith", "sam peter smith")
    assert whole > not_asked_for > not_held > wrong


def test_many_aliases_cost_no_more_than_two_words_not_asked_for() -> None:
    aliases = ["sam", "smith", "sammy", "jones", "captain", "boss"]
    assert likeness(["sam", "smith"], aliases) == likeness(["sam", "smith"], aliases[:4])


def test_initials_and_beginnings_count_something_and_whole_words_more() -> None:
    assert 0 < word_likeness("a", "alexander") < word_likeness("alex", "alexander") < 1


def test_swapped_letters_and_mistaken_vowels_cost_less_than_mistaken_consonants() -> None:
    mistaken = word_likeness("brady", "bracy")
    assert word_likeness("brady", "bardy") > mistaken
    assert word_likeness("brady", "brody") > mistaken


def test_two_words_of_the_query_are_not_paired_with_the_same_word_of_the_name() -> None:
    assert likeness(["thomas", "thomas"], ["thomas", "egan"]) == 0.5


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    rarity = {"egan": 8.0, "thomas": 2.0}
    rare_right = likeness(["thomas", "egan"], ["hannah", "egan"], rarity)
    common_right = likeness(["thomas", "egan"], ["thomas", "brown"], rarity)
    assert rare_right == pytest.approx(0.8)
    assert common_right == pytest.approx(0.2)


def test_words_of_a_hundred_thousand_letters_are_compared_by_their_beginning() -> None:
    assert word_likeness("a" * 100_000, "a" * 99_999) == 1.0
    assert likeness(["a" * 100_000], ["b" * 100_000]) == 0.0


@pytest.mark.parametrize("word", ["", "a", "al", "ali", "王", "王明"])
def test_even_the_shortest_words_have_trigrams(word: str) -> None:
    pieces = trigrams(word)
    assert pieces
    assert all(len(piece) == 3 for piece in pieces)


def test_trigrams_tell_the_beginning_and_the_end_of_a_word() -> None:
    assert trigrams("anna") == {"  a", " an", "ann", "nna", "na "}


@given(WORDS, WORDS)
def test_the_likeness_of_words_is_the_same_both_ways_and_one_only_for_the_same(
    one: str, other: str
) -> None:
    assert word_likeness(one, other) == pytest.approx(word_likeness(other, one))
    assert 0 <= word_likeness(one, other) <= 1
    assert (word_likeness(one, other) == 1) == (one == other)


@given(WORDS.filter(lambda word: len(word) > 2), st.data())
def test_one_letter_left_out_never_makes_another_word(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    assert word_likeness(word[:at] + word[at + 1 :], word) >= GOOD_ENOUGH


def fewest_slips(one: str, other: str) -> float:
    """Return the slips between two words without vowels, by trying everything."""
    if not one or not other:
        return len(one) + len(other)
    found = [
        fewest_slips(one[1:], other) + 1,
        fewest_slips(one, other[1:]) + 1,
        fewest_slips(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if len(one) > 1 and one[:2] == other[1::-1]:
        found.append(fewest_slips(one[2:], other[2:]) + 0.7)
    return min(found)


@given(st.text("bcd", min_size=1, max_size=6), st.text("bcd", min_size=1, max_size=6))
def test_the_fewest_slips_are_counted(one: str, other: str) -> None:
    alike = 1 - 1.6 * fewest_slips(one, other) / max(len(one), len(other))
    found = word_likeness(one, other, 0.0)
    if not (one.startswith(other) or other.startswith(one)):
        assert found == pytest.approx(max(alike, 0.0))


@given(NAMES, NAMES)
def test_likeness_lies_between_nothing_and_one(one: list[str], other: list[str]) -> None:
    assert 0 <= likeness(one, other) <= 1


@given(NAMES)
def test_the_same_words_in_any_order_are_the_same_name(words: list[str]) -> None:
    assert all(likeness(order, words) == 1 for order in permutations(words))


@given(NAMES, NAMES)
def test_the_order_of_words_does_not_change_the_likeness(one: list[str], other: list[str]) -> None:
    assert likeness(one, other) == pytest.approx(likeness(one, other[::-1]))
