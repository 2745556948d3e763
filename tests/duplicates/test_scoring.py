from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.models import Occasion
from prefpad.domain.normalize import name_words
from prefpad.duplicates.blocking import block_keys, initial_keys, sound
from prefpad.duplicates.name_match import Worded, worded_name
from prefpad.duplicates.scoring import (
    LIKELY,
    ComparisonRecord,
    bits_of,
    compare,
    likelihood,
    same_phone,
)

A_SMALL_PAD = 300


def person(name: str, born: str = "", address: str = "", **keys: Any) -> ComparisonRecord:
    year, month, day = (int(part) for part in born.split("-")) if born else (0, 0, 0)
    return ComparisonRecord(
        1,
        (worded_name(name),),
        birthday=Occasion("birthday", month, day, year or None) if born else None,
        addresses=(Worded(address, tuple(name_words(address))),) if address else (),
        **keys,
    )


PHONE: dict[str, Any] = {"phones": ("0301234567",)}
EMAIL: dict[str, Any] = {"emails": ("sam@example.com",)}
HOME = "12 Brick Lane, London"


PEOPLE = st.builds(
    person,
    st.sampled_from(["Sam Smith", "Samuel Smith", "S. Smith", "Ann Smith", "Ann", "Smith, Ann"]),
    st.sampled_from(["", "1980-03-12", "1980-12-03", "0-03-12", "1955-10-28"]),
    st.sampled_from(["", HOME, "12 Brick Lane", "9 High Street, Leeds"]),
    emails=st.sampled_from([(), ("sam@example.com",), ("sam@exmaple.com", "ann@example.com")]),
    phones=st.sampled_from([(), ("0301234567",), ("49301234567",)]),
    cards=st.sampled_from([(), ("a1",)]),
    ids=st.sampled_from([(), (("square", "1"),), (("square", "2"), ("", "1"))]),
)


def share(word: str) -> float:
    return 0.03 if word == "smith" else 0.004


def chance(one: ComparisonRecord, other: ComparisonRecord) -> float:
    return likelihood(compare(one, other, share).bits, A_SMALL_PAD)


def reasons(one: ComparisonRecord, other: ComparisonRecord) -> str:
    return "; ".join(compare(one, other, share).reasons)


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        (person("Sam Smith", **EMAIL), person("Samuel Smith", **EMAIL), "same e-mail"),
        (
            person("Jon Smith", **PHONE),
            person("John Smith", phones=("49301234567",)),
            "same phone; names alike: Jon Smith / John Smith",
        ),
        (person("Smith Sam", "1980-03-12"), person("Sam Smith", "1980-03-12"), "same birthday"),
        (person("Sam Smith", "1980-03-12"), person("S. Smith", "1980-03-12"), "same birthday"),
        (person("Guðrún Jónsdóttir"), person("Gudrun Jonsdottir"), "same name"),
        (person("Sam Miller", address=HOME), person("Sam Miller", address=HOME), "same address"),
        (person("Sam", cards=("a1",)), person("Sam Smith", cards=("a1",)), "same card"),
        (
            person("Sam Miller", ids=(("square", "x1"),)),
            person("S. Miler", ids=(("square", "x1"),)),
            "same id",
        ),
        (
            person("Sam Miller", "1980-03-12"),
            person("Sam Miller", "1980-12-03"),
            "birthdays with day and month swapped",
        ),
        (
            person("Sam Miller", "1980-03-12"),
            person("Sam Miller", "1980-03-13"),
            "birthdays a digit apart",
        ),
        (
            person("Sam Miller", "1980-03-12"),
            person("Sam Miller", "0-03-12"),
            "same birthday, as far as it is known",
        ),
        (
            person("Sam Miller", emails=("sam@gmail.com",)),
            person("Sam Miller", emails=("sam@gmial.com",)),
            "e-mails alike",
        ),
    ],
)
def test_these_are_likely_twins_and_it_says_why(
    one: ComparisonRecord, other: ComparisonRecord, because: str
) -> None:
    assert because in reasons(one, other)
    assert chance(one, other) >= LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Sam Smith"), person("Sam Smith")),
        (person("Smith"), person("Smith")),
        (person("Ann Miller", **PHONE), person("Bob Miller", **PHONE)),
        (person("Ann Miller", address=HOME, **PHONE), person("Bob Miller", address=HOME, **PHONE)),
        (person("Ann Miller", "1980-03-12"), person("Ann Miller", "1955-10-28")),
        (person("Ann Miller", "1980-03-12"), person("Eve Jones", "1980-03-12")),
        (person("Ann Jones", address=HOME), person("Eve Miller", address=HOME)),
        (person("Sam Miller", **PHONE), person("Eve Jones", **PHONE)),
        (
            person("Ann Miller", ids=(("square", "x1"),)),
            person("Ann Miller", ids=(("square", "x2"),)),
        ),
    ],
)
def test_these_say_too_little_to_be_shown(one: ComparisonRecord, other: ComparisonRecord) -> None:
    assert chance(one, other) < LIKELY


