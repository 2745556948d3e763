from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from prefpad.domain.models import Occasion
from prefpad.domain.normalize import name_words
from prefpad.duplicates.candidate_rows import block_keys, initial_keys, sound
from prefpad.duplicates.name_match import Worded, share_of, worded_name
from prefpad.duplicates.scoring import (
    FEWEST_TWINS,
    LIKELY,
    MOST_TWINS,
    ComparisonRecord,
    Rarity,
    bits_of,
    compare,
    likelihood,
    same_phone,
    twins_per_customer,
)
from prefpad.duplicates.two_people import Identity

A_SMALL_PAD = 300


def person(
    name: str, born: str = "", address: str = "", *aliases: str, **keys: Any
) -> ComparisonRecord:
    year, month, day = (int(part) for part in born.split("-")) if born else (0, 0, 0)
    return ComparisonRecord(
        1,
        tuple(map(worded_name, (name, *aliases))),
        identity=Identity(frozenset((name, *aliases))),
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


RARITY = Rarity(share, lambda _: 0.004, lambda _: 0.0, lambda _, __: False)
A_SMALL_TOWN = RARITY._replace(
    address=lambda word: 0.5 if word in {"main", "st", "springfield", "or", "97477"} else 0.004
)


def chance(one: ComparisonRecord, other: ComparisonRecord, rarity: Rarity = RARITY) -> float:
    return likelihood(compare(one, other, rarity).bits, A_SMALL_PAD)


def reasons(one: ComparisonRecord, other: ComparisonRecord, rarity: Rarity = RARITY) -> str:
    return "; ".join(compare(one, other, rarity).reasons)


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        (person("Sam Smith", **EMAIL), person("Samuel Smith", **EMAIL), "same e-mail"),
        (
            person("Jon Smith", **PHONE),
            person("John Smith", phones=("49301234567",)),
            "same phone; similar names: Jon Smith / John Smith",
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
            "similar e-mails",
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
    first, *_ = compare(person("J. Smith", **EMAIL), person("Jo Smith", **EMAIL), RARITY).reasons
    assert first == "same e-mail"


def test_two_of_few_are_sooner_one_than_two_of_many() -> None:
    assert likelihood(20, 100) > likelihood(20, 100_000)
    assert likelihood(bits_of(LIKELY, 5000), 5000) == pytest.approx(LIKELY)
    assert likelihood(-500, 10**6) < 1e-9


def test_a_pair_that_cannot_reach_what_matters_is_not_compared_to_the_end() -> None:
    one, other = person("Ann Smith", address=HOME), person("Bob Jones", address=HOME)
    assert "same address" in reasons(one, other)
    assert compare(one, other, RARITY, least=20).reasons == ()


@given(PEOPLE, PEOPLE, st.floats(-30, 60))
def test_stopping_early_never_changes_who_reaches_what_matters(
    one: ComparisonRecord, other: ComparisonRecord, least: float
) -> None:
    whole, cut = compare(one, other, RARITY), compare(one, other, RARITY, least)
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
    assert compare(one, other, RARITY).bits == pytest.approx(compare(other, one, RARITY).bits)


@given(PEOPLE, PEOPLE)
def test_an_e_mail_in_common_makes_two_more_alike_unless_they_are_a_household(
    one: ComparisonRecord, other: ComparisonRecord
) -> None:
    found = reasons(one, other)
    assume("different birthdays" not in found)
    assume("different names" not in found and "other first names" not in found)
    mine, its = (replace(who, emails=("x@y.z",)) for who in (one, other))
    ours, theirs = (replace(who, emails=()) for who in (one, other))
    assert compare(mine, its, RARITY).bits > compare(ours, theirs, RARITY).bits


# -- a household ---------------------------------------------------------------------------------

EVERYTHING_SHARED: dict[str, Any] = {**PHONE, **EMAIL, "cards": ("a1",), "address": HOME}


@pytest.mark.parametrize("customers", [10, 300, 5000, 200_000])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Ann Okonkwo", **EVERYTHING_SHARED), person("Bob Okonkwo", **EVERYTHING_SHARED)),
        (person("Ann Jones", **EVERYTHING_SHARED), person("Bob Miller", **EVERYTHING_SHARED)),
        (
            person("Jean Okonkwo", **EVERYTHING_SHARED),
            person("Jeanne Okonkwo", **EVERYTHING_SHARED),
        ),
        (person("Erik Okonkwo", **EVERYTHING_SHARED), person("Erika Okonkwo", **EVERYTHING_SHARED)),
        (person("Mr. Okonkwo", **EVERYTHING_SHARED), person("Mrs. Okonkwo", **EVERYTHING_SHARED)),
        (person("Herr Okonkwo", **EVERYTHING_SHARED), person("Frau Okonkwo", **EVERYTHING_SHARED)),
        (
            person("Sam & Ann Okonkwo", **EVERYTHING_SHARED),
            person("Sam Okonkwo", **EVERYTHING_SHARED),
        ),
        (
            person("Sam Okonkwo Sr.", **EVERYTHING_SHARED),
            person("Sam Okonkwo Jr.", **EVERYTHING_SHARED),
        ),
        (
            person("Sam Okonkwo", **EVERYTHING_SHARED),
            person("Sam Okonkwo Jr.", **EVERYTHING_SHARED),
        ),
        (
            person("Sam Smith", "1955-10-28", **EVERYTHING_SHARED),
            person("Sam Smith", "1980-03-12", **EVERYTHING_SHARED),
        ),
    ],
)
def test_a_phone_an_e_mail_and_a_card_make_nobody_of_a_household_one(
    one: ComparisonRecord, other: ComparisonRecord, customers: int
) -> None:
    assert likelihood(compare(one, other, rarity_on(customers)).bits, customers) < LIKELY


