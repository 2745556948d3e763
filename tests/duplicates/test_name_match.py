from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.duplicates.name_match import compare_names, same_person_by_name, share_of, worded_name
from prefpad.duplicates.nicknames import full_names

WORDS = st.lists(
    st.sampled_from(
        ["sam", "samuel", "anna", "bob", "robert", "j", "smith", "smyth", "berg", "李"]
    ),
    max_size=4,
).map(tuple)


def rare(_: str) -> float:
    return 0.001


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jon Smith", "John Smith"),
        ("J. Smith", "John Smith"),
        ("Smith John", "John Smith"),
        ("Smith, John", "John Smith"),
        ("Bob Smith", "Robert Smith"),
        ("Rob Smith", "Bob Smith"),
        ("Mr. John Smith", "John Smith"),
        ("John Q. Smith", "John Smith"),
        ("john SMITH", "John Smith"),
        ("Mary Ann Smith", "Maryann Smith"),
        ("Siobhan O'Brien", "Siobhán OBrien"),
        ("Guðrún Jónsdóttir", "Gudrun Jonsdottir"),
        ("Jon Smyth", "John Smith"),
        ("王小明", "王小明"),
        ("Smith", "smith"),
    ],
)
def test_a_phone_in_common_makes_one_person_of_names_so_alike(one: str, other: str) -> None:
    assert same_person_by_name(one, other)
    assert same_person_by_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Smith", "Bob Smith"),
        ("Anna Berg", "Hanna Berg"),
        ("Paul Berg", "Paula Berg"),
        ("Tim Berg", "Tom Berg"),
        ("Mario Rossi", "Maria Rossi"),
        ("Jan Berg", "Jana Berg"),
        ("A. Smith", "Bob Smith"),
        ("Smith", "Bob Smith"),
        ("Samantha Smith", "Samuel Smith"),
        ("Ann Smith", "Ann Miller"),
        ("John Smith", "Family Smith"),
        ("", "Bob Smith"),
        ("...", "Bob Smith"),
    ],
)
def test_a_family_on_one_landline_stays_a_family(one: str, other: str) -> None:
    assert not same_person_by_name(one, other)
    assert not same_person_by_name(other, one)


def test_a_nickname_of_two_names_stands_for_either_but_these_are_not_one() -> None:
    assert full_names("sam") == {"samuel", "samantha"}
    assert not full_names("samuel") & full_names("samantha")
    assert full_names("smith") == frozenset()


def test_a_rare_word_in_common_says_more_than_a_common_one() -> None:
    common, rarer = (share_of(bearers, 1000) for bearers in (80, 2))
    same = ("sam", "smith")
    assert (
        compare_names(same, same, lambda _: rarer).bits
        > compare_names(same, same, lambda _: common).bits + 4
    )


def test_a_word_that_nobody_else_bears_on_a_small_pad_is_not_taken_for_rare() -> None:
    assert share_of(1, 10) > share_of(1, 10_000)


def test_a_surname_shared_under_other_first_names_is_a_family() -> None:
    assert compare_names(("ann", "smith"), ("bob", "smith"), rare).family
    assert not compare_names(("ann", "smith"), ("ann", "miller"), rare).family
    assert not compare_names(("ann", "smith"), ("a", "smith"), rare).family


@given(WORDS, WORDS)
def test_two_names_say_the_same_whichever_comes_first(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert compare_names(one, other, rare) == compare_names(other, one, rare)


@given(WORDS.filter(bool), WORDS)
def test_no_name_is_more_alike_than_the_name_itself(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert compare_names(one, other, rare).bits <= max(
        compare_names(one, one, rare).bits, compare_names(other, other, rare).bits
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert same_person_by_name(one, other) == same_person_by_name(other, one)


def test_a_name_written_surname_first_is_turned_round() -> None:
    assert worded_name("Smith, Dr. John").words == ("john", "smith")
    assert worded_name("Dr.").words == ("dr",)