def test_what_speaks_against_is_said_too() -> None:
    told = reasons(
        person("Ann Miller", "1980-03-12", HOME, ids=(("square", "1"),)),
        person("Bob Miller", "1955-10-28", "9 High Street, Leeds", ids=(("square", "2"),)),
    )
    for reason in (
        "other first names: Ann Miller / Bob Miller",
        "different birthdays",
        "different addresses",
        "different ids of square",
    ):
        assert reason in told


def test_what_weighs_most_is_said_first() -> None:
    first, *_ = compare(person("J. Smith", **EMAIL), person("Jo Smith", **EMAIL), share).reasons
    assert first == "same e-mail"


def test_two_of_few_are_sooner_one_than_two_of_many() -> None:
    assert likelihood(20, 100) > likelihood(20, 100_000)
    assert likelihood(bits_of(LIKELY, 5000), 5000) == pytest.approx(LIKELY)
    assert likelihood(-500, 10**6) < 1e-9


def test_a_pair_that_cannot_reach_what_matters_is_not_compared_to_the_end() -> None:
    one, other = person("Ann Smith", address=HOME), person("Bob Jones", address=HOME)
    assert "same address" in reasons(one, other)
    assert compare(one, other, share, least=20).reasons == ()


@given(PEOPLE, PEOPLE, st.floats(-30, 60))
def test_stopping_early_never_changes_who_reaches_what_matters(
    one: ComparisonRecord, other: ComparisonRecord, least: float
) -> None:
    whole, cut = compare(one, other, share), compare(one, other, share, least)
    assert cut == whole if whole.bits >= least else cut.bits < least


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("442079460101", "02079460101", True),
        ("4402079460101", "442079460101", True),
        ("00442079460101", "2079460101", True),
        ("79460101", "02079460101", True),
        ("0101", "02079460101", False),
        ("02079460102", "02079460101", False),
        ("", "", False),
    ],
)
def test_a_phone_is_the_same_with_or_without_its_country(one: str, other: str, same: bool) -> None:
    assert same_phone(one, other) is same
    assert same_phone(other, one) is same


@given(PEOPLE, PEOPLE)
def test_two_customers_are_as_alike_whichever_comes_first(
    one: ComparisonRecord, other: ComparisonRecord
) -> None:
    assert compare(one, other, share).bits == pytest.approx(compare(other, one, share).bits)


@given(PEOPLE, PEOPLE)
def test_an_e_mail_in_common_never_makes_two_less_alike(
    one: ComparisonRecord, other: ComparisonRecord
) -> None:
    def with_one_mailbox(who: ComparisonRecord) -> ComparisonRecord:
        return ComparisonRecord(
            who.number, who.names, ("x@y.z",), who.phones, who.cards, who.ids, who.birthday,
            who.addresses,
        )  # fmt: skip

    def without(who: ComparisonRecord) -> ComparisonRecord:
        return ComparisonRecord(
            who.number, who.names, (), who.phones, who.cards, who.ids, who.birthday, who.addresses
        )

    shared = compare(with_one_mailbox(one), with_one_mailbox(other), share)
    assert shared.bits > compare(without(one), without(other), share).bits


# -- who meets whom ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Jon Smith"), person("John Smyth")),
        (person("Smith, John"), person("John Smith")),
        (person("Bob Smith"), person("Robert Smith")),
        (person("Mary Ann"), person("Maryann")),
        (person("Ann", "1980-03-12"), person("Ann Smith", "1980-03-12")),
        (person("Ann", **EMAIL), person("Eve", **EMAIL)),
        (person("Ann", phones=("02079460101",)), person("Eve", phones=("442079460101",))),
        (person("Ann", address=HOME), person("Ann Smith", address=HOME)),
    ],
)
def test_likely_twins_meet_under_a_key(one: ComparisonRecord, other: ComparisonRecord) -> None:
    assert {*block_keys(one)} & {*block_keys(other)}


def test_an_initial_meets_the_names_that_it_may_stand_for() -> None:
    assert {*block_keys(person("J. Smith"))} & {*initial_keys(person("John Smith"))}
    assert not {*block_keys(person("J. Smith"))} & {*initial_keys(person("Bob Smith"))}


def test_strangers_do_not_meet() -> None:
    one, other = person("Ann Miller", "1980-03-12"), person("Bob Jones", "1980-03-12")
    assert not {*block_keys(one)} & {*block_keys(other)}


@pytest.mark.parametrize(
    ("one", "other"), [("smith", "smyth"), ("robert", "rupert"), ("meier", "mayer"), ("", "")]
)
def test_words_that_sound_alike_have_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)