@pytest.mark.parametrize("customers", [10, 300, 5000])
def test_the_same_phone_and_e_mail_make_one_of_alike_names(customers: int) -> None:
    one, other = (person(name, **PHONE, **EMAIL) for name in ("Erik Okonkwo", "Erik Okonkwa"))
    assert likelihood(compare(one, other, rarity_on(customers)).bits, customers) >= LIKELY


def rarity_on(customers: int) -> Rarity:
    """Return the rarity of what two customers of so many have, and no other."""
    return RARITY._replace(
        name=lambda _: share_of(2, customers), address=lambda _: share_of(2, customers)
    )


# -- reasons that are true -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (HOME, "12 Brick Lane, London", "same address"),
        (HOME, "12 Brick Lane", "same address"),
        (HOME, "21 Brick Lane, London", "similar addresses, except for the house number"),
        (HOME, "Brick Lane, London", "similar addresses"),
        (HOME, "12 Brik Lane, London", "similar addresses"),
        (HOME, "3 Mill Road, Leeds", "different addresses"),
        (
            "Brick Lane 12, 10115 London",
            "Brick Lane 14, 10115 London",
            "except for the house number",
        ),
        ("Brick Lane", "Brick Lane", "same address"),
    ],
)
def test_an_address_is_the_same_only_with_its_house_number(
    one: str, other: str, reason: str
) -> None:
    told = reasons(person("Ann Miller", "", one), person("Ann Miller", "", other))
    assert reason in told
    assert ("same address" in told) == (reason == "same address")


def test_a_street_in_a_small_town_makes_nobody_one() -> None:
    one = person("Anna Okafor", "", "15 Main St, Springfield, OR 97477")
    other = person("Anna Garcia", "", "219 Main St, Springfield, OR 97477")
    assert "same address" not in reasons(one, other, A_SMALL_TOWN)
    assert chance(one, other, A_SMALL_TOWN) < 0.1


def test_a_nickname_in_common_is_no_same_name() -> None:
    one = person("William Okafor", "1980-03-12", "", "Bill")
    other = person("William Garcia", "1980-03-12", "", "Bill")
    assert "different names: William Okafor / William Garcia" in reasons(one, other)
    assert "same name" in reasons(person("Robert Smith", "", "", "Bob"), person("Bob"))


def test_what_many_share_identifies_nobody() -> None:
    crowded = RARITY._replace(is_crowded=lambda kind, _: kind == "phone")
    one, other = person("Ann Lee", **PHONE, **EMAIL), person("Ann Lee", **PHONE, **EMAIL)
    assert "same phone" in reasons(one, other)
    assert "same phone" not in reasons(one, other, crowded)
    assert "same e-mail" in reasons(one, other, crowded)


def test_a_birthday_that_many_have_says_less() -> None:
    one = person("Ann Lee", "1980-01-01")
    common = RARITY._replace(birthday=lambda _: 0.25)
    assert compare(one, one, RARITY).bits - compare(one, one, common).bits > 12


# -- how many twins a pad has --------------------------------------------------------------------


@given(st.lists(st.floats(-20, 60), max_size=200), st.integers(0, 10**6))
def test_a_pad_has_no_fewer_twins_than_one_in_ten_and_no_more_than_two_each(
    bits: list[float], customers: int
) -> None:
    assert FEWEST_TWINS <= twins_per_customer(bits, customers) <= MOST_TWINS


def test_a_pad_full_of_twins_is_seen_to_be_and_a_small_one_is_not_trusted() -> None:
    assert twins_per_customer([40.0] * 5000, 5000) == pytest.approx(0.92, abs=0.01)
    assert twins_per_customer([40.0] * 5, 5) < 0.12
    assert twins_per_customer([5.0] * 5000, 5000) == FEWEST_TWINS


@given(st.floats(-20, 60), st.lists(st.floats(-20, 60), max_size=50))
def test_one_more_pair_never_makes_twins_rarer(bits: float, others: list[float]) -> None:
    assert twins_per_customer([*others, bits], 1000) >= twins_per_customer(others, 1000)


# -- who meets whom ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Jon Smith"), person("John Smyth")),
        (person("Smith, John"), person("John Smith")),
        (person("Bob Smith"), person("Robert Smith")),
        (person("Mary Ann"), person("Maryann")),
        (person("Ann", "1980-03-12"), person("Ann Smith", "0-03-12")),
        (person("Ann", "1980-03-12"), person("Ann Smith", "1980-12-03")),
        (person("Ann", "1980-03-12"), person("Ann Smith", "1980-07-30")),
        (person("Ann", address=HOME), person("Eve", address="12 Bric Lane, London")),
        (person("Ann", address=HOME), person("Ann Smith", address=HOME)),
    ],
)
def test_likely_twins_meet_under_a_key(one: ComparisonRecord, other: ComparisonRecord) -> None:
    assert {*block_keys(one)} & {*block_keys(other)}


def test_an_initial_meets_the_names_that_it_may_stand_for() -> None:
    assert {*block_keys(person("J. Smith"))} & {*initial_keys(person("John Smith"))}
    assert not {*block_keys(person("J. Smith"))} & {*initial_keys(person("Bob Smith"))}


def test_strangers_do_not_meet() -> None:
    one, other = person("Ann Miller", "1980-03-12"), person("Bob Jones", "1980-03-13")
    assert not {*block_keys(one)} & {*block_keys(other)}


@pytest.mark.parametrize(
    ("one", "other"), [("smith", "smyth"), ("robert", "rupert"), ("meier", "mayer"), ("", "")]
)
def test_words_that_sound_alike_have_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize("other", ["1958-03-12", "1985-03-21", "1986-03-12", "1985-04-12"])
def test_a_birthday_with_a_digit_wrong_or_two_swapped_is_a_slip(other: str) -> None:
    assert "digit apart" in reasons(person("Sam Smith", "1985-03-12"), person("Sam Smith", other))


def test_a_birthday_with_two_digits_wrong_is_another() -> None:
    found = reasons(person("Sam Smith", "1985-03-12", **PHONE), person("Sam Smith", "1957-03-12"))
    assert "digit apart" not in found


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("sam.smith@example.com", "sam.smiht@example.com", True),
        ("sam.smith@example.com", "sam.smith@exmaple.com", True),
        ("sam.smith1@example.com", "sam.smith2@example.com", False),
        ("sam.smith@example.com", "ann.jones@example.com", False),
    ],
)
def test_mailboxes_a_slip_apart_are_alike_but_not_of_other_numbers(
    one: str, other: str, alike: bool
) -> None:
    mine, theirs = (person("Sam Smith", emails=(box,)) for box in (one, other))
    assert ("similar e-mails" in reasons(mine, theirs)) == alike
